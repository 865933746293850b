// cancel_recharge: a request that no wire has come for. Once one may be meant for it, staff decides first (PRE-5).
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

PartyId party(const CancelRecharge& payload, Reader& rows) {
  const auto recharge = rows.get<Recharge>(payload.recharge);
  return recharge ? recharge->party : PartyId{};
}

Check preclaim(const CancelRecharge& payload, ReadContext& context) {
  const auto recharge = context.rows.get<Recharge>(payload.recharge);
  if (!recharge) return refused("unknown_recharge", "recharge");
  return may_advance(context.rows, recharge_procedure(), recharge->process, "cancel");
}

Result<Done> apply(const CancelRecharge& payload, Context& context) {
  Recharge recharge = *context.rows.get<Recharge>(payload.recharge);
  advance(context, recharge_procedure(), recharge.process, "cancel", {});
  recharge.state = RechargeState::cancelled;
  context.rows.put(recharge);  // it waited: no wire was meant for it, so none is free for another
  return Done{};
}

}  // namespace

Command cancel_recharge_command() {
  return command<CancelRecharge>("cancel_recharge", {.party = party, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
