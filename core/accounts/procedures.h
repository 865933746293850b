// The procedures of chapter 03, each a table in a file of its own that reads like the manual's flow chart (PRO-1).
#pragma once

#include "procedure/procedure.h"

namespace ch {

const Procedure& recharge_procedure();
const Procedure& withdrawal_procedure();

std::span<const Procedure* const> account_procedures();
// Null where there is none of that id.
const Procedure* account_procedure(std::string_view id);

}  // namespace ch
