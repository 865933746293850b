// return_wire: PRE-5. A person puts a wire in suspense on the return list; the money goes back to its payer.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"

namespace ch {

namespace {

Check preflight(const ReturnWire& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const ReturnWire& payload, ReadContext& context) {
  const auto wire = context.rows.get<Wire>(payload.wire);
  if (!wire) return refused("unknown_wire", "wire");
  if (wire->state != WireState::suspense) return refused("wire_not_in_suspense", "wire");
  return {};
}

Result<Done> apply(const ReturnWire& payload, Context& context) {
  Wire wire = *context.rows.get<Wire>(payload.wire);
  CH_TRY(context.ledger.post(
      {.kind = EntryKind::wire_return_due,
       .business_date = context.today(),
       .reference = number_of(context.policies, "wire", wire.id.value),
       .legs = {shrink(platform_account, Book::suspense, wire.amount), grow(platform_account, Book::returns_due, wire.amount)}}));
  wire.state = WireState::return_due;
  wire.reason = payload.reason;
  wire.returned_by = context.actor.user;
  context.rows.put(wire);
  if (wire.party) relink(context, wire.party);
  return Done{};
}

}  // namespace

Command return_wire_command() { return command<ReturnWire>("return_wire", {.preflight = preflight, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
