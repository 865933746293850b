#include "engine/audit_dates.h"

#include "ledger/backdating.h"

namespace ch {

void DatesAudit::take(const Entry& entry, Date booked) {
  for (const Leg& leg : entry.legs) {
    moved_[{leg.book, entry.business_date}] += growth_of(leg);
    if (entry.business_date == booked) continue;
    backdated_.emplace(leg.account, entry.business_date, entry.id);
    for (Date day = entry.business_date; day < booked; day = day.plus_days(1)) late_[{leg.account, leg.book, day}] += growth_of(leg);
  }
}

std::string DatesAudit::difference(Store& store) const {
  std::string found = late_amounts(store);
  if (found.empty()) found = backdated(store);
  if (found.empty()) found = periods(store);
  return found;
}

std::string DatesAudit::late_amounts(Store& store) const {
  std::string wrong;
  std::size_t seen = 0;
  store.each(record_type<LateAmount>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& kept = *static_cast<const LateAmount*>(row.get());
    const auto found = late_.find({kept.account, kept.book, kept.day});
    ++seen;
    if (wrong.empty() && (found == late_.end() || found->second != kept.amount))
      wrong = "late_amount of account " + std::to_string(kept.account.value) + ", " + kept.day.text() +
              ": it is not what was booked afterwards for this day or before";
  });
  return wrong.empty() && seen != late_.size() ? "late_amount: one is missing" : wrong;
}

std::string DatesAudit::backdated(Store& store) const {
  std::string wrong;
  std::size_t seen = 0;
  store.each(record_type<Backdated>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& kept = *static_cast<const Backdated*>(row.get());
    ++seen;
    if (wrong.empty() && !backdated_.contains({kept.account, kept.business_date, kept.entry}))
      wrong = "backdated: entry " + std::to_string(kept.entry.value) + " is not for another day";
  });
  return wrong.empty() && seen != backdated_.size() ? "backdated: an entry for an earlier day is missing" : wrong;
}

std::string DatesAudit::periods(Store& store) const {
  std::map<std::int64_t, Period> periods;
  store.each(record_type<Period>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& period = *static_cast<const Period*>(row.get());
    periods.emplace(period.number, period);
  });
  std::int64_t number = 0;
  Date last;
  for (const auto& [own, period] : periods) {
    const std::string place = "period " + std::to_string(own);
    if (own != ++number) return place + ": the one before it is missing";
    if (number > 1 && period.first != last.plus_days(1)) return place + ": it does not begin where the one before it ended";
    last = period.last;
  }
  const Row row = store.get(record_type<ClosedThrough>(), key_of(std::int64_t{1}));
  const auto* through = static_cast<const ClosedThrough*>(row.get());
  if (through ? through->period != number || through->day != last : number != 0)
    return "closed_through: it is not the last day of the last period";
  return period_balances(store, periods);
}

std::string DatesAudit::period_balances(Store& store, const std::map<std::int64_t, Period>& periods) const {
  std::map<std::pair<std::int64_t, Book>, Money> expected;
  for (const auto& [number, period] : periods) {
    std::map<Book, Money> sums;
    for (const auto& [at, amount] : moved_)
      if (at.second <= period.last) sums[at.first] += amount;
    if (trial_totals(sums).debit != period.total) return "period " + std::to_string(number) + ": its total is not that of its books";
    for (const auto& [book, sum] : sums)
      if (!sum.is_zero()) expected[{number, book}] = sum;
  }
  std::string wrong;
  store.each(record_type<PeriodBalance>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& kept = *static_cast<const PeriodBalance*>(row.get());
    const auto found = expected.find({kept.period, kept.book});
    if (found != expected.end() && found->second == kept.amount)
      expected.erase(found);
    else if (wrong.empty())
      wrong = "period " + std::to_string(kept.period) + ": its trial balance is not what its entries sum to";
  });
  return wrong.empty() && !expected.empty() ? "period_balance: one is missing" : wrong;
}

}  // namespace ch
