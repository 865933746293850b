// Payments out that cases wait for (VER-4, RSK-9): asked for, collected into a batch of the bank like any other, and what became of them.
#pragma once

#include "engine/engine.h"
#include "payments/batches.h"
#include "procedure/cases.h"

namespace ch {

struct Payee {
  std::string bank, account_name, account_number;
};
// `account`: whose money it is, lying in withdrawal in progress; none: the platform's own.
void ask_payout(Context& context, const Case& one, AccountId account, Money amount, Payee payee);
// The bank has paid it, or could not; then its money lies ready still.
void close_payout(Context& context, CaseId id, PaymentState state, const std::string& reason);
// It is not asked for any more, and its money went back.
void drop_payout(Context& context, CaseId id);

// LED-7: what lies in withdrawal in progress for clients is what their payouts are of.
void payout_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_payout_invariant();

}  // namespace ch
