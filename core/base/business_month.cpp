// Business months by their closing day. CON-6.
#include "base/business_month.h"

#include <algorithm>
#include <stdexcept>

#include "base/digits.h"

namespace ch {
namespace {

Date closing_date(std::int32_t year, std::int32_t month, std::int32_t closing_day) {
  const auto date = Date::from_ymd(year, month, std::min(closing_day, days_in_month(year, month)));
  if (!date) throw TimeOutOfRange{};
  return *date;
}

// The year and quarter go by the civil month in which the business month begins.
BusinessMonth beginning_in(std::int32_t year, std::int32_t month, std::int32_t closing_day) {
  return business_month(closing_date(year, month, 31), closing_day);
}

}  // namespace

std::optional<BusinessMonth> BusinessMonth::named(std::int32_t year, std::int32_t month, std::int32_t closing_day) {
  // A month earlier must have a closing day too, so the first and last year of dates are not named.
  if (year < 1901 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  if (!valid_closing_day(closing_day)) return std::nullopt;
  return BusinessMonth{year, month, closing_day};
}

std::optional<BusinessMonth> BusinessMonth::parse(std::string_view text, std::int32_t closing_day) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = digits::read(text.substr(0, 4));
  const auto month = digits::read(text.substr(5));
  if (!year || !month) return std::nullopt;
  return named(static_cast<std::int32_t>(*year), static_cast<std::int32_t>(*month), closing_day);
}

std::string BusinessMonth::text() const {
  std::string out;
  digits::append_padded(out, year, 4);
  out.push_back('-');
  digits::append_padded(out, month, 2);
  return out;
}

Date BusinessMonth::first_day() const { return plus(-1).last_day().plus_days(1); }
Date BusinessMonth::last_day() const { return closing_date(year, month, closing_day); }
Instant BusinessMonth::starts() const { return start_of(first_day()); }
Instant BusinessMonth::ends() const { return end_of(last_day()); }

BusinessMonth BusinessMonth::plus(std::int32_t months) const {
  const std::int64_t sum = std::int64_t{year} * 12 + month - 1 + months;
  if (sum < 1900 * 12 || sum >= 2200 * 12) throw TimeOutOfRange{};
  return {static_cast<std::int32_t>(sum / 12), static_cast<std::int32_t>(sum % 12 + 1), closing_day};
}

BusinessMonth business_month(Date d, std::int32_t closing_day) {
  if (!valid_closing_day(closing_day)) throw std::invalid_argument("business_month: closing day");
  const BusinessMonth same{d.year(), d.month(), closing_day};
  return d <= same.last_day() ? same : same.plus(1);
}

std::int32_t business_year(const BusinessMonth& m) { return m.first_day().year(); }
std::int32_t business_quarter(const BusinessMonth& m) { return (m.first_day().month() - 1) / 3 + 1; }

BusinessPeriod quarter_of(const BusinessMonth& m) {
  const Date begins = m.first_day();
  const std::int32_t first_month = (begins.month() - 1) / 3 * 3 + 1;
  const BusinessMonth first = beginning_in(begins.year(), first_month, m.closing_day);
  return {first, first.plus(2)};
}

BusinessPeriod year_of(const BusinessMonth& m) {
  const BusinessMonth first = beginning_in(business_year(m), 1, m.closing_day);
  return {first, first.plus(11)};
}

}  // namespace ch
