// CON-3, CON-6: instants, dates, business months.
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <catch_amalgamated.hpp>

#include "base/business_month.h"
#include "base/instant.h"

using ch::BusinessMonth;
using ch::Date;
using ch::Instant;
using ch::Weekday;

namespace {

Date day(const char* text) { return *Date::parse(text); }

}  // namespace

TEST_CASE("CON-3: an instant is UTC milliseconds and is written in the business zone") {
  const Instant noon = *Instant::parse("2026-02-10T12:00:00.000+08:00");
  CHECK(noon.ms == 1'770'696'000'000);
  CHECK(text(noon) == "2026-02-10T12:00:00.000+08:00");
  CHECK(Instant::parse("2026-02-10T04:00:00Z") == noon);
  CHECK(Instant::parse("2026-02-09T23:30:00.0-04:30") == noon);
  CHECK(Instant::parse("2026-02-10T12:00:00.05+08:00")->ms == noon.ms + 50);
  CHECK(text(noon.plus_ms(-1)) == "2026-02-10T11:59:59.999+08:00");
  CHECK(text(noon.plus_hours(13).plus_minutes(2).plus_seconds(3)) == "2026-02-11T01:02:03.000+08:00");
}

TEST_CASE("CON-3: what is no instant, or none that the zone is known for, is refused") {
  for (const char* text :
       {"", "2026-02-10", "2026-02-10T12:00:00", "2026-02-10 12:00:00Z", "2026-02-10T24:00:00Z", "2026-02-10T12:60:00Z",
        "2026-02-10T12:00:60Z", "2026-02-30T12:00:00Z", "2026-02-10T12:00Z", "2026-02-10T12:00:00.Z", "2026-02-10T12:00:00.1234Z",
        "2026-02-10T12:00:00+8:00", "2026-02-10T12:00:00+0800", "2026-02-10T12:00:00+15:00", "2026-02-10T12:00:00Z ",
        "2026-02-10t12:00:00Z", "1999-12-31T15:59:59.999Z", "2200-01-01T00:00:00.001+08:00", "1988-06-01T00:00:00+08:00"}) {
    CAPTURE(text);
    CHECK_FALSE(Instant::parse(text));
  }
  CHECK(Instant::parse("1999-12-31T16:00:00Z") == ch::first_instant);
  CHECK(Instant::parse("2200-01-01T00:00:00+08:00") == ch::last_instant);
}

TEST_CASE("CON-3: a time of any year is told from what is no time") {
  CHECK(Instant::parse_any_year("1999-12-31T00:00:00Z"));
  CHECK(Instant::parse_any_year("2999-12-31T00:00:00Z"));
  CHECK_FALSE(Instant::parse_any_year("2999-12-31"));
}

TEST_CASE("CON-3: a civil date is a date in Asia/Shanghai") {
  CHECK(business_date(*Instant::parse("2026-02-09T15:59:59.999Z")) == day("2026-02-09"));
  CHECK(business_date(*Instant::parse("2026-02-09T16:00:00.000Z")) == day("2026-02-10"));
  CHECK(start_of(day("2026-02-10")) == *Instant::parse("2026-02-09T16:00:00Z"));
  CHECK(end_of(day("2026-02-10")) == start_of(day("2026-02-11")));
  CHECK(at_time(day("2026-02-10"), 17, 30) == *Instant::parse("2026-02-10T17:30:00+08:00"));
  CHECK(end_of(day("2199-12-31")) == ch::last_instant);
  CHECK_THROWS_AS(business_date(Instant{ch::first_instant.ms - 1}), ch::TimeOutOfRange);
  CHECK_THROWS_AS(business_date(Instant{ch::last_instant.ms + 1}), ch::TimeOutOfRange);
  CHECK_THROWS_AS(start_of(day("1999-12-31")), ch::TimeOutOfRange);
  CHECK_THROWS_AS(Instant{1}.plus_hours(std::numeric_limits<std::int64_t>::max()), ch::TimeOutOfRange);
}

TEST_CASE("CON-3: a date is read strictly") {
  CHECK(day("2026-02-10").number() == 20260210);
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2000-02-29").text() == "2000-02-29");
  CHECK(Date::from_number(20240229) == day("2024-02-29"));
  for (const char* text :
       {"", "2026-2-10", "2026-02-1", "26-02-10", "2026/02/10", "20260210", "2026-02-29", "2100-02-29", "2026-00-10", "2026-13-10",
        "2026-04-31", "2026-01-00", "2026-01-32", "1899-12-31", "2200-01-01", "2026-02-10 ", "+026-02-10"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text));
  }
  CHECK_FALSE(Date::from_number(20230229));
  CHECK_FALSE(Date::from_number(-20240229));
}

TEST_CASE("CON-3: days, months and weekdays of dates") {
  CHECK(day("2026-11-22").weekday() == Weekday::sunday);
  CHECK(day("1970-01-01").weekday() == Weekday::thursday);
  CHECK(day("1900-01-01").weekday() == Weekday::monday);
  CHECK(day("2026-12-31").plus_days(1) == day("2027-01-01"));
  CHECK(day("2026-03-01").plus_days(-1) == day("2026-02-28"));
  CHECK(day("2026-01-31").plus_months(1) == day("2026-02-28"));
  CHECK(day("2024-01-31").plus_months(1) == day("2024-02-29"));
  CHECK(day("2026-01-31").plus_months(-2) == day("2025-11-30"));
  CHECK(day("2026-11-15").plus_months(14) == day("2028-01-15"));
  CHECK(day("2026-02-10").first_of_month() == day("2026-02-01"));
  CHECK(day("2026-02-10").last_of_month() == day("2026-02-28"));
  CHECK(days_between(day("2026-01-01"), day("2027-01-01")) == 365);
  CHECK_THROWS_AS(day("2199-12-31").plus_days(1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(day("1900-01-01").plus_days(-1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(day("2199-12-31").plus_months(1), ch::TimeOutOfRange);
  CHECK_THROWS_AS(day("2026-01-01").plus_months(std::numeric_limits<std::int64_t>::max()), ch::TimeOutOfRange);
  CHECK_THROWS_AS(day("2026-01-01").plus_days(std::numeric_limits<std::int64_t>::max()), ch::TimeOutOfRange);
}

TEST_CASE("CON-6: a business month runs from the 11th to the 10th and bears the name of the month it ends in") {
  const BusinessMonth february = *BusinessMonth::parse("2026-02");
  CHECK(february.first_day() == day("2026-01-11"));
  CHECK(february.last_day() == day("2026-02-10"));
  CHECK(february.starts() == *Instant::parse("2026-01-11T00:00:00+08:00"));
  CHECK(february.ends() == *Instant::parse("2026-02-11T00:00:00+08:00"));
  CHECK(february.text() == "2026-02");
  CHECK(business_month(day("2026-01-10")).text() == "2026-01");
  CHECK(business_month(day("2026-01-11")).text() == "2026-02");
  CHECK(business_month(day("2026-02-10")).text() == "2026-02");
  CHECK(business_month(day("2026-12-11")).text() == "2027-01");
}

TEST_CASE("CON-6: three business months are a quarter, twelve a year") {
  const auto first = quarter_of(business_month(day("2026-01-11")));
  CHECK(first.first_day() == day("2026-01-11"));
  CHECK(first.last_day() == day("2026-04-10"));
  CHECK(business_quarter(first.first) == 1);
  CHECK(business_quarter(first.last) == 1);

  const BusinessMonth last = business_month(day("2027-01-10"));
  CHECK(business_year(last) == 2026);
  CHECK(business_quarter(last) == 4);
  CHECK(year_of(last).first_day() == day("2026-01-11"));
  CHECK(year_of(last).last_day() == day("2027-01-10"));
  CHECK(quarter_of(last).first_day() == day("2026-10-11"));
  CHECK(quarter_of(last).last_day() == day("2027-01-10"));
}

TEST_CASE("CON-6: the closing day is a policy value") {
  CHECK(business_month(day("2026-02-25"), 25).text() == "2026-02");
  CHECK(business_month(day("2026-02-26"), 25).text() == "2026-03");
  CHECK(business_month(day("2026-02-28"), 31).text() == "2026-02");
  CHECK(business_month(day("2026-03-01"), 31).first_day() == day("2026-03-01"));
  CHECK(year_of(business_month(day("2026-07-04"), 31)).first_day() == day("2026-01-01"));
  CHECK(year_of(business_month(day("2026-07-04"), 31)).last_day() == day("2026-12-31"));
  for (const std::int32_t wrong : {-1, 0, 29, 30, 32}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(business_month(day("2026-02-10"), wrong), std::invalid_argument);
    CHECK_FALSE(BusinessMonth::named(2026, 2, wrong));
  }
  for (const char* text : {"", "2026-2", "2026-13", "2026-00", "202602", "2026-02-10", "1900-01", "2200-01"}) {
    CAPTURE(text);
    CHECK_FALSE(BusinessMonth::parse(text));
  }
}
