// A procedure's part in a pack (CON-10): the values, words and people that its table asks for.
#pragma once

#include "procedure/cases.h"

namespace ch {

// Refusals pack_not_loaded, and pack_lacks: it was loaded before a later program asked for more.
Check pack_has_all(const Policies& policies, const Procedures& procedures, const Procedure& procedure);
Check pack_has_message(const Policies& policies, const Procedure& procedure, const Effect& effect);
bool pack_is_loaded(const Policies& policies, const Procedure& procedure);
// CON-8: the pack's prefix and the next number.
std::string next_case_number(Context& context, const Procedure& procedure);

}  // namespace ch
