// The history of a case (PRO-4): its steps, and what happens beside them: written, claimed, passed on, moved.
#pragma once

#include "procedure/cases.h"

namespace ch {

// The newest event of the case, at the step where it is.
CaseEvent event_of(const Context& context, const Case& one, std::string_view what, std::string text);

// The caller puts the case.
void note(Context& context, Case& one, std::string_view what, std::string text);
// Its words, where no table has them: "claimed", "written".
struct Happening {
  std::string_view zh, en;
};
Happening words_of_happening(std::string_view what);

}  // namespace ch
