#include "accounts/withdrawal/steps.h"

#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"

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
