#include "accounts/wire_invariant.h"

#include "accounts/records.h"
#include "engine/context.h"
#include "parties/told_balance.h"

namespace ch {

namespace {

template <WireState state>
std::pair<AccountId, Money> says(const void* row) {
  const auto& wire = *static_cast<const Wire*>(row);
  return {wire.state == state ? platform_account : AccountId{}, wire.amount};
}

const ToldBalance& suspense() {
  static const ToldBalance told{Book::suspense, record_type<Wire>(), says<WireState::suspense>,
                                "what lies in suspense is not the wires that wait for a person (PRE-5)"};
  return told;
}
const ToldBalance& returns() {
  static const ToldBalance told{Book::returns_due, record_type<Wire>(), says<WireState::return_due>,
                                "what is to go back is not the wires on the return list (PRE-5)"};
  return told;
}

}  // namespace

void wire_invariant(const Changed& changed, std::vector<std::string>& faults) {
  told_invariant(suspense(), changed, faults);
  told_invariant(returns(), changed, faults);
}
std::unique_ptr<WholeInvariant> whole_suspense_invariant() { return whole_told_invariant(suspense()); }
std::unique_ptr<WholeInvariant> whole_returns_invariant() { return whole_told_invariant(returns()); }

}  // namespace ch
