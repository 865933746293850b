// PRE-10, PRE-9: returned before receipt, wholly or in part.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

OrderMessage message_of(const ReleaseOrder& payload) { return {payload.account, payload.order, OrderMessageKind::release, payload.amount}; }

Check preflight(const ReleaseOrder& payload) {
  CH_TRY(text_fits(payload.order, "order", order_number_max));
  return payload.amount ? amount_fits(*payload.amount) : Check{};
}

Check preclaim(const ReleaseOrder& payload, ReadContext& context) { return may_apply(context, message_of(payload)); }

Result<Done> apply(const ReleaseOrder& payload, Context& context) { return apply_or_wait(context, message_of(payload)); }

std::optional<FollowUp> when_refused(const ReleaseOrder& payload, const Refusal& refusal, const Uuid& command) {
  return exception_follow_up({payload.account,
                              OrderMessageKind::release,
                              payload.order,
                              {},
                              payload.amount,
                              refusal.code,
                              texts_of(refusal.args),
                              command.text()});
}

void reads(const ReleaseOrder& payload, ReadAhead& ahead) { reads_of(payload.account, payload.order, ahead); }

}  // namespace

Command release_order_command() {
  return command<ReleaseOrder>(
      "release_order", {.preflight = preflight, .preclaim = preclaim, .apply = apply, .when_refused = when_refused, .reads = reads});
}

}  // namespace ch
