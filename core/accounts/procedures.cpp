#include "accounts/procedures.h"

namespace ch {

std::vector<const Procedure*> account_procedures() { return {&recharge_procedure(), &withdrawal_procedure()}; }

}  // namespace ch
