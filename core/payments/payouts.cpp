#include "payments/payouts.h"

#include "base/fault.h"
#include "base/text.h"

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

void end(Context& context, CaseId id, PayoutState state, std::string bank_reference = {}) {
  const auto kept = context.rows.get<Payout>(id);
  require(kept != nullptr, "LED-11: what is paid was asked for");
  Payout ended = *kept;
  ended.state = state;
  ended.bank_reference = std::move(bank_reference);
  context.rows.put(ended);
}

}  // namespace

void payout_paid(Context& context, CaseId id, std::string_view bank_reference) {
  end(context, id, PayoutState::over, normal_reference(bank_reference));
  if (payment_under_way(context.rows, id))
    close_payment(context, id, PaymentState::paid, {});
  else
    paid_after_all(context, id);
}

Check payout_failed(Context& context, CaseId id) {
  if (const auto payment = payment_under_way(context.rows, id)) return under_way(context.rows.get<Case>(id)->subject, *payment);
  end(context, id, PayoutState::failed);
  return {};
}

void drop_payout(Context& context, CaseId id) {
  end(context, id, PayoutState::over);
  close_payment(context, id, PaymentState::failed, {});
}

}  // namespace ch
