// The usual way of a case, with what is done, where it is, and what is to come.
#include <algorithm>

#include "procedure/cases.h"

namespace ch {

namespace {

bool in_path(const Procedure& procedure, std::string_view step) { return std::ranges::find(procedure.path, step) != procedure.path.end(); }

}  // namespace

std::vector<StepView> progress(Reader& rows, const Procedure& procedure, CaseId id) {
  const auto now = rows.get<Case>(id);
  if (!now) return {};
  const std::vector<CaseEvent> events = rows.list<CaseEvent>(Scan{.prefix = key_of(id)});

  const auto begun = [&](const CaseEvent& event) {
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
  if (!events.empty()) views.push_back(begun(events.front()));
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
