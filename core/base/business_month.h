#pragma once
// Business months, quarters and years of the p4p procedures. CON-6.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace ch {

constexpr std::int32_t default_closing_day = 10;

// A policy value: 1 to 28, or 31 for the last day of every month. 29 and 30 are refused, because with them
// two business months could begin in one civil month, and none in February.
constexpr bool valid_closing_day(std::int32_t day) { return (day >= 1 && day <= 28) || day == 31; }

// From the day after one closing day to the next; it bears the name of the month in which it ends.
struct BusinessMonth {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t closing_day = default_closing_day;

  auto operator<=>(const BusinessMonth&) const = default;

  // Nothing where the closing day or the name is out of range.
  static std::optional<BusinessMonth> named(std::int32_t year, std::int32_t month, std::int32_t closing_day = default_closing_day);
  static std::optional<BusinessMonth> parse(std::string_view text,  // "2026-02"
                                            std::int32_t closing_day = default_closing_day);
  std::string text() const;

  Date first_day() const;
  Date last_day() const;
  Instant starts() const;  // 00:00 of the first day
  Instant ends() const;    // 24:00 of the last day
  bool contains(Date d) const { return first_day() <= d && d <= last_day(); }
  BusinessMonth plus(std::int32_t months) const;
};

// A quarter or a year, as its first and last business month.
struct BusinessPeriod {
  BusinessMonth first;
  BusinessMonth last;

  auto operator<=>(const BusinessPeriod&) const = default;
  Date first_day() const { return first.first_day(); }
  Date last_day() const { return last.last_day(); }
};

// Throws std::invalid_argument where the closing day is not valid: policies check it before.
BusinessMonth business_month(Date d, std::int32_t closing_day = default_closing_day);

// The business year is that in which the month begins: 11 January 2026 to 10 January 2027 is 2026.
std::int32_t business_year(const BusinessMonth& m);
std::int32_t business_quarter(const BusinessMonth& m);  // 1 to 4
BusinessPeriod quarter_of(const BusinessMonth& m);
BusinessPeriod year_of(const BusinessMonth& m);

}  // namespace ch
