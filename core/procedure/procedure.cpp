#include "procedure/procedure.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "api/codes.h"
#include "base/deadline.h"

namespace ch {

namespace {

const Transition* transition(const Procedure& procedure, std::string_view from, std::string_view on) {
  for (const Transition& one : procedure.transitions) {
    if (one.from == from && one.on == on) return &one;
  }
  return nullptr;
}

// CON-10: the value that the case started with.
std::int32_t kept_number(const Case& kept, std::string_view name) {
  for (const std::string& term : kept.terms) {
    if (term.size() > name.size() && term.starts_with(name) && term[name.size()] == '=') {
      std::int32_t number = 0;
      std::from_chars(term.data() + name.size() + 1, term.data() + term.size(), number);
      return number;
    }
  }
  return 0;
}

std::vector<std::string> terms_of(const Procedure& procedure, const Policies& policies) {
  std::vector<std::string> terms;
  for (const Step& step : procedure.steps) {
    if (!step.working_days.empty())
      terms.push_back(std::string(step.working_days) + "=" + std::to_string(policies.number(step.working_days)));
  }
  return terms;
}

void enter(Context& context, const Procedure& procedure, Case& entered, std::string_view to) {
  const Step& step = procedure.step(to);
  if (entered.timer != 0) context.stop_timer(TimerId{entered.timer});
  entered.timer = 0;
  entered.step = to;
  entered.since = context.now;
  entered.due.reset();
  entered.due_provisional = false;
  if (step.working_days.empty()) return;
  const Deadline deadline =
      within_working_days(Event{std::string(procedure.id) + "." + std::string(to), context.now}, kept_number(entered, step.working_days));
  entered.due = deadline.at;
  entered.due_provisional = deadline.provisional;
  entered.timer = context.start_timer(deadline.at, "mark_case_overdue", R"({"process":)" + std::to_string(entered.id.value) + "}").value;
}

void remember(Context& context, Case& one, std::string_view happened, std::string_view from, std::string note) {
  CaseEvent event;
  event.process = one.id;
  event.position = ++one.events;
  event.at = context.now;
  event.user_name = context.actor.user;
  event.role = context.actor.role;
  event.happened = happened;
  event.from_step = from;
  event.to_step = one.step;
  event.note = std::move(note);
  event.party = one.party;
  context.rows.put(event);
}

bool in_path(const Procedure& procedure, std::string_view step) { return std::ranges::find(procedure.path, step) != procedure.path.end(); }

}  // namespace

const Step& Procedure::step(std::string_view name) const {
  for (const Step& one : steps) {
    if (one.name == name) return one;
  }
  std::abort();  // faults() finds this before anything runs
}

CaseId open_case(Context& context, const Procedure& procedure, std::string subject, AccountId account, PartyId party) {
  Case opened;
  opened.id = context.next<CaseTag>("case");
  opened.procedure = procedure.id;
  opened.subject = std::move(subject);
  opened.account = account;
  opened.party = party;
  opened.terms = terms_of(procedure, context.policies);
  enter(context, procedure, opened, procedure.start);
  remember(context, opened, "filed", "", {});
  context.rows.put(opened);
  return opened.id;
}

Check may_advance(Reader& rows, const Procedure& procedure, CaseId id, std::string_view on) {
  const auto kept = rows.get<Case>(id);
  if (!kept || kept->procedure != procedure.id) return refused("unknown_case", "process");
  if (transition(procedure, kept->step, on) != nullptr) return {};
  const Step& at = procedure.step(kept->step);
  return refused("wrong_step", "",
                 {{"number", kept->subject}, {"step", kept->step}, {"at", std::string(at.zh)}, {"at_en", std::string(at.en)}});
}

void advance(Context& context, const Procedure& procedure, CaseId id, std::string_view on, std::string note) {
  Case advanced = *context.rows.get<Case>(id);
  const std::string from = advanced.step;
  const std::string_view to = transition(procedure, from, on)->to;
  if (on == overdue && to == from)
    advanced.timer = 0;  // late, and it stays where it is: its deadline stands
  else
    enter(context, procedure, advanced, to);
  remember(context, advanced, on, from, std::move(note));
  context.rows.put(advanced);
}

std::vector<StepView> progress(Reader& rows, const Procedure& procedure, CaseId id) {
  const auto now = rows.get<Case>(id);
  if (!now) return {};
  const std::vector<CaseEvent> events = rows.list<CaseEvent>(Scan{.prefix = key_of(id)});

  const auto filed = [&](const CaseEvent& event) {
    return StepView{"filed", "提交申请", "Filed", "done", event.at, event.user_name, event.note};
  };
  // A step that was left shows when and by whom; what was entered last counts where a step was passed more than once.
  const auto passed = [&](std::string_view name) {
    const Step& step = procedure.step(name);
    StepView view{std::string(name), std::string(step.zh), std::string(step.en), "done", std::nullopt, "", ""};
    for (const CaseEvent& event : events) {
      if (event.from_step != name || event.to_step == name) continue;
      view.at = event.at;
      view.user = event.user_name;
      view.note = event.note;
    }
    return view;
  };
  const auto here = [&] {
    const Step& step = procedure.step(now->step);
    StepView view{now->step, std::string(step.zh), std::string(step.en), step.failed ? "failed" : step.end ? "done" : "now", now->since, "",
                  ""};
    for (const CaseEvent& event : events) {
      if (event.to_step != now->step || event.from_step == now->step) continue;
      view.user = event.user_name;
      view.note = event.note;
    }
    return view;
  };
  const auto ahead = [&](std::string_view name) {
    const Step& step = procedure.step(name);
    return StepView{std::string(name), std::string(step.zh), std::string(step.en), "todo", std::nullopt, "", ""};
  };

  std::vector<StepView> views;
  if (!events.empty()) views.push_back(filed(events.front()));
  // Off the usual way: it left from the step that it was on last.
  std::string_view from = now->step;
  if (!in_path(procedure, from)) {
    for (const CaseEvent& event : events) {
      if (in_path(procedure, event.to_step)) from = event.to_step;
    }
  }
  const auto place = std::ranges::find(procedure.path, from);
  const bool on_the_way = in_path(procedure, now->step);
  for (auto step = procedure.path.begin(); step != place; ++step) views.push_back(passed(*step));
  if (!on_the_way && place != procedure.path.end()) views.push_back(passed(*place));
  views.push_back(here());
  if (procedure.step(now->step).end) return views;
  for (auto step = place == procedure.path.end() ? place : place + 1; step != procedure.path.end(); ++step) views.push_back(ahead(*step));
  return views;
}

}  // namespace ch
