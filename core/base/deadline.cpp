// The forms of deadline, each by its sentence in CON-5.
#include "base/deadline.h"

#include <algorithm>

namespace ch {
namespace {

Deadline begin(DeadlineForm form, const Event& event, std::int32_t n) {
  if (n < 0) throw TimeOutOfRange{};
  Deadline deadline;
  deadline.form = form;
  deadline.count = n;
  deadline.event = event.name;
  deadline.event_date = event.date();
  deadline.from = event.at;
  return deadline;
}

Deadline& until_end_of(Deadline& deadline, Date last) {
  deadline.last_day = last;
  deadline.at = end_of(last);
  return deadline;
}

// What lies between the event's date and the day found: the days that nobody works, and whether any of them,
// or the day itself, is in a year not yet published.
void explain(Deadline& deadline, Date found, const WorkingCalendar& calendar) {
  const Date first = std::min(deadline.event_date, found);
  const Date last = std::max(deadline.event_date, found);
  for (Date d = first; d <= last; d = d.plus_days(1)) {
    if (d == deadline.event_date) continue;
    if (!calendar.is_working_day(d)) deadline.skipped.push_back(d);
    if (calendar.is_provisional(d)) deadline.provisional = true;
    if (d == last) break;  // the range of dates may end here
  }
}

}  // namespace

const char* name(DeadlineForm form) {
  switch (form) {
    case DeadlineForm::same_day:
      return "same_day";
    case DeadlineForm::within_hours:
      return "within_hours";
    case DeadlineForm::within_days:
      return "within_days";
    case DeadlineForm::within_weeks:
      return "within_weeks";
    case DeadlineForm::in_week:
      return "in_week";
    case DeadlineForm::within_months:
      return "within_months";
    case DeadlineForm::within_working_days:
      return "within_working_days";
    case DeadlineForm::on_nth_working_day:
      return "on_nth_working_day";
    case DeadlineForm::at_least_working_days_before:
      return "at_least_working_days_before";
  }
  return "";
}

Deadline same_day(const Event& event) {
  Deadline deadline = begin(DeadlineForm::same_day, event, 0);
  return until_end_of(deadline, deadline.event_date);
}

Deadline within_hours(const Event& event, std::int32_t n) {
  Deadline deadline = begin(DeadlineForm::within_hours, event, n);
  deadline.at = event.at.plus_hours(n);
  if (!accepted(deadline.at)) throw TimeOutOfRange{};
  // 24:00 belongs to the day that ends.
  deadline.last_day = n == 0 ? deadline.event_date : business_date(deadline.at.plus_ms(-1));
  return deadline;
}

Deadline within_days(const Event& event, std::int32_t n) {
  Deadline deadline = begin(DeadlineForm::within_days, event, n);
  return until_end_of(deadline, deadline.event_date.plus_days(n));
}

Deadline within_weeks(const Event& event, std::int32_t n) {
  Deadline deadline = begin(DeadlineForm::within_weeks, event, n);
  return until_end_of(deadline, deadline.event_date.plus_days(std::int64_t{7} * n));
}

Deadline in_week(const Event& event, std::int32_t n) {
  Deadline deadline = begin(DeadlineForm::in_week, event, n);
  if (n == 0) throw TimeOutOfRange{};
  deadline.from = start_of(deadline.event_date.plus_days(std::int64_t{7} * (n - 1) + 1));
  return until_end_of(deadline, deadline.event_date.plus_days(std::int64_t{7} * n));
}

Deadline within_months(const Event& event, std::int32_t n) {
  Deadline deadline = begin(DeadlineForm::within_months, event, n);
  return until_end_of(deadline, deadline.event_date.plus_months(n));
}

Deadline within_working_days(const Event& event, std::int32_t n, const WorkingCalendar& calendar) {
  Deadline deadline = begin(DeadlineForm::within_working_days, event, n);
  const Date last = calendar.nth_working_day_after(deadline.event_date, n);
  explain(deadline, last, calendar);
  return until_end_of(deadline, last);
}

Deadline on_nth_working_day(const Event& event, std::int32_t n, const WorkingCalendar& calendar) {
  Deadline deadline = begin(DeadlineForm::on_nth_working_day, event, n);
  const Date day = calendar.nth_working_day_after(deadline.event_date, n);
  explain(deadline, day, calendar);
  // On day 0 its time begins with the event.
  deadline.from = n == 0 ? event.at : start_of(day);
  return until_end_of(deadline, day);
}

Deadline at_least_working_days_before(const Event& event, std::int32_t n, std::optional<std::int32_t> hour,
                                      const WorkingCalendar& calendar) {
  Deadline deadline = begin(DeadlineForm::at_least_working_days_before, event, n);
  if (hour && (*hour < 0 || *hour > 24)) throw TimeOutOfRange{};
  const Date day = calendar.nth_working_day_before(deadline.event_date, n);
  explain(deadline, day, calendar);
  // It is for something before the event: nothing in the deadline itself says from when.
  deadline.from = first_instant;
  until_end_of(deadline, day);
  if (hour) deadline.at = at_time(day, *hour);
  return deadline;
}

}  // namespace ch
