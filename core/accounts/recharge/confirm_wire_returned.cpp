// confirm_wire_returned: PRE-5. The bank has sent it back; it is cash no longer.
#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "base/text.h"

namespace ch {

namespace {

Check preflight(const ConfirmWireReturned& payload) { return text_fits(payload.bank_reference, "bank_reference", 64); }

Check preclaim(const ConfirmWireReturned& payload, ReadContext& context) {
  CH_TRY(booked_fits(payload.booked, context.today()));
  const auto wire = context.rows.get<Wire>(payload.wire);
  if (!wire) return refused("unknown_wire", "wire");
  if (wire->state != WireState::return_due) return refused("wire_not_to_return", "wire");
  if (wire->returned_by == context.actor.user) return refused("four_eyes", "wire");  // CON-11: money goes out by two people
  return payment_is_new(context, payload.bank_reference);
}

Result<Done> apply(const ConfirmWireReturned& payload, Context& context) {
  Wire wire = *context.rows.get<Wire>(payload.wire);
  std::vector<Leg> legs{shrink(platform_account, Book::returns_due, wire.amount),
                        shrink(platform_account, Book::cash_at_bank, wire.amount)};
  const Date day = bank_day(context, payload.booked, legs);
  CH_TRY(context.ledger.post({.kind = EntryKind::wire_returned,
                              .business_date = day,
                              .reference = number_of(context.policies, "wire", wire.id.value),
                              .legs = std::move(legs)}));
  wire.state = WireState::returned;
  wire.returned_reference = normal_reference(payload.bank_reference);
  context.rows.put(wire);
  return Done{};
}

}  // namespace

Command confirm_wire_returned_command() {
  return command<ConfirmWireReturned>("confirm_wire_returned", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
