// PRE-17: again every 6 hours while available stays below the alert value. Run by its timer.
#include "accounts/commands.h"
#include "accounts/movements.h"

namespace ch {

namespace {

Result<Done> apply(const RepeatLowBalanceAlert& payload, Context& context) {
  const auto kept = context.rows.get<PrepaidAccount>(payload.account);
  if (!kept || !kept->low) return Done{};
  PrepaidAccount account = *kept;
  account.alert_timer.reset();
  alert_low_balance(context, account, context.ledger.balance(account.id, Book::available));
  context.rows.put(account);
  return Done{};
}

}  // namespace

Command repeat_low_balance_alert_command() { return command<RepeatLowBalanceAlert>("repeat_low_balance_alert", {.apply = apply}); }

}  // namespace ch
