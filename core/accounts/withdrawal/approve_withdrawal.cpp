// approve_withdrawal: PRE-20. By somebody else than who filed it (CON-11).
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

Check preclaim(const ApproveWithdrawal& payload, ReadContext& context) {
  CH_TRY(may_step(context.rows, payload.withdrawal, "approve"));
  if (context.rows.get<Withdrawal>(payload.withdrawal)->requested_by == context.actor.user) return refused("four_eyes", "withdrawal");
  return {};
}

Result<Done> apply(const ApproveWithdrawal& payload, Context& context) {
  Withdrawal withdrawal = *context.rows.get<Withdrawal>(payload.withdrawal);
  advance(context, withdrawal_procedure(), withdrawal.process, "approve", {});
  withdrawal.state = WithdrawalState::approved;
  withdrawal.approved_by = context.actor.user;
  context.rows.put(withdrawal);
  return Done{};
}

}  // namespace

Command approve_withdrawal_command() { return command<ApproveWithdrawal>("approve_withdrawal", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
