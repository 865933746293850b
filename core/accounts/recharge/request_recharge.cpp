// request_recharge: PRE-4. Says what will come by wire; nothing moves until it has come (PRE-5).
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"

namespace ch {

namespace {

PartyId party(const RequestRecharge& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check preflight(const RequestRecharge& payload) { return amount_fits(payload.amount); }

Check preclaim(const RequestRecharge& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  if (account->state == AccountState::opened) return refused("alerts_not_set", "account");  // PRE-2: before anything else
  const Money least = context.policies.money("credit.recharge_minimum");
  if (payload.amount < least) return refused("recharge_below_minimum", "amount", {{"least", least.text()}});
  return {};
}

Result<Done> apply(const RequestRecharge& payload, Context& context) {
  const PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  const Recharge recharge = new_recharge(context, account, payload.amount);
  relink(context, recharge.party);  // its wire may be there already, in suspense
  return Done{{{"recharge", std::to_string(recharge.id.value)},
               {"number", number_of(context.policies, "recharge", recharge.id.value)},
               {"remark_code", recharge.remark_code}}};
}

}  // namespace

Command request_recharge_command() {
  return command<RequestRecharge>("request_recharge", {.party = party, .preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
