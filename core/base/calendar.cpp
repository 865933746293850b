// The working-day calendar over the published data. CON-4.
#include "base/calendar.h"

#include <algorithm>

namespace ch {
namespace {

namespace published {
// Made at build time from the maintained package: holidays, makeup_workdays, first_published_year,
// last_published_year.
#include "calendar_data.inc"
}  // namespace published

std::vector<Date> sorted_dates(std::span<const std::int32_t> numbers) {
  std::vector<Date> dates;
  dates.reserve(numbers.size());
  for (const std::int32_t number : numbers) {
    const auto date = Date::from_number(number);
    if (!date) throw TimeOutOfRange{};
    dates.push_back(*date);
  }
  std::sort(dates.begin(), dates.end());
  return dates;
}

bool contains(const std::vector<Date>& sorted, Date d) { return std::binary_search(sorted.begin(), sorted.end(), d); }

}  // namespace

WorkingCalendar::WorkingCalendar(std::span<const std::int32_t> holidays, std::span<const std::int32_t> makeup_workdays,
                                 std::int32_t first_published_year, std::int32_t last_published_year)
    : holidays_(sorted_dates(holidays)),
      makeup_(sorted_dates(makeup_workdays)),
      first_year_(first_published_year),
      last_year_(last_published_year) {}

const WorkingCalendar& WorkingCalendar::china() {
  static const WorkingCalendar calendar(published::holidays, published::makeup_workdays, published::first_published_year,
                                        published::last_published_year);
  return calendar;
}

bool WorkingCalendar::is_working_day(Date d) const {
  if (contains(makeup_, d)) return true;
  return d.weekday() < Weekday::saturday && !contains(holidays_, d);
}

bool WorkingCalendar::is_provisional(Date d) const {
  const std::int32_t year = d.year();
  return year < first_year_ || year > last_year_;
}

Date WorkingCalendar::nth_working_day_after(Date d, std::int32_t n) const {
  if (n < 0) throw TimeOutOfRange{};
  while (n > 0) {
    d = d.plus_days(1);
    if (is_working_day(d)) --n;
  }
  return d;
}

Date WorkingCalendar::nth_working_day_before(Date d, std::int32_t n) const {
  if (n < 0) throw TimeOutOfRange{};
  while (n > 0) {
    d = d.plus_days(-1);
    if (is_working_day(d)) --n;
  }
  return d;
}

}  // namespace ch
