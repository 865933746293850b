#include "accounts/statement/totals.h"

namespace ch {

namespace {

// DayTotals or DayShift.
template <class Day>
void add(View& rows, const PrepaidAccount& account, Date day, Money income, Money expense) {
  const auto kept = rows.get<Day>(account.id, day);
  Day sum = kept ? *kept : Day{account.id, day, account.party, {}, {}};
  sum.income += income;
  sum.expense += expense;
  rows.put(sum);
}

}  // namespace

Money total_growth(const Entry& entry, AccountId account) {
  Money growth;  // both books are credit books, so what is posted as debit makes them smaller
  for (const Leg& leg : entry.legs)
    if (leg.account == account && (leg.book == Book::available || leg.book == Book::frozen)) growth -= leg.amount;
  return growth;
}

void keep_totals(Context& context, const PrepaidAccount& account) {
  const Date today = context.today();
  for (const Entry& entry : context.ledger.entries()) {
    const Money growth = total_growth(entry, account.id);
    if (growth.is_zero()) continue;
    const Money income = growth.positive() ? growth : Money{}, expense = growth.positive() ? Money{} : -growth;
    add<DayTotals>(context.rows, account, today, income, expense);
    if (entry.business_date == today) continue;
    add<DayShift>(context.rows, account, entry.business_date, income, expense);
    add<DayShift>(context.rows, account, today, -income, -expense);
  }
}

}  // namespace ch
