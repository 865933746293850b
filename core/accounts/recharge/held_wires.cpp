#include "accounts/recharge/held_wires.h"

#include <algorithm>

#include "accounts/checks.h"
#include "accounts/pending.h"
#include "api/codes.h"

namespace ch {

std::vector<Wire> held_wires(Reader& rows, std::span<const PartyId> payers, Money amount, int most) {
  std::vector<Wire> held;
  for (const PartyId payer : payers) {
    rows.scan<Wire>({.index = "by_party_amount", .prefix = key_of(payer, WireState::suspense, amount), .limit = most},
                    [&](const Wire& wire) {
                      held.push_back(wire);
                      return true;
                    });
  }
  std::ranges::sort(held, {}, &Wire::id);
  return held;
}

Result<Wire> held_wire(ReadContext& context, std::string_view number, std::span<const PartyId> payers, Money amount) {
  const auto id = value_of_number(context.policies.text("credit.prefix.wire"), number);
  const auto wire = id ? context.rows.get<Wire>(WireId{*id}) : nullptr;
  if (!wire) return refused("unknown_wire", "wire");
  if (wire->state != WireState::suspense) return refused("wire_not_in_suspense", "wire");
  if (!std::ranges::contains(payers, wire->party)) return refused("wire_of_other_payer", "wire", {{"payer", wire->payer_name}});
  if (wire->amount != amount) return refused("deposit_amount_differs", "wire", {{"amount", amount.text()}});
  return *wire;
}

Check credit_case(Context& context, Wire wire, CaseId process, EntryKind kind, std::string reference, Leg to) {
  CH_TRY(context.ledger.post({.kind = kind,
                              .business_date = context.today(),
                              .reference = std::move(reference),
                              .legs = {shrink(platform_account, Book::suspense, wire.amount), to}}));
  wire.state = WireState::credited;
  wire.reason.clear();
  wire.process = process;
  context.rows.put(wire);
  relink(context, wire.party);
  return {};
}

}  // namespace ch
