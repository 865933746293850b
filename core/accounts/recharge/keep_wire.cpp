// keep_wire: LED-10. What came in is the platform's own: money that it put on the account itself, or the bank's interest. So the books
// begin with what lies at the bank, and cash is what the statement says.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"

namespace ch {

namespace {

Check preflight(const KeepWire& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const KeepWire& payload, ReadContext& context) {
  const auto wire = context.rows.get<Wire>(payload.wire);
  if (!wire) return refused("unknown_wire", "wire");
  if (wire->state != WireState::suspense && wire->state != WireState::return_due) return refused("wire_not_in_suspense", "wire");
  if (wire->party) return refused("wire_of_party", "wire", {{"payer", wire->payer_name}});
  return {};
}

Result<Done> apply(const KeepWire& payload, Context& context) {
  Wire wire = *context.rows.get<Wire>(payload.wire);
  const Book from = wire.state == WireState::suspense ? Book::suspense : Book::returns_due;
  const Book to = payload.as == OwnMoney::interest ? Book::revenue : Book::own_funds;
  CH_TRY(context.ledger.post({.kind = EntryKind::wire_kept,
                              .business_date = context.today(),
                              .reference = number_of(context.policies, "wire", wire.id.value),
                              .legs = {shrink(platform_account, from, wire.amount), grow(platform_account, to, wire.amount)}}));
  wire.state = WireState::kept;
  wire.reason = payload.reason;
  context.rows.put(wire);
  return Done{};
}

}  // namespace

Command keep_wire_command() { return command<KeepWire>("keep_wire", {.preflight = preflight, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
