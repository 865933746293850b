// Amounts and times as people of each language read them. Amounts stay text from end to end: no floating point (CON-1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/texts/texts.h"

namespace ch::web {

// "1234567.80" -> "1,234,567.80"; a minus becomes U+2212. Anything that is no amount comes back as it is.
[[nodiscard]] std::string money(std::string_view amount);

// With a sign always, for income and expense (PRE-22): "+150.00", "−1,200.00", and "0.00" without.
[[nodiscard]] std::string signed_money(std::string_view amount);

// -1, 0 or 1.
[[nodiscard]] int sign_of(std::string_view amount);

// What a person typed as an amount, made canonical ("3，000.5 " -> "3000.50"); empty if it is none.
[[nodiscard]] std::string parse_money(std::string_view typed);

enum class TimeForm : unsigned char { date, date_time, short_time, month_day };

// An instant (UTC milliseconds) in the business zone, Asia/Shanghai (CON-3).
[[nodiscard]] std::string instant(std::int64_t utc_ms, TimeForm form = TimeForm::date_time);

// A civil date "2026-11-21" as usual in the language.
[[nodiscard]] std::string date(std::string_view iso, TimeForm form = TimeForm::date);

struct CivilTime {
  int year, month, day, hour, minute, second;
};
[[nodiscard]] CivilTime civil(std::int64_t utc_ms);

// What the core says in a sentence, with its amounts, days and instants as people read them.
[[nodiscard]] std::string readable(std::string_view sentence);

// "7.0 MB": of 1,024, with one decimal from MB on.
[[nodiscard]] std::string bytes(std::int64_t n);

[[nodiscard]] std::string count(std::int64_t n);  // 12,345

}  // namespace ch::web
