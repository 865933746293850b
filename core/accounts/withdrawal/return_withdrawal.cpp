// return_withdrawal: PRE-20. After the bank has failed, the money goes back into the account.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preflight(const ReturnWithdrawal& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const ReturnWithdrawal& payload, ReadContext& context) { return may_step(context.rows, payload.withdrawal, "return"); }

Result<Done> apply(const ReturnWithdrawal& payload, Context& context) {
  CH_TRY(give_back(context, *context.rows.get<Withdrawal>(payload.withdrawal), "return", WithdrawalState::returned, payload.reason));
  return Done{};
}

}  // namespace

Command return_withdrawal_command() {
  return command<ReturnWithdrawal>("return_withdrawal", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
