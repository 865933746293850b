// confirm_payment: LED-11, PRE-20. The bank tells that a payment of a batch was made, by its statement or by its status report; told by
// both, or twice, it counts once. Another payment under the same name is a person's to look at.
#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/withdrawal/batches.h"
#include "accounts/withdrawal/steps.h"
#include "base/text.h"

namespace ch {

namespace {

Check preflight(const ConfirmPayment& payload) {
  CH_TRY(text_fits(payload.end_to_end, "end_to_end", 64));
  if (payload.amount) CH_TRY(amount_fits(*payload.amount));
  return payload.bank_reference ? text_fits(*payload.bank_reference, "bank_reference", 64) : Check{};
}

// A report need not name the bank's own reference; until a statement does, the payment's name stands for it.
std::string reference_of(const ConfirmPayment& payload, const Payment& payment) {
  return payload.bank_reference ? normal_reference(*payload.bank_reference) : end_to_end_of(payment);
}

Check preclaim(const ConfirmPayment& payload, ReadContext& context) {
  CH_TRY(booked_fits(payload.booked, context.today()));
  const auto payment = payment_told_of(context.rows, payload.end_to_end, payload.amount);
  CH_TRY(payment);
  const std::string reference = reference_of(payload, *payment);
  if (payment->state == PaymentState::given) return may_pay(context, payment->withdrawal, reference);
  if (payment->state == PaymentState::failed) return decided_otherwise(*payment);
  const std::string known = context.rows.get<Withdrawal>(payment->withdrawal)->bank_reference;
  if (!payload.bank_reference || reference == known) return {};
  if (known != end_to_end_of(*payment)) return decided_otherwise(*payment);
  return payment_is_new(context, reference);
}

Result<Done> apply(const ConfirmPayment& payload, Context& context) {
  const Payment payment = *payment_named(context.rows, payload.end_to_end);
  const std::string reference = reference_of(payload, payment);
  Withdrawal withdrawal = *context.rows.get<Withdrawal>(payment.withdrawal);
  Done done{
      {{"withdrawal", std::to_string(withdrawal.id.value)}, {"number", number_of(context.policies, "withdrawal", withdrawal.id.value)}}};
  if (payment.state == PaymentState::given) {
    CH_TRY(pay(context, withdrawal, reference, payload.booked));
    return done;
  }
  if (payload.bank_reference && withdrawal.bank_reference != reference) {  // now it is known
    withdrawal.bank_reference = reference;
    context.rows.put(withdrawal);
  }
  done.args.push_back({"repeated", "1"});
  return done;
}

}  // namespace

Command confirm_payment_command() {
  return command<ConfirmPayment>("confirm_payment", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
