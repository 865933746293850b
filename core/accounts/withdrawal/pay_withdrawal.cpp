// pay_withdrawal: PRE-20. Finance states that the bank has paid. Never twice: it leaves the step, and one transfer of the bank pays
// one withdrawal. By somebody else than who filed or approved it (CON-11).
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/steps.h"
#include "base/text.h"

namespace ch {

namespace {

Check preflight(const PayWithdrawal& payload) { return text_fits(payload.bank_reference, "bank_reference", 64); }

Check preclaim(const PayWithdrawal& payload, ReadContext& context) {
  CH_TRY(may_step(context.rows, payload.withdrawal, "pay"));
  const auto withdrawal = context.rows.get<Withdrawal>(payload.withdrawal);
  if (withdrawal->requested_by == context.actor.user || withdrawal->approved_by == context.actor.user)
    return refused("four_eyes", "withdrawal");
  return payment_is_new(context, payload.bank_reference);
}

std::string tail_of(const std::string& number) { return number.size() > 4 ? number.substr(number.size() - 4) : number; }

Result<Done> apply(const PayWithdrawal& payload, Context& context) {
  Withdrawal withdrawal = *context.rows.get<Withdrawal>(payload.withdrawal);
  const std::string number = number_of(context.policies, "withdrawal", withdrawal.id.value);
  CH_TRY(context.ledger.post({.kind = EntryKind::withdrawal_paid,
                              .business_date = context.today(),
                              .reference = number,
                              .legs = {shrink(withdrawal.account, Book::withdrawal_in_progress, withdrawal.amount),
                                       shrink(platform_account, Book::cash_at_bank, withdrawal.amount)}}));
  advance(context, withdrawal_procedure(), withdrawal.process, "pay", payload.bank_reference);
  withdrawal.state = WithdrawalState::paid;
  withdrawal.bank_reference = normal_reference(payload.bank_reference);
  context.rows.put(withdrawal);

  PrepaidAccount account = *context.rows.get<PrepaidAccount>(withdrawal.account);
  --account.open_withdrawals;
  context.rows.put(account);
  notify(context, account, NoticeTemplate::withdrawal_paid,
         {{"withdrawal", number},
          {"amount", withdrawal.amount.text()},
          {"tail", tail_of(withdrawal.account_number)},
          {"bank_reference", payload.bank_reference}});
  return Done{};
}

}  // namespace

Command pay_withdrawal_command() {
  return command<PayWithdrawal>("pay_withdrawal", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
