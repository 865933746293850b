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
// The bank has paid it, by this transfer.
void payout_paid(Context& context, CaseId id, std::string_view bank_reference);
// It could not be paid, and its money lies ready still. What a bank was given is the bank's to tell of: refusal payment_under_way.
Check payout_failed(Context& context, CaseId id);
// It is not asked for any more, and its money went back.
void drop_payout(Context& context, CaseId id);

// LED-7: what lies in withdrawal in progress for clients is what their payouts are of.
void payout_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_payout_invariant();

}  // namespace ch
