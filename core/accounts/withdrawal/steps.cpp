#include "accounts/withdrawal/steps.h"

#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "payments/batches.h"
#include "base/text.h"

namespace ch {

PartyId owner_of(Reader& rows, WithdrawalId withdrawal) {
  const auto found = rows.get<Withdrawal>(withdrawal);
  return found ? found->party : PartyId{};
}

Check may_step(Reader& rows, WithdrawalId withdrawal, std::string_view on) {
  const auto found = rows.get<Withdrawal>(withdrawal);
  if (!found) return refused("unknown_withdrawal", "withdrawal");
  return may_advance(rows, withdrawal_procedure(), found->process, on);
}

bool is_his(const Withdrawal& withdrawal, const Actor& actor) {
  return withdrawal.requested_by == actor.user || withdrawal.approved_by == actor.user;
}

Check may_pay(ReadContext& context, WithdrawalId withdrawal, std::string_view bank_reference) {
  CH_TRY(may_step(context.rows, withdrawal, "pay"));
  if (is_his(*context.rows.get<Withdrawal>(withdrawal), context.actor)) return refused("four_eyes", "withdrawal");
  return payment_is_new(context, bank_reference);
}

namespace {

std::string tail_of(const std::string& number) { return number.size() > 4 ? number.substr(number.size() - 4) : number; }

}  // namespace

Check pay(Context& context, Withdrawal withdrawal, std::string_view on, std::string_view bank_reference,
          const std::optional<Date>& booked) {
  const std::string number = number_of(context.policies, "withdrawal", withdrawal.id.value);
  std::vector<Leg> legs{shrink(withdrawal.account, Book::withdrawal_in_progress, withdrawal.amount),
                        shrink(platform_account, Book::cash_at_bank, withdrawal.amount)};
  const Date day = bank_day(context, booked, legs);
  CH_TRY(context.ledger.post({.kind = EntryKind::withdrawal_paid, .business_date = day, .reference = number, .legs = std::move(legs)}));
  advance(context, withdrawal_procedure(), withdrawal.process, on, std::string(bank_reference));
  withdrawal.state = WithdrawalState::paid;
  withdrawal.bank_reference = normal_reference(bank_reference);
  context.rows.put(withdrawal);
  close_payment(context, withdrawal.id, PaymentState::paid, "");

  PrepaidAccount account = *context.rows.get<PrepaidAccount>(withdrawal.account);
  --account.open_withdrawals;
  context.rows.put(account);
  notify(context, account, NoticeTemplate::withdrawal_paid,
         {{"withdrawal", number},
          {"amount", withdrawal.amount.text()},
          {"tail", tail_of(withdrawal.account_number)},
          {"bank_reference", std::string(bank_reference)}});
  return {};
}

std::vector<Arg> paid_for(Context& context, const Payment& payment) {
  if (payment.withdrawal)
    return {{"withdrawal", std::to_string(payment.withdrawal.value)},
            {"number", number_of(context.policies, "withdrawal", payment.withdrawal.value)}};
  return {{"process", std::to_string(payment.process.value)}, {"number", context.rows.get<Case>(payment.process)->subject}};
}

void fail(Context& context, Withdrawal withdrawal, const std::string& reason) {
  advance(context, withdrawal_procedure(), withdrawal.process, "fail", reason);
  withdrawal.state = WithdrawalState::failed;
  withdrawal.reason = reason;
  context.rows.put(withdrawal);
  close_payment(context, withdrawal.id, PaymentState::failed, reason);
}

Check give_back(Context& context, Withdrawal withdrawal, std::string_view on, WithdrawalState state, const std::string& reason) {
  const std::string number = number_of(context.policies, "withdrawal", withdrawal.id.value);
  CH_TRY(context.ledger.post({.kind = EntryKind::withdrawal_return,
                              .business_date = context.today(),
                              .reference = number,
                              .legs = {shrink(withdrawal.account, Book::withdrawal_in_progress, withdrawal.amount),
                                       grow(withdrawal.account, Book::available, withdrawal.amount)}}));
  advance(context, withdrawal_procedure(), withdrawal.process, on, reason);
  withdrawal.state = state;
  withdrawal.reason = reason;
  context.rows.put(withdrawal);

  PrepaidAccount account = *context.rows.get<PrepaidAccount>(withdrawal.account);
  --account.open_withdrawals;
  notify(context, account, state == WithdrawalState::refused ? NoticeTemplate::withdrawal_refused : NoticeTemplate::withdrawal_returned,
         {{"withdrawal", number}, {"amount", withdrawal.amount.text()}, {"reason", reason}});
  after_movement(context, account, true);
  return {};
}

}  // namespace ch
