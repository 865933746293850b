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

// Is what waits for the one who asks the answer that his role promised, before anything that he is to do at the step?
bool waits_for_answer_of(ReadContext& context, const Case& one);
// Its place in the inbox: by the deadline, or by the time of the promise, which is a task of whoever made it, wherever the case stands.
void place_in_inbox(const Procedure& procedure, Case& one);
// The same for the one who asks: while an answer is promised only the side that promised it goes by it.
Instant place_for(ReadContext& context, const Case& one);

}  // namespace ch
