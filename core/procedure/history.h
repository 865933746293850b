// The history of a case (PRO-4): its steps, and what happens beside them: written, claimed, passed on, moved.
#pragma once

#include "api/language.h"
#include "procedure/cases.h"

namespace ch {

// The newest event of the case, at the step where it is.
CaseEvent event_of(const Context& context, const Case& one, std::string_view what, std::string text);

// The caller puts the case.
void note(Context& context, Case& one, std::string_view what, std::string text);
// What its deadline ends is late, or, where nobody has to act, over.
Words words_of_overdue(const Step& step);
// What happened, in words: its transition's, and where no table has it ("claimed", "written") its own.
Words words_of_event(const Procedure& procedure, const CaseEvent& event);

}  // namespace ch
