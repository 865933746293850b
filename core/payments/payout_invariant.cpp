// Invariant: what lies in withdrawal in progress for a client is what its payouts, paid by no bank yet, are of (RSK-9, LED-7).
#include "parties/told_balance.h"
#include "payments/payouts.h"

namespace ch {

namespace {

std::pair<AccountId, Money> says(const void* row) {
  const auto& payout = *static_cast<const Payout*>(row);
  return {payout.state == PayoutState::over ? AccountId{} : payout.account, payout.amount};
}

const ToldBalance& on_its_way() {
  static const ToldBalance told{Book::withdrawal_in_progress, record_type<Payout>(), says,
                                "what is on its way out is not what its payouts are of (RSK-9)"};
  return told;
}

}  // namespace

void payout_invariant(const Changed& changed, std::vector<std::string>& faults) { told_invariant(on_its_way(), changed, faults); }
std::unique_ptr<WholeInvariant> whole_payout_invariant() { return whole_told_invariant(on_its_way()); }

}  // namespace ch
