// match_wire: PRE-5. A person decides whom a wire in suspense is for. Never an account whose registered name is not the payer's.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"
#include "base/text.h"

namespace ch {

namespace {

Check recharge_fits(const MatchWire& payload, ReadContext& context) {
  const auto recharge = context.rows.get<Recharge>(*payload.recharge);
  if (!recharge) return refused("unknown_recharge", "recharge");
  if (recharge->account != payload.account)
    return refused("recharge_other_account", "recharge", {{"number", number_of(context.policies, "recharge", recharge->id.value)}});
  return may_advance(context.rows, recharge_procedure(), recharge->process, "wire_credited");
}

Check preclaim(const MatchWire& payload, ReadContext& context) {
  const auto wire = context.rows.get<Wire>(payload.wire);
  if (!wire) return refused("unknown_wire", "wire");
  if (wire->state != WireState::suspense) return refused("wire_not_in_suspense", "wire");
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  const auto merchant = party_of(context.rows, account->party);
  CH_TRY(merchant);
  if (!same_company_name(wire->payer_name, merchant->name)) return refused("match_other_payer", "account");
  if (payload.recharge) return recharge_fits(payload, context);
  return {};
}

Result<Done> apply(const MatchWire& payload, Context& context) {
  Wire wire = *context.rows.get<Wire>(payload.wire);
  const PartyId held_for = wire.party;
  const PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  // Money that nobody had announced is a recharge like any other, with a number and a progress of its own.
  const Recharge recharge = payload.recharge ? *context.rows.get<Recharge>(*payload.recharge) : new_recharge(context, account, wire.amount);
  CH_TRY(credit_wire(context, wire, account, recharge, true));
  if (held_for != wire.party) relink(context, held_for);  // another supplier of the same registered name
  return Done{};
}

}  // namespace

Command match_wire_command() { return command<MatchWire>("match_wire", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
