// PRE-13: its counterpart did not come in time, so the message is a person's. Run by its timer.
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

Result<Done> apply(const ExpireWaitingMessage& payload, Context& context) {
  const auto waiting = context.rows.get<WaitingMessage>(payload.account, payload.order, payload.position);
  if (!waiting) return Done{};  // its counterpart came, and stopped the timer in the same moment
  context.rows.erase<WaitingMessage>(payload.account, payload.order, payload.position);
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  --account.waiting;
  context.rows.put(account);
  // Its freeze may have come, and the settlement that a refund needs not.
  const auto order = context.rows.get<Order>(payload.account, payload.order);
  Check fit = order ? fits(*order, {waiting->account, waiting->order_no, waiting->kind, waiting->amount}) : Check{};
  const Refusal why =
      fit ? Refusal{.code = "counterpart_missing", .args = {{"hours", std::to_string(context.policies.number("credit.waiting_hours"))}}}
          : std::move(fit.error());
  const ExceptionId id = put_exception(context, {.account = waiting->account,
                                                 .party = waiting->party,
                                                 .order_no = waiting->order_no,
                                                 .kind = waiting->kind,
                                                 .amount = waiting->amount,
                                                 .code = why.code,
                                                 .args = texts_of(why.args),
                                                 .command = waiting->command.text()});
  return Done{{{"exception", std::to_string(id.value)}}};
}

}  // namespace

Command expire_waiting_message_command() { return command<ExpireWaitingMessage>("expire_waiting_message", {.apply = apply}); }

}  // namespace ch
