// unblock_account: PRE-3. The reason stands in the journal beside who did it.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

Check preflight(const UnblockAccount& payload) { return text_fits(payload.reason, "reason", 200); }

Check preclaim(const UnblockAccount& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  if (!account->blocked) return refused("not_blocked", "account");
  return {};
}

Result<Done> apply(const UnblockAccount& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  account.blocked = false;
  account.blocked_reason.clear();
  context.rows.put(account);
  return Done{};
}

}  // namespace

Command unblock_account_command() {
  return command<UnblockAccount>("unblock_account", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
