// retry_withdrawal: PRE-20. After the bank has failed, it is to be paid once more; what was approved stays approved.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preclaim(const RetryWithdrawal& payload, ReadContext& context) { return may_step(context.rows, payload.withdrawal, "retry"); }

Result<Done> apply(const RetryWithdrawal& payload, Context& context) {
  Withdrawal withdrawal = *context.rows.get<Withdrawal>(payload.withdrawal);
  advance(context, withdrawal_procedure(), withdrawal.process, "retry", {});
  withdrawal.state = WithdrawalState::approved;
  withdrawal.reason.clear();
  context.rows.put(withdrawal);
  return Done{};
}

}  // namespace

Command retry_withdrawal_command() { return command<RetryWithdrawal>("retry_withdrawal", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
