// home: PRE-1, PRO-5. What a merchant user comes in to, and what waits for staff.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/pending.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "engine/records.h"
#include "procedure/inbox.h"

namespace ch {

namespace {

constexpr int first_page = 50;
constexpr int counted_at_most = 1'000;  // beyond that a person needs no number, and a query has its bound

template <class T, class State>
std::int64_t count(Reader& rows, State state) {
  std::int64_t found = 0;
  rows.scan<T>(Scan{.index = "by_state", .prefix = key_of(state), .limit = counted_at_most}, [&](const T&) { return ++found, true; });
  return found;
}

void fill_for_merchant(HomeView& view, ReadContext& context) {
  view.party = context.actor.party;
  if (const auto party = context.rows.get<Party>(view.party)) view.merchant = party->name;
  if (const auto profile = context.rows.get<SettlementProfile>(view.party)) {
    view.profile_bank = profile->bank;
    view.profile_account = masked(profile->account_number);
  }
  if (const auto account = account_of_party(context.rows, view.party)) {
    view.accounts.push_back(account_row(context, *account));
    view.notices_unread = unread_notices(context.rows, account->id);
  }
  view.may_open = view.accounts.empty();
  const OpenAccount open{view.party};
  view.open = action_view(open_account_command(), &open, context);
}

void fill_for_staff(HomeView& view, ReadContext& context) {
  context.rows.scan<PrepaidAccount>(Scan{.limit = first_page}, [&](const PrepaidAccount& account) {
    view.accounts.push_back(account_row(context, account));
    return true;
  });
  context.rows.scan<Party>(Scan{.descending = true, .limit = first_page}, [&](const Party& party) {
    if (!account_of_party(context.rows, party.id)) view.unopened.push_back({party.id, party.name, party.supplier});
    return true;
  });
  view.exceptions_open = count<OrderException>(context.rows, ExceptionState::open);
  view.wires_open = count<Wire>(context.rows, WireState::suspense) + count<Wire>(context.rows, WireState::return_due);
  view.withdrawals_open = count<Withdrawal>(context.rows, WithdrawalState::requested) +
                          count<Withdrawal>(context.rows, WithdrawalState::approved) +
                          count<Withdrawal>(context.rows, WithdrawalState::failed);
}

// PRO-5. Merchants have no inbox: what is theirs to do stands with their account.
std::int64_t tasks(ReadContext& context) {
  std::int64_t found = 0;
  each_in_inbox(context, {}, [&](const Case&) { return ++found < counted_at_most; });
  return found;
}

// Whose work the merchants' money is; the others come in to their cases alone.
bool keeps_merchants(Role role) {
  return role == Role::administrator || role == Role::auditor || role == Role::settlement_operations || role == Role::finance;
}

Result<HomeView> run(const AskHome&, ReadContext& context) {
  HomeView view{.user = context.actor.user, .role = context.actor.role};
  if (const auto tenant = context.rows.get<Tenant>(std::int64_t{1}); tenant && tenant->clock_halted) {
    view.clock_halted = true;
    view.halted_before = tenant->halted_before;
    view.halted_at = context.now;
  }
  if (context.actor.role == Role::merchant_user)
    fill_for_merchant(view, context);
  else
    view.tasks = tasks(context);
  if (keeps_merchants(context.actor.role)) fill_for_staff(view, context);
  return view;
}

}  // namespace

Query home_query() { return query<AskHome, HomeView>("home", nullptr, run); }

}  // namespace ch
