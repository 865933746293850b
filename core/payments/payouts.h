// Payments out that cases wait for (VER-4, RSK-9): asked for, collected into a batch of the bank like any other, and what became of them.
#pragma once

#include "payments/batches.h"
#include "procedure/cases.h"

namespace ch {

struct Payee {
  std::string bank, account_name, account_number;
};
// `account`: whose money it is, lying in withdrawal in progress; none: the platform's own.
void ask_payout(Context& context, const Case& one, AccountId account, Money amount, Payee payee);
// The bank has paid it, or will not, or it is not asked for any more.
void close_payout(Context& context, CaseId id, PaymentState state, const std::string& reason);

}  // namespace ch
