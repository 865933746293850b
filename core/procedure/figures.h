// Figures of procedures (PRO-9), kept as cases move: how many, how long, how many in time, and why they ended otherwise.
#pragma once

#include "procedure/cases.h"

namespace ch {

void note_step(Context& context, const Case& left, std::string_view step, bool late);
void note_entered(Context& context, const Procedure& procedure, const Case& one);
// "promised", "kept", "broken", "handed_on" (RSK-11).
void count(Context& context, std::string_view procedure, const std::string& what);

}  // namespace ch
