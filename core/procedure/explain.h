// Deadlines in words (CON-5).
#pragma once

#include <string>
#include <string_view>

#include "api/language.h"
#include "base/deadline.h"

namespace ch {

// "3 working days"
std::string counted(DeadlineForm form, std::int64_t count, Language language);
// "3 working days, 1 to 7 October skipped"; "1 month, from 2 March (Paid on)", where it counts from a day that was answered.
std::string explained(const Deadline& deadline, Language language, std::string_view day_answered = {});
// By which calendar it was set (CON-4): the last year whose holidays were known then.
std::string calendar_words(std::int64_t last_year, Language language);

}  // namespace ch
