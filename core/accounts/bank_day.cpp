#include "accounts/bank_day.h"

#include "api/codes.h"
#include "engine/booked.h"
#include "ledger/backdating.h"

namespace ch {

Check booked_fits(const std::optional<Date>& booked, Date today) {
  const Date earliest = today.plus_days(-backdating_days_max);
  if (!booked || (earliest <= *booked && *booked <= today)) return {};
  return refused("booked_out_of_range", "booked", {{"earliest", earliest.text()}, {"latest", today.text()}});
}

Date bank_day(Context& context, const std::optional<Date>& booked, std::span<const Leg> legs) {
  const Date today = context.today();
  return booked && may_backdate(context.rows, *booked, today, legs, first_entry_after) ? *booked : today;
}

}  // namespace ch
