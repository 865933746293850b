// Wires in suspense that are for something else than a recharge (RSK-1). Money comes in as a wire and in no other way, so that what the
// bank's statement lists is never booked once more by hand.
#pragma once

#include <span>

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

// Of this amount and one of these payers, the oldest first.
std::vector<Wire> held_wires(Reader& rows, std::span<const PartyId> payers, Money amount, int most);

// By its readable number. Refusals unknown_wire, wire_not_in_suspense, wire_of_other_payer, deposit_amount_differs.
Result<Wire> held_wire(ReadContext& context, std::string_view number, std::span<const PartyId> payers, Money amount);

// Out of suspense, for a case, under its number: `to` is where its money goes. held_wire must have found it.
Check credit_case(Context& context, Wire wire, CaseId process, EntryKind kind, std::string reference, Leg to);

}  // namespace ch
