// CON-5: deadlines against an independent calculation for every day of 2020 to 2026.
//
// The independent one knows nothing of the core's dates: it walks a calendar written out day by day, counting
// with the C library's broken-down time, and takes the published days from the make-up list by reading
// weekday by weekday.
#include <array>
#include <cstdint>
#include <ctime>
#include <map>
#include <string>
#include <vector>
#include <catch_amalgamated.hpp>

#include "base/deadline.h"

namespace {

// The State Council's plans for 2020 to 2026 as ranges of month and day, typed from the notices, not from the
// package.
struct Range {
  int year, from, to;  // 1231 is 31 December
};

constexpr std::array off_days{
    Range{2020, 101, 101},   Range{2020, 124, 202},  Range{2020, 404, 406},   Range{2020, 501, 505}, Range{2020, 625, 627},
    Range{2020, 1001, 1008}, Range{2021, 101, 103},  Range{2021, 211, 217},   Range{2021, 403, 405}, Range{2021, 501, 505},
    Range{2021, 612, 614},   Range{2021, 919, 921},  Range{2021, 1001, 1007}, Range{2022, 101, 103}, Range{2022, 131, 206},
    Range{2022, 403, 405},   Range{2022, 430, 504},  Range{2022, 603, 605},   Range{2022, 910, 912}, Range{2022, 1001, 1007},
    Range{2022, 1231, 1231}, Range{2023, 101, 102},  Range{2023, 121, 127},   Range{2023, 405, 405}, Range{2023, 429, 503},
    Range{2023, 622, 624},   Range{2023, 929, 1006}, Range{2023, 1230, 1231}, Range{2024, 101, 101}, Range{2024, 210, 217},
    Range{2024, 404, 406},   Range{2024, 501, 505},  Range{2024, 608, 610},   Range{2024, 915, 917}, Range{2024, 1001, 1007},
    Range{2025, 101, 101},   Range{2025, 128, 204},  Range{2025, 404, 406},   Range{2025, 501, 505}, Range{2025, 531, 602},
    Range{2025, 1001, 1008}, Range{2026, 101, 103},  Range{2026, 215, 223},   Range{2026, 404, 406}, Range{2026, 501, 505},
    Range{2026, 619, 621},   Range{2026, 925, 927},  Range{2026, 1001, 1007}};

constexpr std::array made_up{20200119, 20200426, 20200509, 20200628, 20200927, 20201010, 20210207, 20210220, 20210425, 20210508,
                             20210918, 20210926, 20211009, 20220129, 20220130, 20220402, 20220424, 20220507, 20221008, 20221009,
                             20230128, 20230129, 20230423, 20230506, 20230625, 20231007, 20231008, 20240204, 20240218, 20240407,
                             20240428, 20240511, 20240914, 20240929, 20241012, 20250126, 20250208, 20250427, 20250928, 20251011,
                             20260104, 20260214, 20260228, 20260509, 20260920, 20261010};

struct Day {
  int number;           // 20260210
  std::int64_t begins;  // seconds of UTC at its 00:00 in Shanghai
  bool works;
};

bool works(const std::tm& when, int number) {
  for (const int day : made_up) {
    if (day == number) return true;
  }
  for (const Range& range : off_days) {
    if (range.year == number / 10'000 && range.from <= number % 10'000 && number % 10'000 <= range.to) return false;
  }
  return when.tm_wday != 0 && when.tm_wday != 6;
}

// From 2019-10-01 to 2027-06-30, so that every deadline of a day within 2020 to 2026 lies inside.
const std::vector<Day>& days() {
  static const std::vector<Day> all = [] {
    std::vector<Day> list;
    for (std::int64_t second = 1'569'888'000; second < 1'814'400'000; second += 86'400) {
      const auto time = static_cast<std::time_t>(second);
      std::tm when{};
      gmtime_r(&time, &when);
      const int number = (when.tm_year + 1900) * 10'000 + (when.tm_mon + 1) * 100 + when.tm_mday;
      list.push_back({number, second - 8 * 3'600, works(when, number)});
    }
    return list;
  }();
  return all;
}

std::size_t count_on(std::size_t from, int n) {
  std::size_t i = from;
  while (n > 0) n -= days()[++i].works ? 1 : 0;
  return i;
}

std::size_t count_back(std::size_t from, int n) {
  std::size_t i = from;
  while (n > 0) n -= days()[--i].works ? 1 : 0;
  return i;
}

std::size_t a_month_on(std::size_t from, int months) {
  int year = days()[from].number / 10'000;
  int month = days()[from].number / 100 % 100 + months;
  while (month > 12) {
    month -= 12;
    ++year;
  }
  // The latest day of that month that is not after the same day.
  const int wanted = year * 10'000 + month * 100 + days()[from].number % 100;
  std::size_t i = from;
  while (days()[i + 1].number <= wanted) ++i;
  return i;
}

std::int64_t end_ms(std::size_t i) { return (days()[i].begins + 86'400) * 1'000; }

ch::Event event_on(std::size_t i, std::int64_t second_of_day) { return {"event", ch::Instant{(days()[i].begins + second_of_day) * 1'000}}; }

template <class Body>
void for_every_day(Body&& body) {
  int count = 0;
  for (std::size_t i = 0; i < days().size(); ++i) {
    if (days()[i].number < 20200101 || days()[i].number > 20261231) continue;
    ++count;
    for (const std::int64_t second : {std::int64_t{0}, std::int64_t{12 * 3'600 + 34}, std::int64_t{86'399}}) body(i, second);
  }
  CHECK(count == 7 * 365 + 2);
}

}  // namespace

TEST_CASE("CON-4: working days of 2020 to 2026 are those of the published notices") {
  for_every_day([](std::size_t i, std::int64_t) {
    const auto date = *ch::Date::from_number(days()[i].number);
    INFO(date.text());
    REQUIRE(ch::WorkingCalendar::china().is_working_day(date) == days()[i].works);
    REQUIRE_FALSE(ch::WorkingCalendar::china().is_provisional(date));
  });
}

TEST_CASE("CON-5: deadlines of working days against an independent calculation, every day of 2020 to 2026") {
  // Where the data package has come to know 2027 the two would differ there, so the deadlines end before it.
  for_every_day([](std::size_t i, std::int64_t second) {
    INFO(days()[i].number << " + " << second << " s");
    for (const int n : {0, 1, 2, 3, 5, 7, 10, 15, 30}) {
      const std::size_t after = count_on(i, n);
      if (days()[after].number < 20270101) {
        const ch::Deadline within = within_working_days(event_on(i, second), n);
        REQUIRE(within.at.ms == end_ms(after));
        REQUIRE(within.last_day.number() == days()[after].number);
        REQUIRE(within.skipped.size() + static_cast<std::size_t>(n) == after - i);
        REQUIRE_FALSE(within.provisional);
        const ch::Deadline on = on_nth_working_day(event_on(i, second), n);
        REQUIRE(on.at.ms == end_ms(after));
        if (n > 0) REQUIRE(on.from.ms == days()[after].begins * 1'000);
      }
      const std::size_t before = count_back(i, n);
      if (days()[before].number < 20200101) continue;
      const ch::Deadline least = at_least_working_days_before(event_on(i, second), n);
      REQUIRE(least.at.ms == end_ms(before));
      REQUIRE(at_least_working_days_before(event_on(i, second), n, 17).at.ms == (days()[before].begins + 17 * 3'600) * 1'000);
    }
  });
}

TEST_CASE("CON-5: deadlines of civil time against an independent calculation, every day of 2020 to 2026") {
  for_every_day([](std::size_t i, std::int64_t second) {
    INFO(days()[i].number << " + " << second << " s");
    const ch::Event event = event_on(i, second);
    REQUIRE(same_day(event).at.ms == end_ms(i));
    for (const int n : {0, 1, 2, 7, 15, 30, 90}) REQUIRE(within_days(event, n).at.ms == end_ms(i + static_cast<std::size_t>(n)));
    for (const int n : {0, 1, 2, 3, 4}) {
      REQUIRE(within_weeks(event, n).at.ms == end_ms(i + 7 * static_cast<std::size_t>(n)));
      if (n == 0) continue;
      const ch::Deadline week = in_week(event, n);
      REQUIRE(week.from.ms == days()[i + 7 * static_cast<std::size_t>(n) - 6].begins * 1'000);
      REQUIRE(week.at.ms == end_ms(i + 7 * static_cast<std::size_t>(n)));
    }
    for (const int n : {1, 2, 3}) REQUIRE(within_months(event, n).at.ms == end_ms(a_month_on(i, n)));
    for (const int n : {0, 1, 24, 48, 72}) REQUIRE(within_hours(event, n).at.ms == event.at.ms + n * 3'600'000LL);
  });
}
