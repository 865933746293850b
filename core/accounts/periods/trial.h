// Trial balances (试算平衡) and the periods that they close (LED-12).
#pragma once

#include "api/books.h"
#include "ledger/periods.h"
#include "policy/policies.h"

namespace ch {

// By the pack's calendar: the policy core.closing_day, 31 for the last of each month (CON-6).
OpenPeriod period_to_close(Reader& rows, const Policies& policies);

// Every book of the chart, in its order.
std::vector<TrialRow> trial_rows(const std::map<Book, Money>& sums);

}  // namespace ch
