#include "api/written.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ch {

namespace {

constexpr std::string_view minus = "\xE2\x88\x92";
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string grouped(std::string number) {
  const bool negative = number.starts_with('-');
  if (negative) number.erase(0, 1);
  for (std::size_t at = std::min(number.find('.'), number.size()); at > 3; at -= 3) number.insert(at - 3, 1, ',');
  return negative ? number.insert(0, minus) : number;
}

bool has_clock(TimeForm form) { return form == TimeForm::date_time || form == TimeForm::short_time; }

}  // namespace

std::string written(Money amount) { return grouped(amount.text()); }

std::string written_count(std::int64_t count) { return grouped(std::to_string(count)); }

std::string written(Date day, Language language, TimeForm form) {
  const bool with_year = form == TimeForm::date || form == TimeForm::date_time;
  const std::string of_month = std::to_string(day.day());
  if (language == Language::en) {
    const std::string words = of_month + " " + months[static_cast<std::size_t>(day.month() - 1)];
    return with_year ? words + " " + std::to_string(day.year()) : words;
  }
  if (form == TimeForm::month_day) return std::to_string(day.month()) + "月" + of_month + "日";
  return with_year ? day.text() : day.text().substr(5);
}

std::string written(Instant at, Language language, TimeForm form) {
  const std::string words = written(business_date(at), language, form);
  return has_clock(form) ? words + " " + text(at).substr(11, 5) : words;
}

std::string written_end(Instant at, Language language, TimeForm form) {
  const Date day = business_date(at == first_instant ? at : at.plus_ms(-1));  // that it closes, if it is midnight
  // A last day may also be kept as its last millisecond (PRE-7).
  const bool closes = at == end_of(day) || at == end_of(day).plus_ms(-1);
  if (!closes) return written(at, language, form);
  const std::string words = written(day, language, form);
  return has_clock(form) ? words + " 24:00" : words;
}

}  // namespace ch
