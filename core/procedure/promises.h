// RSK-11: an answer within hours to what the other side has written, kept, broken or handed on.
#pragma once

#include "procedure/cases.h"

namespace ch {

// Somebody has written on the case: the other side starts the promise, the team answers it.
void written_on(Context& context, const Procedure& procedure, Case& one);
void hand_on(Context& context, Case& one);
void break_promise(Context& context, Case& one);
// The case is over.
void end_promise(Context& context, Case& one);

}  // namespace ch
