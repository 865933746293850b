// fail_withdrawal: PRE-20. The bank could not pay; a state of its own, until a person retries or returns the money.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/withdrawal/steps.h"
#include "payments/batches.h"

namespace ch {

namespace {

Check preflight(const FailWithdrawal& payload) { return text_fits(payload.reason, "reason", 200); }

// What a bank was given it may still pay: then a person's word would pay it twice (LED-11).
Check preclaim(const FailWithdrawal& payload, ReadContext& context) {
  CH_TRY(may_step(context.rows, payload.withdrawal, "fail"));
  if (const auto payment = payment_under_way(context.rows, payload.withdrawal))
    return under_way(number_of(context.policies, "withdrawal", payload.withdrawal.value), *payment);
  return {};
}

Result<Done> apply(const FailWithdrawal& payload, Context& context) {
  fail(context, *context.rows.get<Withdrawal>(payload.withdrawal), payload.reason);
  return Done{};
}

}  // namespace

Command fail_withdrawal_command() {
  return command<FailWithdrawal>("fail_withdrawal", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
