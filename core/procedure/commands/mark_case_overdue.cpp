// mark_case_overdue: PRO-3. The clock says that a step's deadline has passed; what then happens stands in the procedure's table.
#include "api/codes.h"
#include "procedure/cases.h"
#include "procedure/commands.h"

namespace ch {

namespace {

Result<Done> apply(const MarkCaseOverdue& payload, Context& context) {
  CH_TRY(happen(context, payload.process, overdue, {}));
  return Done{};
}

}  // namespace

Command mark_case_overdue_command() { return command<MarkCaseOverdue>("mark_case_overdue", {.apply = apply}); }

}  // namespace ch
