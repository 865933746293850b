// PRE-8, PRE-13: a person has the message applied again. Where it is refused again, the exception stays open.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

FreezeOrder freeze_of(const OrderException& exception) {
  return {exception.account, exception.order_no, exception.campaign.value_or(CampaignId{}), exception.amount.value_or(Money{})};
}

OrderMessage message_of(const OrderException& exception) {
  return {exception.account, exception.order_no, exception.kind, exception.amount};
}

Check preclaim(const RetryException& payload, ReadContext& context) {
  const auto exception = context.rows.get<OrderException>(payload.exception);
  if (!exception) return refused("unknown_exception", "exception");
  if (exception->state != ExceptionState::open) return refused("exception_not_open", "exception");
  if (exception->kind == OrderMessageKind::freeze) return may_freeze(context, freeze_of(*exception));
  CH_TRY(may_apply(context, message_of(*exception)));
  // It has waited once; to wait again would only hide it from the person who looks after it.
  if (!context.rows.get<Order>(exception->account, exception->order_no))
    return refused("unknown_order", "order", {{"order", exception->order_no}});
  return {};
}

Result<Done> apply(const RetryException& payload, Context& context) {
  OrderException exception = *context.rows.get<OrderException>(payload.exception);
  auto done =
      exception.kind == OrderMessageKind::freeze ? freeze(context, freeze_of(exception)) : apply_or_wait(context, message_of(exception));
  if (!done) return done;
  exception.state = ExceptionState::retried;
  context.rows.put(exception);
  move_on(context, exception_procedure(), exception.process, "retry");
  return done;
}

}  // namespace

Command retry_exception_command() { return command<RetryException>("retry_exception", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
