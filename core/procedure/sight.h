// Who sees a case (CON-11): an outside user his own company's, of the staff whoever's role its procedure's table names, and whoever has had
// it in hand himself. Auditors and administrators see all.
#pragma once

#include <set>

#include "procedure/cases.h"

namespace ch {

// All that the table names: who may act, answers, is told, is the superior of whoever is late, or may begin what is about such a case.
std::set<Role> roles_named(const Procedure& procedure, std::span<const Procedure* const> all);

bool sees(ReadContext& context, const Case& one);
// Every case of it, and so what they come to together.
bool sees_all_of(ReadContext& context, const Procedure& procedure);
// Refusal not_allowed, as for another company's. `asked`: the command or query.
Check may_see(ReadContext& context, const Case& one, std::string_view asked);

}  // namespace ch
