// Civil dates and instants of the business zone. CON-3.
#include "base/instant.h"

#include <algorithm>
#include <array>

#include "base/digits.h"

namespace ch {
namespace {

struct Civil {
  std::int32_t year;
  std::int32_t month;
  std::int32_t day;
};

// The proleptic Gregorian calendar by eras of 400 years that begin on 1 March, so that the leap day is the
// last of its year and no table is needed.
constexpr std::int32_t days_from_civil(Civil c) {
  const std::int32_t y = c.month <= 2 ? c.year - 1 : c.year;
  const std::int32_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int32_t year_of_era = y - era * 400;
  const std::int32_t shifted = c.month > 2 ? c.month - 3 : c.month + 9;
  const std::int32_t day_of_year = (153 * shifted + 2) / 5 + c.day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr Civil civil_from_days(std::int32_t days) {
  const std::int32_t z = days + 719'468;
  const std::int32_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int32_t day_of_era = z - era * 146'097;
  const std::int32_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t shifted = (5 * day_of_year + 2) / 153;
  const std::int32_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
  const std::int32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr std::int32_t first_year = 1900;
constexpr std::int32_t last_year = 2199;
constexpr std::int32_t first_days = days_from_civil({first_year, 1, 1});
constexpr std::int32_t last_days = days_from_civil({last_year, 12, 31});

Instant checked_sum(Instant t, std::int64_t count, std::int64_t unit) {
  std::int64_t span = 0;
  std::int64_t ms = 0;
  if (__builtin_mul_overflow(count, unit, &span) || __builtin_add_overflow(t.ms, span, &ms)) {
    throw TimeOutOfRange{};
  }
  return {ms};
}

Instant in_range(Instant t) {
  if (!accepted(t)) throw TimeOutOfRange{};
  return t;
}

// Takes a number of exactly that many digits off the front.
std::optional<std::int32_t> take(std::string_view& rest, std::size_t width) {
  const auto value = rest.size() < width ? std::nullopt : digits::read(rest.substr(0, width));
  if (!value) return std::nullopt;
  rest.remove_prefix(width);
  return static_cast<std::int32_t>(*value);
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

// A civil date of any four-digit year.
std::optional<Civil> take_civil(std::string_view& rest) {
  const auto year = take(rest, std::size_t{4});
  if (!year || !take(rest, '-')) return std::nullopt;
  const auto month = take(rest, std::size_t{2});
  if (!month || *month < 1 || *month > 12 || !take(rest, '-')) return std::nullopt;
  const auto day = take(rest, std::size_t{2});
  if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return Civil{*year, *month, *day};
}

std::optional<std::int64_t> take_time_of_day(std::string_view& rest) {
  const auto hour = take(rest, std::size_t{2});
  if (!hour || *hour > 23 || !take(rest, ':')) return std::nullopt;
  const auto minute = take(rest, std::size_t{2});
  if (!minute || *minute > 59 || !take(rest, ':')) return std::nullopt;
  const auto second = take(rest, std::size_t{2});
  if (!second || *second > 59) return std::nullopt;

  std::int64_t ms = ((*hour * 60 + *minute) * 60 + *second) * std::int64_t{1'000};
  if (take(rest, '.')) {
    const std::size_t width = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (width < 1 || width > 3) return std::nullopt;
    constexpr std::array<std::int64_t, 4> scale{0, 100, 10, 1};
    ms += *take(rest, width) * scale[width];
  }
  return ms;
}

std::optional<std::int64_t> take_offset(std::string_view& rest) {
  if (take(rest, 'Z')) return 0;
  const bool west = rest.starts_with('-');
  if (!take(rest, '+') && !take(rest, '-')) return std::nullopt;
  const auto hour = take(rest, std::size_t{2});
  if (!hour || *hour > 14 || !take(rest, ':')) return std::nullopt;
  const auto minute = take(rest, std::size_t{2});
  if (!minute || *minute > 59) return std::nullopt;
  const std::int64_t ms = (*hour * 60 + *minute) * std::int64_t{60'000};
  return west ? -ms : ms;
}

}  // namespace

Instant Instant::plus_ms(std::int64_t n) const { return checked_sum(*this, n, 1); }
Instant Instant::plus_seconds(std::int64_t n) const { return checked_sum(*this, n, 1'000); }
Instant Instant::plus_minutes(std::int64_t n) const { return checked_sum(*this, n, 60'000); }
Instant Instant::plus_hours(std::int64_t n) const { return checked_sum(*this, n, ms_per_hour); }

std::optional<Instant> Instant::parse(std::string_view text) {
  const auto t = parse_any_year(text);
  return t && accepted(*t) ? t : std::nullopt;
}

std::optional<Instant> Instant::parse_any_year(std::string_view text) {
  const auto date = take_civil(text);
  if (!date) return std::nullopt;
  if (!take(text, 'T')) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant{days_from_civil(*date) * ms_per_day + *time - *offset};
}

std::string text(Instant t) {
  const Date date = business_date(t);
  const std::int64_t ms = t.ms + shanghai_offset_ms - date.days * ms_per_day;
  std::string out = date.text();
  out.push_back('T');
  digits::append_padded(out, ms / ms_per_hour, 2);
  out.push_back(':');
  digits::append_padded(out, ms / 60'000 % 60, 2);
  out.push_back(':');
  digits::append_padded(out, ms / 1'000 % 60, 2);
  out.push_back('.');
  digits::append_padded(out, ms % 1'000, 3);
  return out += "+08:00";
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  const Civil next = month == 12 ? Civil{year + 1, 1, 1} : Civil{year, month + 1, 1};
  return days_from_civil(next) - days_from_civil({year, month, 1});
}

std::optional<Date> Date::from_ymd(std::int32_t year, std::int32_t month, std::int32_t day) {
  if (year < first_year || year > last_year || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date{days_from_civil({year, month, day})};
}

std::optional<Date> Date::from_number(std::int32_t yyyymmdd) { return from_ymd(yyyymmdd / 10'000, yyyymmdd / 100 % 100, yyyymmdd % 100); }

std::optional<Date> Date::parse(std::string_view text) {
  const auto civil = take_civil(text);
  if (!civil || !text.empty()) return std::nullopt;
  return from_ymd(civil->year, civil->month, civil->day);
}

std::string Date::text() const {
  const Civil c = civil_from_days(days);
  std::string out;
  digits::append_padded(out, c.year, 4);
  out.push_back('-');
  digits::append_padded(out, c.month, 2);
  out.push_back('-');
  digits::append_padded(out, c.day, 2);
  return out;
}

std::int32_t Date::year() const { return civil_from_days(days).year; }
std::int32_t Date::month() const { return civil_from_days(days).month; }
std::int32_t Date::day() const { return civil_from_days(days).day; }

std::int32_t Date::number() const {
  const Civil c = civil_from_days(days);
  return c.year * 10'000 + c.month * 100 + c.day;
}

Weekday Date::weekday() const {
  // 1970-01-01 was a Thursday.
  const std::int32_t since_monday = ((days + 3) % 7 + 7) % 7;
  return static_cast<Weekday>(since_monday + 1);
}

Date Date::plus_days(std::int64_t n) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(std::int64_t{days}, n, &sum) || sum < first_days || sum > last_days) {
    throw TimeOutOfRange{};
  }
  return {static_cast<std::int32_t>(sum)};
}

Date Date::plus_months(std::int64_t n) const {
  const Civil c = civil_from_days(days);
  constexpr std::int64_t most = (last_year - first_year + 1) * 12;
  if (n < -most || n > most) throw TimeOutOfRange{};
  const auto months = static_cast<std::int32_t>(c.year * 12 + c.month - 1 + n);
  const std::int32_t year = months / 12;
  const std::int32_t month = months % 12 + 1;
  if (year < first_year || year > last_year) throw TimeOutOfRange{};
  return {days_from_civil({year, month, std::min(c.day, days_in_month(year, month))})};
}

Date Date::first_of_month() const { return {days - day() + 1}; }

Date Date::last_of_month() const {
  const Civil c = civil_from_days(days);
  return {days - c.day + days_in_month(c.year, c.month)};
}

Date business_date(Instant t) { return {static_cast<std::int32_t>((in_range(t).ms + shanghai_offset_ms) / ms_per_day)}; }

Instant start_of(Date d) { return in_range({d.days * ms_per_day - shanghai_offset_ms}); }

Instant end_of(Date d) { return in_range({(d.days + 1) * ms_per_day - shanghai_offset_ms}); }

Instant at_time(Date d, std::int32_t hour, std::int32_t minute) { return start_of(d).plus_minutes(hour * std::int64_t{60} + minute); }

}  // namespace ch
