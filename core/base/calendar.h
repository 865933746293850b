#pragma once
// Working days: published statutory holidays and make-up working days; beyond them Monday to Friday. CON-4.
#include <cstdint>
#include <span>
#include <vector>

#include "base/instant.h"

namespace ch {

class WorkingCalendar {
 public:
  // Days as 20260210, in any order; the published years are inclusive.
  WorkingCalendar(std::span<const std::int32_t> holidays, std::span<const std::int32_t> makeup_workdays, std::int32_t first_published_year,
                  std::int32_t last_published_year);

  static const WorkingCalendar& china();  // from the data package that the build took in

  bool is_working_day(Date d) const;
  bool is_provisional(Date d) const;  // nothing is published for its year

  // The day itself is day 0, so n = 0 gives it back. A negative n, or one that leaves the range of
  // dates, throws TimeOutOfRange.
  Date nth_working_day_after(Date d, std::int32_t n) const;
  Date nth_working_day_before(Date d, std::int32_t n) const;

  std::int32_t first_published_year() const { return first_year_; }
  std::int32_t last_published_year() const { return last_year_; }

 private:
  std::vector<Date> holidays_;
  std::vector<Date> makeup_;
  std::int32_t first_year_;
  std::int32_t last_year_;
};

}  // namespace ch
