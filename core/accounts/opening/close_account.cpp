// close_account: PRE-3. Balance zero, nothing frozen, nothing owed; and nothing under way that could bring money in again.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

PartyId party(const CloseAccount& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check no_campaign_left(Reader& rows, AccountId account) {
  Check left;
  rows.scan<Campaign>(Scan{.index = "by_account", .prefix = key_of(account), .limit = 1}, [&](const Campaign& first) {
    // By state, and ended is the last of them.
    if (first.state != CampaignState::ended) left = refused("closing_campaign_open", "account", {{"title", first.title}});
    return false;
  });
  return left;
}

Check preclaim(const CloseAccount& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  CH_TRY(account);
  CH_TRY(not_closed(*account, context.policies));
  const auto balance = [&](Book book) { return balance_of(context.rows, payload.account, book); };
  if (const Money owed = balance(Book::owed); owed.positive()) return refused("owed_open", "account", {{"owed", owed.text()}});
  const Money available = balance(Book::available), frozen = balance(Book::frozen), withdrawing = balance(Book::withdrawal_in_progress);
  if (!available.is_zero() || !frozen.is_zero() || !withdrawing.is_zero())
    return refused("closing_money_left", "account",
                   {{"available", available.text()}, {"frozen", frozen.text()}, {"withdrawing", withdrawing.text()}});
  if (const auto pending = some_pending_recharge(context.rows, account->party))
    return refused("closing_recharge_open", "account", {{"number", number_of(context.policies, "recharge", pending->id.value)}});
  return no_campaign_left(context.rows, payload.account);
}

Result<Done> apply(const CloseAccount& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  // Of an active one the opening is over.
  if (account.state != AccountState::active) move_on(context, account_opening_procedure(), account.process, "close");
  account.state = AccountState::closed;
  account.low = false;  // nothing is low any more, so no alert is repeated
  if (account.alert_timer) context.stop_timer(TimerId{*account.alert_timer});
  account.alert_timer.reset();
  context.rows.put(account);
  return Done{};
}

}  // namespace

Command close_account_command() { return command<CloseAccount>("close_account", {.party = party, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
