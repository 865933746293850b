// block_account: PRE-3. No enrolment and no withdrawal until staff unblocks it; recharges and orders under way go on.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

Check preflight(const BlockAccount& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const BlockAccount& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  if (account->blocked) return refused("already_blocked", "account");
  return {};
}

Result<Done> apply(const BlockAccount& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  account.blocked = true;
  account.blocked_reason = payload.reason;
  context.rows.put(account);
  return Done{};
}

}  // namespace

Command block_account_command() {
  return command<BlockAccount>("block_account", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
