// account: one prepaid account with all that its page shows of it (PRE-1 to PRE-3, PRE-14 to PRE-17).
#include <algorithm>

#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/movements.h"
#include "accounts/pending.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "base/text.h"

namespace ch {

namespace {

constexpr int looked_at = 100;  // of what could be many: campaigns, recharges, withdrawals

PartyId party(const AskAccount& ask, Reader& rows) { return owner_of(rows, ask.account); }

int urgency(const FundsRow& row) { return row.state == "failed" ? 0 : row.state == "in_suspense" ? 1 : 2; }

// PRE-21: the progress of each recharge and withdrawal that has not ended.
std::vector<FundsRow> under_way(ReadContext& context, const PrepaidAccount& account) {
  std::vector<FundsRow> found;
  for (const RechargeState state : {RechargeState::in_suspense, RechargeState::waiting}) {
    const Scan pending{.index = "by_party_state", .prefix = key_of(account.party, state), .limit = looked_at};
    for (const Recharge& one : context.rows.list<Recharge>(pending)) found.push_back(funds_row(context, one));
  }
  std::vector<Withdrawal> open;
  const auto all = static_cast<std::size_t>(std::min<std::int64_t>(account.open_withdrawals, looked_at));
  if (all > 0)
    context.rows.scan<Withdrawal>(Scan{.index = "by_account", .prefix = key_of(account.id), .descending = true},
                                  [&](const Withdrawal& one) {
                                    if (in_progress(one)) open.push_back(one);
                                    return open.size() < all;
                                  });
  for (const Withdrawal& one : open) found.push_back(funds_row(context, one));
  std::ranges::stable_sort(
      found, [](const FundsRow& a, const FundsRow& b) { return urgency(a) != urgency(b) ? urgency(a) < urgency(b) : b.at < a.at; });
  return found;
}

std::vector<ActionView> actions_of(ReadContext& context, const PrepaidAccount& account) {
  const Money least = context.policies.money("credit.recharge_minimum");
  const Money breaker = context.policies.money("credit.breaker_default");
  std::vector<ActionView> actions;
  add_action(actions, set_alerts_command(), SetAlerts{account.id, breaker, std::nullopt, {"a@example.com"}, {}}, context);
  add_action(actions, request_recharge_command(), RequestRecharge{account.id, least}, context);
  add_action(actions, request_withdrawal_command(), RequestWithdrawal{account.id, Money::fen(1)}, context);
  if (account.blocked)
    add_action(actions, unblock_account_command(), UnblockAccount{account.id, "—"}, context);
  else
    add_action(actions, block_account_command(), BlockAccount{account.id, "—"}, context);
  add_action(actions, close_account_command(), CloseAccount{account.id}, context);
  return actions;
}

void fill_contacts(AccountView& view, const ReadContext& context, const PrepaidAccount& account) {
  view.emails = account.emails;
  view.phones = account.phones;
  if (sees_unmasked(context.actor, account.party)) return;
  for (std::string& email : view.emails) email = masked_email(email);
  for (std::string& phone : view.phones) phone = masked(phone);
}

void count_things(AccountView& view, ReadContext& context, const PrepaidAccount& account) {
  context.rows.scan<Campaign>(Scan{.index = "by_account", .prefix = key_of(account.id, CampaignState::running), .limit = looked_at},
                              [&](const Campaign&) { return ++view.running_campaigns, true; });
  view.unread_notices = unread_notices(context.rows, account.id);
}

Result<AccountView> run(const AskAccount& ask, ReadContext& context) {
  const auto found = account_of(context.rows, ask.account);
  CH_TRY(found);
  const PrepaidAccount& account = *found;
  const AccountRow row = account_row(context, account);
  AccountView view{.account = row.account,
                   .party = row.party,
                   .number = row.number,
                   .name = row.name,
                   .supplier = row.supplier,
                   .state = row.state,
                   .blocked = row.blocked,
                   .blocked_reason = account.blocked_reason,
                   .available = row.available,
                   .frozen = row.frozen,
                   .owed = row.owed,
                   .withdrawing = row.withdrawing,
                   .open_holds = account.open_holds,
                   .owed_orders = account.owed_orders,
                   .open_withdrawals = account.open_withdrawals};
  view.alert_value = account.alert_value;
  view.breaker_value = breaker_value(account, context.policies);
  view.resume_value = resume_value(account, context.policies);
  view.hard_floor = context.policies.money("credit.hard_floor");
  view.breaker_default = context.policies.money("credit.breaker_default");
  view.recharge_minimum = context.policies.money("credit.recharge_minimum");
  view.alerts_set = account.state != AccountState::opened;
  view.suspended_campaigns = account.suspended;
  view.under_way = under_way(context, account);
  view.actions = actions_of(context, account);
  fill_contacts(view, context, account);
  count_things(view, context, account);
  return view;
}

}  // namespace

Query account_query() { return query<AskAccount, AccountView>("account", party, run); }

}  // namespace ch
