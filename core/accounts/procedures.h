// The procedures of chapter 03, each a table in a file of its own that reads like the manual's flow chart (PRO-1).
#pragma once

#include "procedure/cases.h"

namespace ch {

const Procedure& account_opening_procedure();
const Procedure& recharge_procedure();
const Procedure& withdrawal_procedure();
// What its case notes of money that was paid after all and is owed (PRE-20).
inline constexpr std::string_view still_owed = "still_owed";
const Procedure& campaign_procedure();
const Procedure& exception_procedure();

std::vector<const Procedure*> account_procedures();

// Takes the case on where there is one: what is older than migration 9 has none, and goes on without.
void move_on(Context& context, const Procedure& procedure, CaseId process, std::string_view on, std::string note = {});

}  // namespace ch
