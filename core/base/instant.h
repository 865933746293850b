#pragma once
// Instant (UTC milliseconds) and Date (a civil day in Asia/Shanghai), and the way between them. CON-3.
#include <compare>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace ch {

// An internal error: arithmetic left the accepted range. Input is checked before (parse, accepted).
struct TimeOutOfRange : std::exception {
  const char* what() const noexcept override { return "date or instant out of the accepted range"; }
};

struct Instant {
  std::int64_t ms = 0;  // since 1970-01-01T00:00Z

  auto operator<=>(const Instant&) const = default;

  Instant plus_ms(std::int64_t n) const;
  Instant plus_seconds(std::int64_t n) const;
  Instant plus_minutes(std::int64_t n) const;
  Instant plus_hours(std::int64_t n) const;

  // "2026-02-10T12:00:00.000+08:00"; seconds' fraction of 0 to 3 digits; 'Z' or any "+hh:mm" offset.
  // Outside the accepted range: nothing.
  static std::optional<Instant> parse(std::string_view text);
  // The same of any year, for whoever tells a time out of range from what is no time.
  static std::optional<Instant> parse_any_year(std::string_view text);
};

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::int64_t ms_per_day = 24 * ms_per_hour;
// China has kept +08:00 without summer time since 1992. Instants begin later, so the zone is this offset.
constexpr std::int64_t shanghai_offset_ms = 8 * ms_per_hour;

// 2000-01-01T00:00+08:00, and 24:00 of 2199-12-31: the instants that the business zone is asked about.
constexpr Instant first_instant{946'656'000'000};
constexpr Instant last_instant{7'258'089'600'000};
constexpr bool accepted(Instant t) { return first_instant <= t && t <= last_instant; }

std::string text(Instant t);  // always three decimals and +08:00

enum class Weekday : std::uint8_t { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

struct Date {
  std::int32_t days = 0;  // since 1970-01-01

  auto operator<=>(const Date&) const = default;

  // Years 1900 to 2199.
  static std::optional<Date> from_ymd(std::int32_t year, std::int32_t month, std::int32_t day);
  static std::optional<Date> from_number(std::int32_t yyyymmdd);
  static std::optional<Date> parse(std::string_view text);  // "2026-02-10"
  std::string text() const;

  std::int32_t year() const;
  std::int32_t month() const;   // 1 to 12
  std::int32_t day() const;     // 1 to 31
  std::int32_t number() const;  // 20260210
  Weekday weekday() const;

  Date plus_days(std::int64_t n) const;
  Date plus_months(std::int64_t n) const;  // the same day, or that month's last
  Date first_of_month() const;
  Date last_of_month() const;
};

constexpr std::int64_t days_between(Date from, Date to) { return std::int64_t{to.days} - from.days; }
std::int32_t days_in_month(std::int32_t year, std::int32_t month);

// These three throw TimeOutOfRange outside the accepted instants.
Date business_date(Instant t);
Instant start_of(Date d);  // 00:00
Instant end_of(Date d);    // 24:00, which is 00:00 of the next day
Instant at_time(Date d, std::int32_t hour, std::int32_t minute = 0);

}  // namespace ch
