#include "accounts/bank_day.h"

#include "accounts/statement/reading.h"
#include "api/codes.h"
#include "ledger/backdating.h"

namespace ch {

namespace {

bool had_enough(Reader& rows, const Leg& leg, Date from, Date today) {
  const Money shrinks = -growth_of(leg);
  if (!shrinks.positive()) return true;
  for (Date day = from; day < today; day = day.plus_days(1))
    if (balance_on(rows, leg.account, leg.book, day, first_entry_after(rows, day)) - shrinks < info(leg.book).floor) return false;
  return true;
}

}  // namespace

Check booked_fits(const std::optional<Date>& booked, Date today) {
  const Date earliest = today.plus_days(-backdating_days_max);
  if (!booked || (earliest <= *booked && *booked <= today)) return {};
  return refused("booked_out_of_range", "booked", {{"earliest", earliest.text()}, {"latest", today.text()}});
}

Date bank_day(Context& context, const std::optional<Date>& booked, std::span<const Leg> legs) {
  const Date today = context.today();
  if (!booked || !may_backdate(context.rows, *booked, today, legs)) return today;
  for (const Leg& leg : legs)
    if (!had_enough(context.rows, leg, *booked, today)) return today;
  return *booked;
}

}  // namespace ch
