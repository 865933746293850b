// withdrawal: one withdrawal's progress (PRE-20).
#include "accounts/checks.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

PartyId party(const AskWithdrawal& ask, Reader& rows) { return owner_of(rows, ask.withdrawal); }

Result<WithdrawalView> run(const AskWithdrawal& ask, ReadContext& context) {
  const auto withdrawal = context.rows.get<Withdrawal>(ask.withdrawal);
  if (!withdrawal) return refused("unknown_withdrawal", "withdrawal");
  return withdrawal_view(context, *withdrawal);
}

}  // namespace

Query withdrawal_query() { return query<AskWithdrawal, WithdrawalView>("withdrawal", party, run); }

}  // namespace ch
