// refuse_withdrawal: PRE-20. The money is available again.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preflight(const RefuseWithdrawal& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const RefuseWithdrawal& payload, ReadContext& context) { return may_step(context.rows, payload.withdrawal, "refuse"); }

Result<Done> apply(const RefuseWithdrawal& payload, Context& context) {
  CH_TRY(give_back(context, *context.rows.get<Withdrawal>(payload.withdrawal), "refuse", WithdrawalState::refused, payload.reason));
  return Done{};
}

}  // namespace

Command refuse_withdrawal_command() {
  return command<RefuseWithdrawal>("refuse_withdrawal", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
