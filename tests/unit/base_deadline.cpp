// CON-4, CON-5: the working calendar and deadlines.
#include <cstdint>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/calendar.h"
#include "base/deadline.h"

using ch::Date;
using ch::Deadline;
using ch::Event;
using ch::Instant;
using ch::WorkingCalendar;

namespace {

Date day(const char* text) { return *Date::parse(text); }
Instant at(const char* text) { return *Instant::parse(text); }
Event filed(const char* text) { return {"withdrawal.filed", at(text)}; }

}  // namespace

TEST_CASE("CON-4: published holidays and make-up working days decide") {
  const WorkingCalendar& china = WorkingCalendar::china();
  CHECK_FALSE(china.is_working_day(day("2026-02-17")));  // spring festival, a Tuesday
  CHECK(china.is_working_day(day("2026-02-14")));        // a Saturday made up
  CHECK(china.is_working_day(day("2026-02-24")));
  CHECK_FALSE(china.is_working_day(day("2026-11-21")));  // a plain Saturday
  CHECK(china.is_working_day(day("2018-12-29")));        // made up for the next year's plan
  CHECK_FALSE(china.is_working_day(day("2018-12-31")));
  CHECK_FALSE(china.is_working_day(day("2020-01-31")));  // the holiday that was made longer
  CHECK(china.nth_working_day_after(day("2026-02-13"), 1) == day("2026-02-14"));
  CHECK(china.nth_working_day_after(day("2026-02-14"), 1) == day("2026-02-24"));
  CHECK(china.nth_working_day_before(day("2026-02-24"), 2) == day("2026-02-13"));
  CHECK(china.nth_working_day_after(day("2026-02-15"), 0) == day("2026-02-15"));
}

TEST_CASE("CON-4: beyond the published years Monday to Friday, marked as provisional") {
  const WorkingCalendar& china = WorkingCalendar::china();
  CHECK(china.first_published_year() == 2004);
  REQUIRE(china.last_published_year() >= 2026);
  const Date new_year = *Date::from_ymd(china.last_published_year() + 1, 1, 1);
  CHECK_FALSE(china.is_provisional(new_year.plus_days(-1)));
  CHECK(china.is_provisional(new_year));
  CHECK(china.is_provisional(day("2003-12-31")));
  CHECK_FALSE(china.is_provisional(day("2004-01-01")));
  CHECK(china.is_working_day(new_year) == (new_year.weekday() < ch::Weekday::saturday));

  const std::vector<std::int32_t> none;
  const WorkingCalendar one_year(none, none, 2026, 2026);
  const Deadline inside = within_working_days(filed("2026-12-29T10:00:00+08:00"), 2, one_year);
  CHECK(inside.last_day == day("2026-12-31"));
  CHECK_FALSE(inside.provisional);
  const Deadline beyond = within_working_days(filed("2026-12-29T10:00:00+08:00"), 3, one_year);
  CHECK(beyond.last_day == day("2027-01-01"));
  CHECK(beyond.provisional);
  CHECK_FALSE(within_days(filed("2026-12-29T10:00:00+08:00"), 30).provisional);
  CHECK(at_least_working_days_before(Event::on("campaign.starts", day("2026-01-02")), 2, {}, one_year).provisional);
}

TEST_CASE("CON-4: numbers outside the range of days are errors, not answers") {
  const WorkingCalendar& china = WorkingCalendar::china();
  CHECK_THROWS_AS(china.nth_working_day_after(day("2026-01-01"), -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(china.nth_working_day_before(day("2026-01-01"), -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(china.nth_working_day_after(day("2199-12-30"), 5), ch::TimeOutOfRange);
  CHECK_THROWS_AS(china.nth_working_day_before(day("1900-01-03"), 5), ch::TimeOutOfRange);
  const std::vector<std::int32_t> broken{20260230};
  CHECK_THROWS_AS(WorkingCalendar(broken, {}, 2026, 2026), ch::TimeOutOfRange);
}

TEST_CASE("CON-5: within N working days ends at 24:00 of the N-th working day after the event's date") {
  const Deadline deadline = within_working_days(filed("2026-02-13T23:59:59.999+08:00"), 2);
  CHECK(deadline.last_day == day("2026-02-24"));
  CHECK(deadline.at == at("2026-02-25T00:00:00+08:00"));
  CHECK(deadline.from == at("2026-02-13T23:59:59.999+08:00"));
  CHECK(deadline.event == "withdrawal.filed");
  CHECK(deadline.event_date == day("2026-02-13"));
  CHECK(deadline.count == 2);
  CHECK(std::string(name(deadline.form)) == "within_working_days");
  CHECK(deadline.skipped.size() == 9);
  CHECK(deadline.skipped.front() == day("2026-02-15"));
  CHECK(deadline.skipped.back() == day("2026-02-23"));
  CHECK_FALSE(deadline.provisional);
}

TEST_CASE("CON-5: the event's own date is day 0, working or not") {
  const Deadline zero = within_working_days(filed("2026-02-17T09:00:00+08:00"), 0);
  CHECK(zero.at == at("2026-02-18T00:00:00+08:00"));
  CHECK(zero.skipped.empty());
  CHECK(within_working_days(filed("2026-02-17T09:00:00+08:00"), 1).last_day == day("2026-02-24"));
  CHECK(within_days(filed("2026-02-17T00:00:00+08:00"), 0).at == at("2026-02-18T00:00:00+08:00"));
}

TEST_CASE("CON-5: within N days counts civil days alike") {
  CHECK(within_days(filed("2026-02-13T10:00:00+08:00"), 15).at == at("2026-03-01T00:00:00+08:00"));
}

TEST_CASE("CON-5: within a month ends on the same day of the next month or its last") {
  CHECK(within_months(filed("2026-01-15T10:00:00+08:00"), 1).last_day == day("2026-02-15"));
  CHECK(within_months(filed("2026-01-31T10:00:00+08:00"), 1).last_day == day("2026-02-28"));
  CHECK(within_months(filed("2024-01-30T10:00:00+08:00"), 1).last_day == day("2024-02-29"));
  CHECK(within_months(filed("2026-11-30T10:00:00+08:00"), 3).at == at("2027-03-01T00:00:00+08:00"));
}

TEST_CASE("CON-5: within N hours is elapsed time") {
  const Deadline deadline = within_hours(filed("2026-02-13T23:30:00.001+08:00"), 24);
  CHECK(deadline.at == at("2026-02-14T23:30:00.001+08:00"));
  CHECK(deadline.last_day == day("2026-02-14"));
  CHECK(within_hours(filed("2026-02-13T00:00:00+08:00"), 24).last_day == day("2026-02-13"));
}

TEST_CASE("CON-5: weeks are 7 days each, the third week is days 15 to 21") {
  CHECK(within_weeks(filed("2026-02-13T10:00:00+08:00"), 2).last_day == day("2026-02-27"));
  const Deadline third = in_week(filed("2026-02-13T10:00:00+08:00"), 3);
  CHECK(third.from == at("2026-02-28T00:00:00+08:00"));
  CHECK(third.last_day == day("2026-03-06"));
  CHECK(third.at == at("2026-03-07T00:00:00+08:00"));
}

TEST_CASE("CON-5: on the N-th working day is that date, whole") {
  const Deadline deadline = on_nth_working_day(filed("2026-02-13T10:00:00+08:00"), 2);
  CHECK(deadline.from == at("2026-02-24T00:00:00+08:00"));
  CHECK(deadline.at == at("2026-02-25T00:00:00+08:00"));
  CHECK(on_nth_working_day(filed("2026-02-13T10:00:00+08:00"), 0).from == at("2026-02-13T10:00:00+08:00"));
}

TEST_CASE("CON-5: at least N working days before D ends at 24:00, or the hour named, of the N-th before") {
  const Event start = Event::on("campaign.starts", day("2026-02-25"));
  const Deadline deadline = at_least_working_days_before(start, 2);
  CHECK(deadline.last_day == day("2026-02-14"));
  CHECK(deadline.at == at("2026-02-15T00:00:00+08:00"));
  CHECK(deadline.skipped.size() == 9);
  CHECK(at_least_working_days_before(start, 2, 17).at == at("2026-02-14T17:00:00+08:00"));
  CHECK(at_least_working_days_before(start, 2, 24).at == deadline.at);
  CHECK(at_least_working_days_before(start, 2, 0).at == at("2026-02-14T00:00:00+08:00"));
}

TEST_CASE("CON-5: the same day ends at 24:00") {
  CHECK(same_day(filed("2026-02-13T23:59:59.999+08:00")).at == at("2026-02-14T00:00:00+08:00"));
  CHECK(same_day(filed("2026-02-14T00:00:00+08:00")).at == at("2026-02-15T00:00:00+08:00"));
}

TEST_CASE("CON-5: counts and hours out of range are errors") {
  const Event event = filed("2026-02-13T10:00:00+08:00");
  CHECK_THROWS_AS(within_days(event, -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(within_hours(event, -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(within_working_days(event, -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(in_week(event, 0), ch::TimeOutOfRange);
  CHECK_THROWS_AS(at_least_working_days_before(event, 1, 25), ch::TimeOutOfRange);
  CHECK_THROWS_AS(at_least_working_days_before(event, 1, -1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(within_days(event, 2'000'000'000), ch::TimeOutOfRange);
  CHECK_THROWS_AS(within_hours(event, 2'000'000'000), ch::TimeOutOfRange);
}
