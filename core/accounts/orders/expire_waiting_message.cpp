// PRE-13: the freeze did not come in time, so the message is a person's. Run by its timer.
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

Result<Done> apply(const ExpireWaitingMessage& payload, Context& context) {
  const auto waiting = context.rows.get<WaitingMessage>(payload.account, payload.order, payload.position);
  if (!waiting) return Done{};  // its freeze came, and stopped the timer in the same moment
  context.rows.erase<WaitingMessage>(payload.account, payload.order, payload.position);
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  --account.waiting;
  context.rows.put(account);
  const ExceptionId id = put_exception(context, {.account = waiting->account,
                                                 .party = waiting->party,
                                                 .order_no = waiting->order_no,
                                                 .kind = waiting->kind,
                                                 .amount = waiting->amount,
                                                 .code = "counterpart_missing",
                                                 .args = {"hours=" + std::to_string(context.policies.number("credit.waiting_hours"))},
                                                 .command = waiting->command.text()});
  return Done{{{"exception", std::to_string(id.value)}}};
}

}  // namespace

Command expire_waiting_message_command() { return command<ExpireWaitingMessage>("expire_waiting_message", {.apply = apply}); }

}  // namespace ch
