// PRE-8, PRE-9, PRE-15: an order's fee is frozen, or owed.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

Check preflight(const FreezeOrder& message) {
  CH_TRY(text_fits(message.order, "order", order_number_max));
  return amount_fits(message.fee, "fee");
}

Check preclaim(const FreezeOrder& message, ReadContext& context) { return may_freeze(context, message); }

Result<Done> apply(const FreezeOrder& message, Context& context) { return freeze(context, message); }

std::optional<FollowUp> when_refused(const FreezeOrder& message, const Refusal& refusal, const Uuid& command) {
  return exception_follow_up({message.account, OrderMessageKind::freeze, message.order, message.campaign, message.fee, refusal.code,
                              texts_of(refusal.args), command.text()});
}

void reads(const FreezeOrder& message, ReadAhead& ahead) {
  reads_of(message.account, message.order, ahead);
  ahead.row<Campaign>(message.campaign);
}

}  // namespace

Command freeze_order_command() {
  return command<FreezeOrder>("freeze_order",
                              {.preflight = preflight, .preclaim = preclaim, .apply = apply, .when_refused = when_refused, .reads = reads});
}

}  // namespace ch
