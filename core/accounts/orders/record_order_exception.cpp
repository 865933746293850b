// PRE-8, PRE-13: an order message that was refused or failed becomes a person's exception. Run by the engine, after the refusal.
#include "accounts/commands.h"
#include "accounts/orders/order_steps.h"

namespace ch {

namespace {

Result<Done> apply(const RecordOrderException& payload, Context& context) {
  // The account may be the very thing that was wrong; then the exception is the platform's own.
  const auto account = context.rows.get<PrepaidAccount>(payload.account);
  const ExceptionId id = put_exception(context, {.account = payload.account,
                                                 .party = account ? account->party : PartyId{},
                                                 .order_no = payload.order,
                                                 .kind = payload.kind,
                                                 .campaign = payload.campaign,
                                                 .amount = payload.amount,
                                                 .code = payload.code,
                                                 .args = payload.args,
                                                 .command = payload.command});
  return Done{{{"exception", std::to_string(id.value)}}};
}

}  // namespace

Command record_order_exception_command() { return command<RecordOrderException>("record_order_exception", {.apply = apply}); }

}  // namespace ch
