// For which day money that the bank moved is booked (LED-2, LED-10): the bank's, so that the books of each day agree with its statement.
#pragma once

#include "engine/context.h"

namespace ch {

// LED-2: a bank books nothing for a day to come, nor longer ago than anything may be booked for. One that is not said fits.
Check booked_fits(const std::optional<Date>& booked, Date today);

// Today where the bank's day is not said, its period is closed, or the ledger refuses it otherwise: one of the books that
// shrink had less on a day since (LED-3).
Date bank_day(Context& context, const std::optional<Date>& booked, std::span<const Leg> legs);

}  // namespace ch
