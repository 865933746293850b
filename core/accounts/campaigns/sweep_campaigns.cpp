// PRE-16: every 20 minutes, while something is suspended. Run by its timer.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/commands.h"
#include "accounts/movements.h"

namespace ch {

namespace {

Result<Done> apply(const SweepCampaigns&, Context& context) {
  const auto with_suspended = context.rows.list<PrepaidAccount>({.index = "by_suspended", .from = key_of(std::int64_t{1})});
  for (PrepaidAccount account : with_suspended) {
    const std::int64_t before = account.suspended;
    resume_if_above(context, account, context.ledger.balance(account.id, Book::available));
    if (account.suspended != before) context.rows.put(account);
  }
  keep_sweeping(context);
  return Done{{{"looked_at", std::to_string(with_suspended.size())}}};
}

}  // namespace

Command sweep_campaigns_command() { return command<SweepCampaigns>("sweep_campaigns", {.apply = apply}); }

}  // namespace ch
