#include "procedure/tasks.h"

#include <algorithm>

#include "api/codes.h"
#include "api/role_names.h"
#include "engine/records.h"
#include "procedure/by_policy.h"
#include "procedure/messages.h"

namespace ch {

namespace {

std::unexpected<Refusal> not_his(const std::vector<Role>& who) {
  std::string zh, en;
  for (const Role role : who) {
    zh += (zh.empty() ? "" : "、") + std::string(words_of(role).zh);
    en += (en.empty() ? "" : ", ") + std::string(words_of(role).en);
  }
  return refused("not_your_step", "", {{"who", zh}, {"who_en", en}});
}

Check free_for(ReadContext& context, const Case& one) {
  const std::string& user = context.actor.user;
  if (one.claimed_by.empty() || one.claimed_by == user || stands_in(context, user, one.claimed_by)) return {};
  if (!context.rows.get<Grant>(one.claimed_by, one.acts, one.acting)) return {};  // he may no longer do it himself
  return refused("claimed_by_other", "process", {{"user", one.claimed_by}});
}

}  // namespace

bool has_acted(Reader& rows, CaseId one, const std::string& user, std::string_view what) {
  bool acted = false;
  rows.scan<CaseEvent>({.prefix = key_of(one)}, [&](const CaseEvent& event) {
    // What another penalty's appeal has paid of this one (RSK-12) is nobody's part in it.
    acted = event.user_name == user && (what.empty() ? event.happened != "owed_taken" : event.happened == what);
    return !acted;
  });
  return acted;
}

PartyId acting_party(Reader& rows, Role acts, PartyId about) {
  if (acts == Role::reseller_user) return reseller_of(rows, about);
  return acts == Role::merchant_user ? about : PartyId{};
}

bool stands_in(ReadContext& context, const std::string& user, const std::string& absent) {
  const auto absence = context.rows.get<Absence>(absent);
  return absence && absence->delegate == user && absence->last_day >= context.today();
}

Check may_act(ReadContext& context, const Case& one, const Transition& transition) {
  if (std::ranges::find(transition.who, context.actor.role) == transition.who.end()) return not_his(transition.who);
  CH_TRY(free_for(context, one));
  for (const std::string_view what : transition.not_by)
    if (has_acted(context.rows, one.id, context.actor.user, what)) return refused("four_eyes", "process");
  return {};
}

Check may_take_on(ReadContext& context, const Case& one) {
  if (!one.is_open) return refused("case_over", "process", {{"number", one.subject}});
  if (one.late && context.actor.role == one.superior && one.superior != Role::clock) return {};  // PRO-4: to pass it to somebody
  if (context.actor.role != one.acts || context.actor.party != one.acting) return not_his({one.acts});
  return free_for(context, one);
}

Check may_claim(ReadContext& context, const Case& one) {
  CH_TRY(may_take_on(context, one));
  if (context.actor.role != one.acts || context.actor.party != one.acting) return not_his({one.acts});
  return one.claimed_by == context.actor.user ? refused("claimed_already", "process") : Check{};
}

Check may_begin(ReadContext& context, const Procedure& procedure) {
  const auto who = who_begins(context.policies, procedure);
  CH_TRY(who);
  return std::ranges::contains(*who, context.actor.role) ? Check{} : Check(not_his(*who));
}

}  // namespace ch
