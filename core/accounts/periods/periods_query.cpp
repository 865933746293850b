// periods: the closed ones with their trial balances, newest first, and the one to be closed next.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "engine/paging.h"
#include "accounts/periods/trial.h"
#include "accounts/queries.h"

namespace ch {

namespace {

PeriodRow row_of(Reader& rows, const Period& period) {
  std::map<Book, Money> sums;
  rows.scan<PeriodBalance>({.prefix = key_of(period.number)}, [&](const PeriodBalance& balance) {
    sums[balance.book] = balance.amount;
    return true;
  });
  return {period.number, period.first, period.last, period.closed_at, period.closed_by, trial_rows(sums), period.total, period.total};
}

Result<PeriodsView> run(const AskPeriods& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true};
  CH_TRY(go_on_after(ask.cursor, record_type<Period>(), scan));
  const OpenPeriod next = period_to_close(context.rows, context.policies);
  const ClosePeriod close{next.last};
  PeriodsView view{.next_first = next.first, .next_last = next.last, .close = action_view(close_period_command(), &close, context)};
  context.rows.scan<Period>(scan, [&](const Period& period) {
    if (static_cast<int>(view.periods.size()) == *limit) {
      view.next = cursor_of(key_of(view.periods.back().number));
      return false;
    }
    view.periods.push_back(row_of(context.rows, period));
    return true;
  });
  return view;
}

}  // namespace

Query periods_query() { return query<AskPeriods, PeriodsView>("periods", nullptr, run); }

}  // namespace ch
