#include "payments/payouts.h"

#include "base/fault.h"

namespace ch {

void ask_payout(Context& context, const Case& one, AccountId account, Money amount, Payee payee) {
  context.rows.put(Payout{.process = one.id,
                          .party = one.party,
                          .account = account,
                          .amount = amount,
                          .bank = std::move(payee.bank),
                          .account_name = std::move(payee.account_name),
                          .account_number = std::move(payee.account_number)});
}

namespace {

void end(Context& context, CaseId id, PayoutState state) {
  const auto kept = context.rows.get<Payout>(id);
  require(kept != nullptr, "LED-11: what is paid was asked for");
  Payout ended = *kept;
  ended.state = state;
  context.rows.put(ended);
}

}  // namespace

void close_payout(Context& context, CaseId id, PaymentState state, const std::string& reason) {
  end(context, id, state == PaymentState::paid ? PayoutState::over : PayoutState::failed);
  close_payment(context, id, state, reason);
}

void drop_payout(Context& context, CaseId id) {
  end(context, id, PayoutState::over);
  close_payment(context, id, PaymentState::failed, {});
}

}  // namespace ch
