// Money that a bank moved, booked for the bank's day where that is still possible (LED-2, LED-10).
#pragma once

#include "procedure/cases.h"

namespace ch {

// For `day`; where its period is closed, or a book would have been below its floor since, for today.
Check post_for(Context& context, Entry entry, Date day);

// Is the day that was answered under this name one on which the bank can have moved it: not to come, and not before `earliest`? Where
// nothing was answered it is. Refusal paid_on_impossible.
Check bank_day_fits(ReadContext& context, const Case& one, std::string_view name, std::optional<Date> earliest = std::nullopt);

}  // namespace ch
