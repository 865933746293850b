#pragma once
// Deadlines: every form in which the manuals state one, with what is needed to explain it. CON-5.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/instant.h"

namespace ch {

// What starts a deadline, by name ("withdrawal.filed"): CON-5 wants it named.
struct Event {
  std::string name;
  Instant at;

  bool operator==(const Event&) const = default;
  Date date() const { return business_date(at); }
  static Event on(std::string name, Date d) { return {std::move(name), start_of(d)}; }
};

enum class DeadlineForm : std::uint8_t {
  same_day,
  within_hours,
  within_days,
  within_weeks,
  in_week,
  within_months,
  within_working_days,
  on_nth_working_day,
  at_least_working_days_before,
};
const char* name(DeadlineForm form);

struct Deadline {
  Instant at;                // it is kept by what happens before this instant (24:00 of the last day)
  Instant from;              // its time begins: the event, 00:00 of the day or week named; "before D": always
  Date last_day;             // the last civil day that has time in it
  bool provisional = false;  // CON-4: it leans on a year that is not published yet
  // What it was made from, for its explanation.
  DeadlineForm form = DeadlineForm::same_day;
  std::int32_t count = 0;
  std::string event;
  Date event_date;
  std::vector<Date> skipped;  // days passed over because nobody works then, in order of time

  bool operator==(const Deadline&) const = default;
};

// A negative count, or one that leaves the accepted range, throws TimeOutOfRange.
Deadline same_day(const Event& event);
Deadline within_hours(const Event& event, std::int32_t n);  // elapsed time
Deadline within_days(const Event& event, std::int32_t n);
Deadline within_weeks(const Event& event, std::int32_t n);  // 7n days
Deadline in_week(const Event& event, std::int32_t n);       // the third week: days 15 to 21
Deadline within_months(const Event& event, std::int32_t n);

Deadline within_working_days(const Event& event, std::int32_t n, const WorkingCalendar& calendar = WorkingCalendar::china());
// "On the N-th working day after D": that day whole, from 00:00 to 24:00.
Deadline on_nth_working_day(const Event& event, std::int32_t n, const WorkingCalendar& calendar = WorkingCalendar::china());
// Until 24:00, or the hour named (0 to 24), of the N-th working day before the event's date.
Deadline at_least_working_days_before(const Event& event, std::int32_t n, std::optional<std::int32_t> hour = std::nullopt,
                                      const WorkingCalendar& calendar = WorkingCalendar::china());

}  // namespace ch
