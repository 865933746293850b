#include "ledger/periods.h"

#include "base/business_month.h"
#include "base/fault.h"

namespace ch {

Date first_open_day(Reader& rows) {
  const auto closed = rows.get<ClosedThrough>(std::int64_t{1});
  return closed ? closed->day.plus_days(1) : business_date(first_instant);
}

OpenPeriod next_period(Reader& rows, std::int32_t closing_day) {
  OpenPeriod next;
  if (const auto closed = rows.get<ClosedThrough>(std::int64_t{1})) {
    next.number = closed->period + 1;
    next.first = closed->day.plus_days(1);
  } else {
    const auto platform = rows.get<LedgerAccount>(platform_account);
    require(platform != nullptr, "LED-12: a tenant has the platform's account");
    next.first = business_date(platform->opened);
  }
  next.last = business_month(next.first, closing_day).last_day();
  return next;
}

void close_period(View& view, const OpenPeriod& period, const std::map<Book, Money>& sums, Instant now, std::string_view user) {
  const TrialTotals totals = trial_totals(sums);
  require(totals.debit == totals.credit, "LED-12: debit equals credit at each close");
  require(period.last < business_date(now), "LED-12: a period that is closed is over");
  view.put(Period{period.number, period.first, period.last, now, std::string(user), totals.debit});
  for (const auto& [book, amount] : sums)
    if (!amount.is_zero()) view.put(PeriodBalance{period.number, book, amount});
  view.put(ClosedThrough{1, period.last, period.number});
}

TrialTotals trial_totals(const std::map<Book, Money>& sums) {
  TrialTotals totals;
  for (const auto& [book, amount] : sums) {
    const bool debit = (info(book).normal == Side::debit) != amount.negative();
    (debit ? totals.debit : totals.credit) += abs(amount);
  }
  return totals;
}

}  // namespace ch
