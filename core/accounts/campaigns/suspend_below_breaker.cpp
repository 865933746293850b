// suspend_below_breaker: PRE-14. While available is below the breaker value no campaign runs; so on the day on which another default comes
// into force every account is looked at, and not only where its next movement happens to be. What may resume, the sweep resumes.
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/records.h"

namespace ch {

namespace {

Result<Done> apply(const SuspendBelowBreaker&, Context& context) {
  std::vector<PrepaidAccount> live;
  context.rows.scan<PrepaidAccount>({}, [&](const PrepaidAccount& account) {
    if (account.live_campaigns > 0) live.push_back(account);
    return true;
  });
  std::int64_t below = 0;
  for (PrepaidAccount& account : live) {
    if (context.ledger.balance(account.id, Book::available) >= breaker_value(account, context.policies)) continue;
    after_movement(context, account, false);
    ++below;
  }
  return Done{{{"accounts", std::to_string(below)}}};
}

}  // namespace

Command suspend_below_breaker_command() { return command<SuspendBelowBreaker>("suspend_below_breaker", {.apply = apply}); }

}  // namespace ch
