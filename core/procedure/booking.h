// Money that a bank moved, booked for the bank's day where that is still possible (LED-2, LED-10).
#pragma once

#include "engine/context.h"

namespace ch {

// For `day`; where its period is closed, or a book would have been below its floor since, for today.
Check post_for(Context& context, Entry entry, Date day);

}  // namespace ch
