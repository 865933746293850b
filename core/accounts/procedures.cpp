#include "accounts/procedures.h"

#include "base/fault.h"

namespace ch {

std::vector<const Procedure*> account_procedures() {
  return {&account_opening_procedure(), &recharge_procedure(), &withdrawal_procedure(), &campaign_procedure(), &exception_procedure()};
}

void move_on(Context& context, const Procedure& procedure, CaseId process, std::string_view on, std::string note) {
  if (!process) return;
  require(may_advance(context.rows, procedure, process, on).has_value(), "PRO-1: a record and its case stand at the same step");
  advance(context, procedure, process, on, std::move(note));
}

}  // namespace ch
