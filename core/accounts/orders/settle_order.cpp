// PRE-11: completed, so what is held becomes the platform's.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

OrderMessage message_of(const SettleOrder& payload) { return {payload.account, payload.order, OrderMessageKind::settle, {}}; }

Check preflight(const SettleOrder& payload) { return text_fits(payload.order, "order", order_number_max); }

Check preclaim(const SettleOrder& payload, ReadContext& context) { return may_apply(context, message_of(payload)); }

Result<Done> apply(const SettleOrder& payload, Context& context) { return apply_or_wait(context, message_of(payload)); }

std::optional<FollowUp> when_refused(const SettleOrder& payload, const Refusal& refusal, const Uuid& command) {
  return exception_follow_up(
      {payload.account, OrderMessageKind::settle, payload.order, {}, {}, refusal.code, texts_of(refusal.args), command.text()});
}

void reads(const SettleOrder& payload, ReadAhead& ahead) { reads_of(payload.account, payload.order, ahead); }

}  // namespace

Command settle_order_command() {
  return command<SettleOrder>("settle_order",
                              {.preflight = preflight, .preclaim = preclaim, .apply = apply, .when_refused = when_refused, .reads = reads});
}

}  // namespace ch
