// Invariant: what a reseller owes is what penalties could not take from its clients' deposits, less what appeals took back (RSK-12, LED-7).
#include <algorithm>

#include "parties/told_balance.h"
#include "penalties/blocks.h"

namespace ch {

// What was owed comes back first.
Money left_owed(const Penalty& penalty) { return penalty.owed - std::min(penalty.owed, penalty.reversed); }

namespace {

std::pair<AccountId, Money> says(const void* row) {
  const auto& penalty = *static_cast<const Penalty*>(row);
  return {penalty.reseller, left_owed(penalty)};
}

const ToldBalance& owed_by_resellers() {
  static const ToldBalance told{Book::owed, record_type<Penalty>(), says, "what is owed is not what penalties left open (RSK-12)"};
  return told;
}

}  // namespace

void penalty_invariant(const Changed& changed, std::vector<std::string>& faults) { told_invariant(owed_by_resellers(), changed, faults); }
std::unique_ptr<WholeInvariant> whole_penalty_invariant() { return whole_told_invariant(owed_by_resellers()); }

}  // namespace ch
