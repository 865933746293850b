// funds_transactions: PRE-21's first list, recharges and withdrawals with their progress. Newest first, two streams merged; the
// cursor says below which number of each stream the next page goes on.
#include <limits>

#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

struct Place {
  std::int64_t recharge = std::numeric_limits<std::int64_t>::max();
  std::int64_t withdrawal = std::numeric_limits<std::int64_t>::max();
};

Result<Place> place_of(const std::optional<std::string>& cursor) {
  const auto ids = ids_of_cursor(cursor, 2);
  CH_TRY(ids);
  return ids->empty() ? Place{} : Place{.recharge = ids->front(), .withdrawal = ids->back()};
}

PartyId party(const AskFundsTransactions& ask, Reader& rows) { return owner_of(rows, ask.account); }

template <class T>
std::vector<T> newest(Reader& rows, AccountId account, std::int64_t below, int limit) {
  return rows.list<T>(Scan{.index = "by_account", .prefix = key_of(account), .to = key_of(below), .descending = true, .limit = limit});
}

Result<FundsTransactionsView> run(const AskFundsTransactions& ask, ReadContext& context) {
  CH_TRY(account_of(context.rows, ask.account));
  Result<Place> place = place_of(ask.cursor);
  CH_TRY(place);
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  const auto recharges = newest<Recharge>(context.rows, ask.account, place->recharge, *limit + 1);
  const auto withdrawals = newest<Withdrawal>(context.rows, ask.account, place->withdrawal, *limit + 1);

  FundsTransactionsView view;
  auto recharge = recharges.begin();
  auto withdrawal = withdrawals.begin();
  while (static_cast<int>(view.rows.size()) < *limit && (recharge != recharges.end() || withdrawal != withdrawals.end())) {
    const bool take_recharge =
        withdrawal == withdrawals.end() || (recharge != recharges.end() && recharge->requested > withdrawal->requested);
    if (take_recharge) {
      place->recharge = recharge->id.value;
      view.rows.push_back(funds_row(context, *recharge++));
    } else {
      place->withdrawal = withdrawal->id.value;
      view.rows.push_back(funds_row(context, *withdrawal++));
    }
  }
  if (recharge != recharges.end() || withdrawal != withdrawals.end()) view.next = cursor_of(key_of(place->recharge, place->withdrawal));
  return view;
}

}  // namespace

Query funds_transactions_query() { return query<AskFundsTransactions, FundsTransactionsView>("funds_transactions", party, run); }

}  // namespace ch
