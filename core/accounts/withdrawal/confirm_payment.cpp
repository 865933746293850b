// confirm_payment: LED-11, PRE-20. The bank tells that a payment of a batch was made, by its statement or by its status report; told by
// both, or twice, it counts once. Another payment under the same name is a person's to look at.
#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "payments/batches.h"
#include "procedure/cases.h"
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

// What the bank said before of a payment that it now names again.
std::string reference_kept(Reader& rows, const Payment& payment) {
  if (payment.withdrawal) return rows.get<Withdrawal>(payment.withdrawal)->bank_reference;
  return rows.get<Payout>(payment.process)->bank_reference;
}

// With it comes the bank's day, which a report need not say, and which the receipt is compared with (VER-7).
void keep_reference(Context& context, const Payment& payment, const std::string& reference, const std::optional<Date>& booked) {
  if (payment.withdrawal) {
    Withdrawal withdrawal = *context.rows.get<Withdrawal>(payment.withdrawal);
    withdrawal.bank_reference = reference;
    return context.rows.put(withdrawal);
  }
  Case one = *context.rows.get<Case>(payment.process);
  set_answer(one, "bank_reference", reference);
  for (const char* day : {"paid_on", "booked"})
    if (booked && !answer(one, day).empty()) set_answer(one, day, booked->text());
  context.rows.put(one);
  Payout payout = *context.rows.get<Payout>(payment.process);
  payout.bank_reference = reference;
  context.rows.put(payout);
}

// VER-4, RSK-9: not by who filed it; and one transfer of the bank pays one thing.
Check may_be_paid(ReadContext& context, const Payment& payment, const std::string& reference) {
  if (payment.withdrawal) return may_pay(context, payment.withdrawal, reference);
  if (context.rows.get<Case>(payment.process)->filed_by == context.actor.user) return refused("four_eyes", "end_to_end");
  if (!awaits(context.rows, *context.procedures, payment.process, "bank_paid")) return decided_otherwise(payment);
  return payment_is_new(context, reference);
}

Check preclaim(const ConfirmPayment& payload, ReadContext& context) {
  CH_TRY(booked_fits(payload.booked, context.today()));
  const auto payment = payment_told_of(context.rows, payload.end_to_end, payload.amount);
  CH_TRY(payment);
  const std::string reference = reference_of(payload, *payment);
  if (payment->state == PaymentState::given) return may_be_paid(context, *payment, reference);
  if (payment->state == PaymentState::failed) return decided_otherwise(*payment);
  const std::string known = reference_kept(context.rows, *payment);
  if (!payload.bank_reference || reference == known) return {};
  if (known != end_to_end_of(*payment)) return decided_otherwise(*payment);
  return payment_is_new(context, reference);
}

Result<Done> apply(const ConfirmPayment& payload, Context& context) {
  const Payment payment = *payment_named(context.rows, payload.end_to_end);
  const std::string reference = reference_of(payload, payment);
  Done done{paid_for(context, payment)};
  if (payment.state != PaymentState::given) {
    if (payload.bank_reference && reference_kept(context.rows, payment) != reference)
      keep_reference(context, payment, reference, payload.booked);
    done.args.push_back({"repeated", "1"});
  } else if (payment.withdrawal) {
    CH_TRY(pay(context, *context.rows.get<Withdrawal>(payment.withdrawal), "pay", reference, payload.booked));
  } else {
    const std::string day = payload.booked.value_or(context.today()).text();
    CH_TRY(
        happen(context, payment.process, "bank_paid", {{{"bank_reference", reference}, {"paid_on", day}, {"booked", day}}, {}, reference}));
  }
  return done;
}

}  // namespace

Command confirm_payment_command() {
  return command<ConfirmPayment>("confirm_payment", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
