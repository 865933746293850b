#include "accounts/statement/totals.h"

namespace ch {

Money total_growth(const Entry& entry, AccountId account) {
  Money growth;  // both books are credit books, so what is posted as debit makes them smaller
  for (const Leg& leg : entry.legs)
    if (leg.account == account && (leg.book == Book::available || leg.book == Book::frozen)) growth -= leg.amount;
  return growth;
}

void keep_totals(Context& context, const PrepaidAccount& account) {
  for (const Entry& entry : context.ledger.entries()) {
    const Money growth = total_growth(entry, account.id);
    if (growth.is_zero()) continue;
    const auto kept = context.rows.get<DayTotals>(account.id, entry.business_date);
    DayTotals totals = kept ? *kept : DayTotals{account.id, entry.business_date, account.party, {}, {}};
    (growth.positive() ? totals.income : totals.expense) += abs(growth);
    context.rows.put(totals);
  }
}

}  // namespace ch
