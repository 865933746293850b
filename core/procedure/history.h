// What happens on a case beside its steps: written, claimed, passed on, moved (PRO-4).
#pragma once

#include "procedure/cases.h"

namespace ch {

// The caller puts the case.
void note(Context& context, Case& one, std::string_view what, std::string text);
// Its words, where no table has them: "claimed", "written".
struct Happening {
  std::string_view zh, en;
};
Happening words_of_happening(std::string_view what);

}  // namespace ch
