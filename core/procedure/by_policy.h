// RSK-13: who begins a procedure and what its first form asks for, where a pack says so.
//
//   promo.penalty_cpt.initiator = "risk_supervisor"
//   promo.penalty_cpt.form      = "rule evidence amount? detail?"      of the table's questions; with ? it may be left out
#pragma once

#include "procedure/cases.h"

namespace ch {

// Of the table where its pack lacks them, being older. Refusal policy_unusable: a value names no such role or question.
Result<std::vector<Role>> who_begins(const Policies& policies, const Procedure& procedure);
Result<std::vector<Question>> first_form(const Policies& policies, const Procedure& procedure);

// The names of the two values, and whether such values could be used: for a pack that is being loaded.
std::string initiator_policy(const Procedure& procedure);
std::string form_policy(const Procedure& procedure);
Check initiator_fits(const Procedure& procedure, std::string_view value);
Check form_fits(const Procedure& procedure, std::string_view value);

}  // namespace ch
