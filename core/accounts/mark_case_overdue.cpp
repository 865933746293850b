// mark_case_overdue: PRO-3. The clock says that a step's deadline has passed; the case keeps it in its history.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

Check preclaim(const MarkCaseOverdue& payload, ReadContext& context) {
  const auto late = context.rows.get<Case>(payload.process);
  const Procedure* procedure = late ? account_procedure(late->procedure) : nullptr;
  if (procedure == nullptr) return refused("unknown_case", "process");
  return may_advance(context.rows, *procedure, payload.process, overdue);
}

Result<Done> apply(const MarkCaseOverdue& payload, Context& context) {
  const auto late = context.rows.get<Case>(payload.process);
  advance(context, *account_procedure(late->procedure), payload.process, overdue, {});
  return Done{};
}

}  // namespace

Command mark_case_overdue_command() { return command<MarkCaseOverdue>("mark_case_overdue", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
