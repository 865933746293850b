// claim_case, return_case, pass_case, set_absence: whose a task is among those who may do it (PRO-4, PRO-5).
#include "api/codes.h"
#include "api/texts.h"
#include "engine/records.h"
#include "procedure/cases.h"
#include "procedure/commands.h"
#include "procedure/history.h"
#include "procedure/tasks.h"

namespace ch {

namespace {

Result<Case> his_turn(ReadContext& context, CaseId id) {
  const auto one = context.rows.get<Case>(id);
  if (!one) return refused("unknown_case", "process");
  CH_TRY(may_take_on(context, *one));
  return *one;
}

Check claims(const ClaimCase& payload, ReadContext& context) {
  const auto one = context.rows.get<Case>(payload.process);
  return one ? may_claim(context, *one) : refused("unknown_case", "process");
}
Result<Done> claim(const ClaimCase& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  one.claimed_by = context.actor.user;
  note(context, one, "claimed", {});
  context.rows.put(one);
  return Done{};
}

Check may_return(const ReturnCase& payload, ReadContext& context) {
  const auto one = his_turn(context, payload.process);
  CH_TRY(one);
  if (one->claimed_by.empty()) return refused("not_claimed", "process");
  return {};
}
Result<Done> give_back(const ReturnCase& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  one.claimed_by.clear();
  note(context, one, "returned_task", {});
  context.rows.put(one);
  return Done{};
}

Check passes(const PassCase& payload) { return payload.note ? text_fits(*payload.note, "note", 200) : Check{}; }
Check may_pass(const PassCase& payload, ReadContext& context) {
  const auto one = his_turn(context, payload.process);
  CH_TRY(one);
  if (payload.user == context.actor.user || !context.rows.get<Grant>(payload.user, one->acts, one->acting))
    return refused("cannot_take_it", "user", {{"user", payload.user}});
  return {};
}
Result<Done> pass(const PassCase& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  one.claimed_by = payload.user;
  note(context, one, "passed_on", payload.user + (payload.note ? "：" + *payload.note : ""));
  context.rows.put(one);
  return Done{};
}

Check absent(const SetAbsence& payload) {
  if (payload.delegate.has_value() != payload.last_day.has_value()) return refused("absence_half_said", "delegate");
  return payload.delegate ? text_fits(*payload.delegate, "delegate", 200) : Check{};
}
Check may_be_absent(const SetAbsence& payload, ReadContext& context) {
  if (!payload.delegate) {
    if (!context.rows.get<Absence>(context.actor.user)) return refused("not_absent");
    return {};
  }
  if (*payload.last_day < context.today()) return refused("effective_in_past", "last_day");
  // Who has none of his roles, or has it of another company, could do none of his tasks.
  bool shares = false;
  context.rows.scan<Grant>({.prefix = key_of(context.actor.user)}, [&](const Grant& his) {
    shares = context.rows.get<Grant>(*payload.delegate, his.role, his.party) != nullptr;
    return !shares;
  });
  if (shares && *payload.delegate != context.actor.user) return {};
  return refused("cannot_take_it", "delegate", {{"user", *payload.delegate}});
}
Result<Done> set_absence(const SetAbsence& payload, Context& context) {
  if (payload.delegate)
    context.rows.put(Absence{context.actor.user, *payload.delegate, *payload.last_day});
  else
    context.rows.erase<Absence>(context.actor.user);
  return Done{};
}

}  // namespace

Command claim_case_command() {
  return command<ClaimCase>("claim_case", {.party = party_of_case<ClaimCase>, .preclaim = claims, .apply = claim});
}
Command return_case_command() {
  return command<ReturnCase>("return_case", {.party = party_of_case<ReturnCase>, .preclaim = may_return, .apply = give_back});
}
Command pass_case_command() {
  return command<PassCase>("pass_case", {.party = party_of_case<PassCase>, .preflight = passes, .preclaim = may_pass, .apply = pass});
}
Command set_absence_command() {
  return command<SetAbsence>("set_absence", {.preflight = absent, .preclaim = may_be_absent, .apply = set_absence});
}

}  // namespace ch
