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

void close_payout(Context& context, CaseId id, PaymentState state, const std::string& reason) {
  const auto kept = context.rows.get<Payout>(id);
  require(kept != nullptr, "LED-11: what is paid was asked for");
  Payout closed = *kept;
  closed.waiting = false;
  context.rows.put(closed);
  close_payment(context, id, state, reason);
}

}  // namespace ch
