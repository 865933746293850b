// The procedures of chapter 03, each a table in a file of its own that reads like the manual's flow chart (PRO-1).
#pragma once

#include "procedure/cases.h"

namespace ch {

const Procedure& recharge_procedure();
const Procedure& withdrawal_procedure();

std::vector<const Procedure*> account_procedures();

}  // namespace ch
