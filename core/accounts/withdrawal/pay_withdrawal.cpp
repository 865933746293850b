// pay_withdrawal: PRE-20. Finance states that the bank has paid.
#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preflight(const PayWithdrawal& payload) { return text_fits(payload.bank_reference, "bank_reference", 64); }

Check preclaim(const PayWithdrawal& payload, ReadContext& context) {
  CH_TRY(booked_fits(payload.booked, context.today()));
  return may_pay(context, payload.withdrawal, payload.bank_reference);
}

Result<Done> apply(const PayWithdrawal& payload, Context& context) {
  CH_TRY(pay(context, *context.rows.get<Withdrawal>(payload.withdrawal), "pay", payload.bank_reference, payload.booked));
  return Done{};
}

}  // namespace

Command pay_withdrawal_command() {
  return command<PayWithdrawal>("pay_withdrawal", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
