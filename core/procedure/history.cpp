#include "procedure/history.h"

#include <algorithm>

namespace ch {

CaseEvent event_of(const Context& context, const Case& one, std::string_view what, std::string text) {
  CaseEvent event;
  event.process = one.id;
  event.position = one.events;
  event.at = context.now;
  event.user_name = context.actor.user;
  event.role = context.actor.role;
  event.happened = what;
  event.from_step = one.step;
  event.to_step = one.step;
  event.note = std::move(text);
  event.party = one.party;
  event.seq = context.seq;
  return event;
}

void note(Context& context, Case& one, std::string_view what, std::string text) {
  ++one.events;
  context.rows.put(event_of(context, one, what, std::move(text)));
}

namespace {

Words words_of_happening(std::string_view what) {
  if (what == "written") return {"留言", "Wrote"};
  if (what == "claimed") return {"认领", "Claimed"};
  if (what == "returned_task") return {"退回待办", "Returned the task"};
  if (what == "passed_on") return {"转交", "Passed on"};
  if (what == "handed_on") return {"转给其他团队答复", "Handed on to another team"};
  if (what == "promise_broken") return {"未在承诺时间内答复", "Not answered in the time promised"};
  if (what == "moved") return {"改用另一版流程", "Moved to another version"};
  if (what == "owed_taken") return {"欠缴已从保证金扣缴", "What was owed was taken from the deposit"};
  if (what == "owed_paid") return {"待补缴已缴", "Of what was owed, paid"};
  if (what == overdue) return {"逾期", "Overdue"};
  if (what == filed) return {"提交", "Filed"};
  return {"", ""};
}

}  // namespace

Words words_of_overdue(const Step& step) { return step.acts == Role::clock ? Words{"期满", "Time over"} : Words{"逾期", "Overdue"}; }

Words words_of_event(const Procedure& procedure, const CaseEvent& event) {
  for (const Transition& one : procedure.transitions)
    if (one.from == event.from_step && one.on == event.happened && !one.zh.empty()) return {one.zh, one.en};
  const auto from = std::ranges::find(procedure.steps, event.from_step, &Step::name);  // a moved case may have come from elsewhere
  if (event.happened == overdue && from != procedure.steps.end()) return words_of_overdue(*from);
  return words_of_happening(event.happened);
}

}  // namespace ch
