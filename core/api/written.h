// How amounts, counts, days and times are written for people, in their language: the one place that does it (WEB-1).
#pragma once

#include <cstdint>
#include <string>

#include "api/language.h"
#include "base/instant.h"
#include "base/money.h"

namespace ch {

enum class TimeForm : std::uint8_t { date, date_time, short_time, month_day };

std::string written(Money amount);              // 1,234.50, and with a true minus −1,234.50
std::string written_count(std::int64_t count);  // 12,345

std::string written(Date day, Language language, TimeForm form = TimeForm::date);
// In the business zone (CON-3).
std::string written(Instant at, Language language, TimeForm form = TimeForm::date_time);
// An end: midnight, and the millisecond before it, is 24:00 of the day that it closes, not 00:00 of one that has no time left (CON-5).
std::string written_end(Instant at, Language language, TimeForm form = TimeForm::date_time);

}  // namespace ch
