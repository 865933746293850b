// reject_payment: LED-11, PRE-20. The bank tells that a payment of a batch was not made; a person retries or returns the money.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "payments/batches.h"
#include "procedure/cases.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preflight(const RejectPayment& payload) {
  CH_TRY(text_fits(payload.end_to_end, "end_to_end", 64));
  if (payload.amount) CH_TRY(amount_fits(*payload.amount));
  return text_fits(payload.reason, "reason", 200);
}

Check preclaim(const RejectPayment& payload, ReadContext& context) {
  const auto payment = payment_told_of(context.rows, payload.end_to_end, payload.amount);
  CH_TRY(payment);
  if (payment->state == PaymentState::paid) return decided_otherwise(*payment);
  if (payment->state != PaymentState::given) return {};
  if (payment->withdrawal) return may_step(context.rows, payment->withdrawal, "fail");
  return awaits(context.rows, *context.procedures, payment->process, "bank_failed") ? Check{} : decided_otherwise(*payment);
}

Result<Done> apply(const RejectPayment& payload, Context& context) {
  const Payment payment = *payment_named(context.rows, payload.end_to_end);
  Done done{paid_for(context, payment)};
  if (payment.state != PaymentState::given)
    done.args.push_back({"repeated", "1"});
  else if (payment.withdrawal)
    fail(context, *context.rows.get<Withdrawal>(payment.withdrawal), payload.reason);
  else {
    close_payment(context, payment.process, PaymentState::failed, payload.reason);
    CH_TRY(happen(context, payment.process, "bank_failed", {{{"failure", payload.reason}}, {}, payload.reason}));
  }
  return done;
}

}  // namespace

Command reject_payment_command() {
  return command<RejectPayment>("reject_payment", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
