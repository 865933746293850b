// Amounts, counts, days and times as people of each language read them.
#include <catch_amalgamated.hpp>

#include "api/written.h"

using namespace ch;

namespace {

std::string amount(const char* text) { return written(*Money::parse(text)); }
Instant at(const char* text) { return *Instant::parse(text); }

}  // namespace

TEST_CASE("CON-1: for people an amount has separators, and a true minus") {
  CHECK(amount("0.00") == "0.00");
  CHECK(amount("999.99") == "999.99");
  CHECK(amount("1234.50") == "1,234.50");
  CHECK(amount("-999.00") == "−999.00");
  CHECK(amount("-123456.00") == "−123,456.00");
  CHECK(amount("1234567.00") == "1,234,567.00");
  CHECK(amount("-92233720368547758.08") == "−92,233,720,368,547,758.08");
  CHECK(written_count(0) == "0");
  CHECK(written_count(-1234567) == "−1,234,567");
}

TEST_CASE("WEB-1: days and times are as usual in each language, in the business zone") {
  const Date day = *Date::parse("2026-02-01");
  CHECK(written(day, Language::zh) == "2026-02-01");
  CHECK(written(day, Language::zh, TimeForm::month_day) == "2月1日");
  CHECK(written(day, Language::en) == "1 Feb 2026");
  CHECK(written(day, Language::en, TimeForm::month_day) == "1 Feb");
  const Instant leap = at("2024-02-28T16:00:00Z");
  CHECK(written(leap, Language::zh) == "2024-02-29 00:00");
  CHECK(written(leap.plus_ms(-1), Language::zh) == "2024-02-28 23:59");
  CHECK(written(leap, Language::zh, TimeForm::short_time) == "02-29 00:00");
  CHECK(written(leap, Language::en) == "29 Feb 2024 00:00");
  CHECK(written(leap, Language::en, TimeForm::date) == "29 Feb 2024");
  CHECK(written(leap, Language::en, TimeForm::short_time) == "29 Feb 00:00");
}

TEST_CASE("CON-5: an end at midnight is 24:00 of the day that it closes") {
  const Instant midnight = end_of(*Date::parse("2026-02-28"));
  CHECK(written_end(midnight, Language::zh) == "2026-02-28 24:00");
  CHECK(written_end(midnight, Language::en, TimeForm::short_time) == "28 Feb 24:00");
  CHECK(written_end(midnight, Language::en, TimeForm::date) == "28 Feb 2026");
  CHECK(written_end(midnight.plus_minutes(1), Language::zh) == "2026-03-01 00:01");
  CHECK(written_end(midnight.plus_minutes(-1), Language::zh) == "2026-02-28 23:59");
  CHECK(written_end(last_instant, Language::zh) == "2199-12-31 24:00");
}

TEST_CASE("CON-5: a last day that is kept as its last millisecond reads as 24:00 too") {
  const Instant last = end_of(*Date::parse("2020-01-02")).plus_ms(-1);
  CHECK(written_end(last, Language::zh) == "2020-01-02 24:00");
  CHECK(written_end(last, Language::en) == "2 Jan 2020 24:00");
  CHECK(written_end(last.plus_ms(-1), Language::en) == "2 Jan 2020 23:59");
  CHECK(written_end(first_instant, Language::en, TimeForm::date) == written(first_instant, Language::en, TimeForm::date));
}
