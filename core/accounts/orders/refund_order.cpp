// PRE-12: returned after completion.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

OrderMessage message_of(const RefundOrder& payload) { return {payload.account, payload.order, OrderMessageKind::refund, payload.amount}; }

Check preflight(const RefundOrder& payload) {
  CH_TRY(text_fits(payload.order, "order", order_number_max));
  return amount_fits(payload.amount);
}

Check preclaim(const RefundOrder& payload, ReadContext& context) { return may_apply(context, message_of(payload)); }

Result<Done> apply(const RefundOrder& payload, Context& context) { return apply_or_wait(context, message_of(payload)); }

std::optional<FollowUp> when_refused(const RefundOrder& payload, const Refusal& refusal, const Uuid& command) {
  return exception_follow_up(
      {payload.account, OrderMessageKind::refund, payload.order, {}, payload.amount, refusal.code, texts_of(refusal.args), command.text()});
}

void reads(const RefundOrder& payload, ReadAhead& ahead) { reads_of(payload.account, payload.order, ahead); }

}  // namespace

Command refund_order_command() {
  return command<RefundOrder>("refund_order",
                              {.preflight = preflight, .preclaim = preclaim, .apply = apply, .when_refused = when_refused, .reads = reads});
}

}  // namespace ch
