// Amounts and days of views, which are text, as the core writes them for people, in the language in use (WEB-1); and amounts as
// people type them. No floating point anywhere (CON-1).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "api/written.h"
#include "web/texts/texts.h"

namespace ch::web {

// "1234567.80" -> "1,234,567.80". Anything that is no amount comes back as it is.
[[nodiscard]] std::string money(std::string_view amount);

// With a sign always, for income and expense (PRE-22): "+150.00", "−1,200.00", and "0.00" without.
[[nodiscard]] std::string signed_money(std::string_view amount);

// -1, 0 or 1.
[[nodiscard]] int sign_of(std::string_view amount);

// What a person typed as an amount, made canonical ("3，000.5 " -> "3000.50"); empty if it is none, and why. Separators part the figures
// in threes or not at all: read in any other way, "1,50" and two cells pasted at once would be larger sums than anybody meant.
enum class MoneyFault : std::uint8_t { none, no_amount, groups, decimals, several, too_large };
struct TypedMoney {
  std::string amount;
  MoneyFault fault = MoneyFault::none;
};
[[nodiscard]] TypedMoney parse_money(std::string_view typed);

// A bank account number as its bare digits, where it was typed in groups or in full width; anything else comes back as it is.
[[nodiscard]] std::string bare_digits(std::string_view typed);

// A day "2026-11-21" and an instant "2026-02-10T12:00:00.000+08:00" as usual in the language; anything else comes back as it is.
[[nodiscard]] std::string date(std::string_view iso, TimeForm form = TimeForm::date);
[[nodiscard]] std::string when(std::string_view instant, TimeForm form = TimeForm::short_time);
// Whether it is a day that can be meant here: of the years 2000 to 2199.
[[nodiscard]] bool is_day(std::string_view iso);
// An end or a deadline: midnight is 24:00 of the day that it closes.
[[nodiscard]] std::string until(std::string_view instant, TimeForm form = TimeForm::short_time);

// "7.0 MB": of 1,024, with one decimal from MB on.
[[nodiscard]] std::string bytes(std::int64_t n);

// Words as the name of a file: without what some system does not allow in one.
[[nodiscard]] std::string file_name(std::string_view words);

[[nodiscard]] std::string count(std::int64_t n);  // 12,345

}  // namespace ch::web
