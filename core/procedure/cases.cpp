#include "procedure/cases.h"

#include <algorithm>

#include "api/codes.h"
#include "base/digits.h"
#include "base/fault.h"
#include "engine/records.h"
#include "procedure/by_policy.h"
#include "procedure/documents.h"
#include "procedure/figures.h"
#include "procedure/forms.h"
#include "procedure/history.h"
#include "procedure/messages.h"
#include "procedure/packs.h"
#include "procedure/promises.h"
#include "procedure/tasks.h"

namespace ch {

namespace {

const std::string* found(const std::vector<std::string>& pairs, std::string_view name, std::size_t& at) {
  for (at = 0; at < pairs.size(); ++at) {
    const std::string& pair = pairs[at];
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return &pair;
  }
  return nullptr;
}

std::vector<std::string> terms_of(const Procedure& procedure, const Policies& policies) {
  std::vector<std::string> terms;
  const auto keep = [&](std::string_view policy) {
    std::size_t at = 0;
    if (!policy.empty() && !found(terms, policy, at)) terms.push_back(std::string(policy) + "=" + std::to_string(policies.number(policy)));
  };
  for (const Step& step : procedure.steps) keep(step.within.policy);
  return terms;
}

std::vector<const Transition*> candidates(const Procedure& procedure, std::string_view from, std::string_view on) {
  std::vector<const Transition*> all;
  for (const Transition& one : procedure.transitions)
    if (one.from == from && one.on == on) all.push_back(&one);
  return all;
}

// Of those that could be meant the one whose guard holds; else why the first one's does not.
Result<const Transition*> chosen(const std::vector<const Transition*>& among, ReadContext& context, const Case& one) {
  Check first;
  for (const Transition* transition : among) {
    if (!transition->guard.holds) return transition;
    Check holds = transition->guard.holds(context, one);
    if (holds.has_value() != transition->guard.negated) return transition;
    if (transition == among.front()) first = std::move(holds);
  }
  if (!first) return std::unexpected(first.error());
  throw Fault("PRO-2: of the transitions that share a trigger the guards leave none");
}

std::unexpected<Refusal> wrong_step(const Procedure& procedure, const Case& one) {
  const Step& at = procedure.step(one.step);
  return refused("wrong_step", "",
                 {{"number", one.subject}, {"step", one.step}, {"at", std::string(at.zh)}, {"at_en", std::string(at.en)}});
}

Case with_answers(Case one, const Entered& entered) {
  for (const Said& said : entered.answers) set_answer(one, said.name, said.value);
  return one;
}

// The step is another: whose turn it is, and until when.
void enter(Context& context, const Procedure& procedure, Case& one, std::string_view to) {
  const Step& step = procedure.step(to);
  if (one.timer != 0) context.stop_timer(TimerId{one.timer});
  one.timer = 0;
  one.step = to;
  one.since = context.now;
  one.is_open = !step.end;
  one.acts = step.acts;
  one.acting = acting_party(context.rows, step.acts, one.party);
  one.late = false;
  one.claimed_by.clear();
  const auto deadline = deadline_of(context.rows, procedure, one);
  one.due.reset();
  one.due_provisional = deadline && deadline->provisional;
  one.calendar = deadline && deadline->form == DeadlineForm::within_working_days ? WorkingCalendar::china().last_published_year() : 0;
  if (deadline) {
    one.due = deadline->at;
    one.timer =
        context.start_timer(std::max(deadline->at, context.now), "mark_case_overdue", R"({"process":)" + std::to_string(one.id.value) + "}")
            .value;
  }
  if (step.end) end_promise(context, one);
  place_in_inbox(procedure, one);
}

void stay_late(const Procedure& procedure, Case& one) {
  one.timer = 0;  // its deadline stands
  one.late = true;
  place_in_inbox(procedure, one);
}

void remember(Context& context, Case& one, std::string_view on, std::string_view from, const Entered& entered) {
  CaseEvent event = event_of(context, one, on, entered.note);
  event.from_step = from;
  for (const Said& said : entered.answers)
    if (!said.value.empty()) event.answers.push_back(said.name + "=" + said.value);
  context.rows.put(event);
  keep_documents(context, one, entered.documents);
}

Result<CaseId> begin(Context& context, const Procedure& procedure, Case one, const Transition& transition, const Entered& entered);

Check does(Context& context, const Procedure& procedure, const Effect& effect, Case& one) {
  switch (effect.kind) {
    case Effect::Kind::runs:
      return effect.run(context, one);
    case Effect::Kind::tells:
      if (!procedure.by_command()) CH_TRY(pack_has_message(context.policies, procedure, effect));
      send_message(context, procedure, one, effect);
      return {};
    case Effect::Kind::emits:
      send_event(context, procedure, one, effect.name);
      return {};
    case Effect::Kind::opens: {
      const Procedure* sub = context.procedures->newest(effect.name);
      require(sub != nullptr, "PRO-2: a sub-case's procedure exists");
      const auto id = begin(context, *sub, {.party = one.party, .about = one.id}, sub->start(), {});
      return id ? Check{} : std::unexpected(id.error());
    }
    case Effect::Kind::signals:
      return happen(context, one.about, effect.name, {.note = one.subject});
  }
  return {};
}

// What has been decided happens: the effects run at the new step, whose deadline a message may name.
Check take(Context& context, const Procedure& procedure, Case one, const Transition& transition, const Entered& entered) {
  const std::string from = one.step;
  // Where nobody has to act, time over is its ordinary course (PRO-9).
  const bool late = is_late(one, context.now) && one.acts != Role::clock;
  const bool stays = transition.on == overdue && transition.to == from;
  ++one.events;
  if (stays)
    stay_late(procedure, one);
  else
    note_step(context, one, from, late);
  if (!stays) {
    // `since` may name what happens now, so that it is in the history before the deadline is counted.
    one.step = transition.to;
    remember(context, one, transition.on, from, entered);
    enter(context, procedure, one, transition.to);
    note_entered(context, procedure, one);
    if (transition.asks || context.actor.role == procedure.answers) written_on(context, procedure, one);
  } else {
    remember(context, one, transition.on, from, entered);
  }
  context.rows.put(one);
  for (const Effect& effect : transition.does) {
    ReadContext reading = context.reading();
    if (effect.when.holds && effect.when.holds(reading, one).has_value() == effect.when.negated) continue;
    if (Check done = does(context, procedure, effect, one); !done) return done;
    if (effect.kind == Effect::Kind::runs)
      context.rows.put(one);
    else
      one = *context.rows.get<Case>(one.id);  // what it told another case may have come back to it
  }
  return {};
}

Result<CaseId> begin(Context& context, const Procedure& procedure, Case one, const Transition& transition, const Entered& entered) {
  one.id = context.next<CaseTag>("case");
  one.procedure = procedure.id;
  one.version = procedure.version;
  one.opened = context.now;
  one.filed_by = context.actor.user;
  one.terms = terms_of(procedure, context.policies);
  if (one.subject.empty()) one.subject = next_case_number(context, procedure);
  const CaseId id = one.id;
  if (Check taken = take(context, procedure, std::move(one), transition, entered); !taken) return std::unexpected(taken.error());
  return id;
}

}  // namespace

const Procedure& procedure_of(const Procedures& procedures, const Case& one) {
  const Procedure* procedure = procedures.find(one.procedure, one.version);
  require(procedure != nullptr, "PRO-6: the version of a case's table stays while there are cases of it");
  return *procedure;
}

std::string answer(const Case& one, std::string_view name) {
  std::size_t at = 0;
  const std::string* pair = found(one.answers, name, at);
  return pair ? pair->substr(name.size() + 1) : std::string{};
}

void set_answer(Case& one, std::string_view name, std::string_view value) {
  std::size_t at = 0;
  const bool there = found(one.answers, name, at) != nullptr;
  if (value.empty()) {
    if (there) one.answers.erase(one.answers.begin() + static_cast<std::ptrdiff_t>(at));
    return;
  }
  std::string pair = std::string(name) + "=" + std::string(value);
  if (there)
    one.answers[at] = std::move(pair);
  else
    one.answers.push_back(std::move(pair));
}

bool is_left_to_the_clock(const Procedure& procedure, const Case& one, Instant now) {
  return one.due && is_late(one, now) &&
         std::ranges::any_of(candidates(procedure, one.step, overdue), [&](const Transition* by) { return by->to != one.step; });
}

bool is_late(const Case& one, Instant now) { return one.late || (one.due && *one.due <= now); }

std::int32_t kept_number(const Case& one, std::string_view policy) {
  std::size_t at = 0;
  const std::string* term = found(one.terms, policy, at);
  return term ? static_cast<std::int32_t>(digits::read(std::string_view(*term).substr(policy.size() + 1)).value_or(0)) : 0;
}

std::optional<Deadline> deadline_of(Reader& rows, const Procedure& procedure, const Case& one) {
  const Limit& within = procedure.step(one.step).within;
  if (within.policy.empty()) return std::nullopt;
  const std::int32_t count = kept_number(one, within.policy);
  Event event{one.procedure + "." + one.step, one.since};
  if (!within.since.empty()) {
    rows.scan<CaseEvent>({.prefix = key_of(one.id), .descending = true}, [&](const CaseEvent& earlier) {
      if (earlier.happened != within.since) return true;
      event = {one.procedure + "." + std::string(within.since), earlier.at};
      return false;
    });
  }
  if (const auto day = Date::parse(answer(one, within.from_day)); day && !within.from_day.empty())
    event = Event::on(one.procedure + "." + std::string(within.from_day), *day);
  switch (within.form) {
    case DeadlineForm::within_hours:
      return within_hours(event, count);
    case DeadlineForm::within_days:
      return within_days(event, count);
    case DeadlineForm::within_weeks:
      return within_weeks(event, count);
    case DeadlineForm::within_months:
      return within_months(event, count);
    case DeadlineForm::same_day:
      return same_day(event);
    default:
      return within_working_days(event, count);
  }
}

CaseId open_case(Context& context, const Procedure& procedure, std::string subject, AccountId account, PartyId party) {
  const auto id = begin(context, procedure, {.subject = std::move(subject), .account = account, .party = party}, procedure.start(), {});
  require(id.has_value(), "PRO-1: what a command of its own begins does not refuse");
  return *id;
}

Check may_advance(Reader& rows, const Procedure& procedure, CaseId id, std::string_view on) {
  const auto kept = rows.get<Case>(id);
  if (!kept || kept->procedure != procedure.id) return refused("unknown_case", "process");
  if (!candidates(procedure, kept->step, on).empty()) return {};
  return wrong_step(procedure, *kept);
}

void advance(Context& context, const Procedure& procedure, CaseId id, std::string_view on, std::string note) {
  const Case one = *context.rows.get<Case>(id);
  const Check taken = take(context, procedure, one, *candidates(procedure, one.step, on).front(), {.note = std::move(note)});
  require(taken.has_value(), "PRO-1: what a command of its own sets off does not refuse");
}

bool awaits(Reader& rows, const Procedures& procedures, CaseId id, std::string_view on) {
  const auto one = rows.get<Case>(id);
  return one && !candidates(procedure_of(procedures, *one), one->step, on).empty();
}

Check happen(Context& context, CaseId id, std::string_view on, const Entered& entered) {
  const auto kept = context.rows.get<Case>(id);
  if (!kept) return refused("unknown_case", "process");
  const Procedure& procedure = procedure_of(*context.procedures, *kept);
  const auto among = candidates(procedure, kept->step, on);
  if (among.empty()) return wrong_step(procedure, *kept);
  Case one = with_answers(*kept, entered);
  ReadContext reading = context.reading();
  const auto transition = chosen(among, reading, one);
  if (!transition) return std::unexpected(transition.error());
  return take(context, procedure, std::move(one), **transition, entered);
}

namespace {

// A person's way from what he asks for to the transition that it is.
struct Asked {
  const Procedure* procedure;
  Case one;
  const Transition* transition;
  Entered entered;
};
Result<Asked> asked_step(ReadContext& context, const StepAsked& asked, const Entered& entered) {
  const auto kept = context.rows.get<Case>(asked.process);
  if (!kept) return refused("unknown_case", "process");
  const Procedure& procedure = procedure_of(*context.procedures, *kept);
  if (kept->step != asked.step) return wrong_step(procedure, *kept);
  const auto among = candidates(procedure, kept->step, asked.on);
  if (among.empty() || among.front()->by != Trigger::person) return wrong_step(procedure, *kept);
  if (is_left_to_the_clock(procedure, *kept, context.now))
    return refused("step_overdue", "", {{"number", kept->subject}, {"due", text(*kept->due)}});
  if (Check may = may_act(context, *kept, *among.front()); !may) return std::unexpected(may.error());
  auto read = read_form(among.front()->form, entered.answers, entered.documents, context.policies);
  if (!read) return std::unexpected(read.error());
  read->note = entered.note;
  Case one = with_answers(*kept, *read);
  const auto transition = chosen(among, context, one);
  if (!transition) return std::unexpected(transition.error());
  return Asked{&procedure, std::move(one), *transition, std::move(*read)};
}

Result<Asked> asked_file(ReadContext& context, const FileCase& payload) {
  const Procedure* procedure = context.procedures->newest(payload.procedure);
  if (!procedure || procedure->start().by != Trigger::person)
    return refused("unknown_procedure", "procedure", {{"name", payload.procedure}});
  if (Check has = pack_has_all(context.policies, *context.procedures, *procedure); !has) return std::unexpected(has.error());
  const auto among = candidates(*procedure, "", filed);
  if (Check may = may_begin(context, *procedure); !may) return std::unexpected(may.error());
  if (!context.rows.get<Party>(payload.party)) return refused("unknown_party", "party");
  if (payload.about && !procedure->start().about) return refused("answer_unknown", "about", {{"name", "about"}});
  const auto form = first_form(context.policies, *procedure);
  CH_TRY(form);
  auto read = read_form(*form, payload.answers, payload.documents, context.policies);
  if (!read) return std::unexpected(read.error());
  Case one = with_answers(Case{.procedure = std::string(procedure->id), .party = payload.party}, *read);
  one.about = payload.about.value_or(CaseId{});
  const auto transition = chosen(among, context, one);
  if (!transition) return std::unexpected(transition.error());
  return Asked{procedure, std::move(one), *transition, std::move(*read)};
}

}  // namespace

Check step(Context& context, const StepAsked& asked, const Entered& entered) {
  ReadContext reading = context.reading();
  auto found = asked_step(reading, asked, entered);
  if (!found) return std::unexpected(found.error());
  return take(context, *found->procedure, std::move(found->one), *found->transition, found->entered);
}

Result<CaseId> file(Context& context, const FileCase& payload) {
  ReadContext reading = context.reading();
  auto found = asked_file(reading, payload);
  if (!found) return std::unexpected(found.error());
  return begin(context, *found->procedure, std::move(found->one), *found->transition, found->entered);
}

}  // namespace ch
