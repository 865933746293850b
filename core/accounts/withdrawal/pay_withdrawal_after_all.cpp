// pay_withdrawal_after_all: PRE-20, LED-10. What was said to have failed shows on the bank's statement as paid. Is its money still on its
// way out, it is paid. Was it returned, it is filed, approved and paid once more under a number of its own, so that the statement tells
// each step; what is not available any more becomes owed, as a fee would (PRE-9), and the next credit pays it (PRE-6).
#include <algorithm>

#include "accounts/bank_day.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/steps.h"
#include "payments/batches.h"

namespace ch {

namespace {

// A returned one bears a reference of the bank from then on.
bool is_returned(const Withdrawal& withdrawal) {
  return withdrawal.state == WithdrawalState::returned && withdrawal.bank_reference.empty();
}

Check preflight(const PayWithdrawalAfterAll& payload) { return text_fits(payload.bank_reference, "bank_reference", 64); }

Check preclaim(const PayWithdrawalAfterAll& payload, ReadContext& context) {
  CH_TRY(booked_fits(payload.booked, context.today()));
  const auto withdrawal = context.rows.get<Withdrawal>(payload.withdrawal);
  if (!withdrawal || !is_returned(*withdrawal)) CH_TRY(may_step(context.rows, payload.withdrawal, "paid_after_all"));
  if (is_his(*withdrawal, context.actor)) return refused("four_eyes", "withdrawal");
  CH_TRY(not_closed(*context.rows.get<PrepaidAccount>(withdrawal->account), context.policies));
  return payment_is_new(context, payload.bank_reference);
}

// As it was filed and approved, by those who did.
Withdrawal filed_anew(Context& context, const Withdrawal& returned) {
  Withdrawal anew = returned;
  anew.id = context.next<WithdrawalTag>("withdrawal");
  anew.state = WithdrawalState::approved;
  anew.requested = context.now;
  anew.reason.clear();
  const std::string before = number_of(context.policies, "withdrawal", returned.id.value);
  anew.process =
      open_case(context, withdrawal_procedure(), number_of(context.policies, "withdrawal", anew.id.value), anew.account, anew.party);
  advance(context, withdrawal_procedure(), anew.process, "approve", before);
  Case one = *context.rows.get<Case>(anew.process);
  set_answer(one, "returned", before);
  context.rows.put(one);
  context.rows.put(anew);
  return anew;
}

void keep_debt(Context& context, PrepaidAccount& account, const Withdrawal& withdrawal, Money owed) {
  Case one = *context.rows.get<Case>(withdrawal.process);
  set_answer(one, still_owed, owed.text());
  context.rows.put(one);
  context.rows.put(OpenDebt{account.id, context.seq, std::to_string(withdrawal.id.value), account.party});
  ++account.owed_orders;
}

Check take_again(Context& context, const Withdrawal& anew) {
  const Money covered = std::min(anew.amount, context.ledger.balance(anew.account, Book::available)), owed = anew.amount - covered;
  Entry entry{.kind = EntryKind::withdrawal,
              .business_date = context.today(),
              .reference = number_of(context.policies, "withdrawal", anew.id.value)};
  if (covered.positive()) entry.legs.push_back(shrink(anew.account, Book::available, covered));
  if (owed.positive()) entry.legs.push_back(grow(anew.account, Book::owed, owed));
  entry.legs.push_back(grow(anew.account, Book::withdrawal_in_progress, anew.amount));
  CH_TRY(context.ledger.post(std::move(entry)));
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(anew.account);
  if (owed.positive()) keep_debt(context, account, anew, owed);
  ++account.open_withdrawals;
  after_movement(context, account, false);
  return {};
}

Result<Done> apply(const PayWithdrawalAfterAll& payload, Context& context) {
  Withdrawal withdrawal = *context.rows.get<Withdrawal>(payload.withdrawal);
  paid_after_all(context, withdrawal.id);
  std::string_view on = "paid_after_all";
  if (withdrawal.state == WithdrawalState::returned) {
    const Withdrawal anew = filed_anew(context, withdrawal);
    withdrawal.bank_reference = normal_reference(payload.bank_reference);
    context.rows.put(withdrawal);
    withdrawal = anew;
    CH_TRY(take_again(context, withdrawal));
    on = "pay";
  }
  CH_TRY(pay(context, withdrawal, on, payload.bank_reference, payload.booked));
  return Done{
      {{"withdrawal", std::to_string(withdrawal.id.value)}, {"number", number_of(context.policies, "withdrawal", withdrawal.id.value)}}};
}

}  // namespace

Command pay_withdrawal_after_all_command() {
  return command<PayWithdrawalAfterAll>("pay_withdrawal_after_all", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
