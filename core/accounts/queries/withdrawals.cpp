// withdrawals: the desk of operations and finance (PRE-20). Newest first.
#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

Result<WithdrawalsView> run(const AskWithdrawals& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true, .limit = *limit + 1};
  const RecordType& type = record_type<Withdrawal>();
  if (ask.state) {
    scan.index = "by_state";
    scan.prefix = key_of(*ask.state);
  }
  CH_TRY(go_on_after(ask.cursor, type, scan));
  std::vector<Withdrawal> found = context.rows.list<Withdrawal>(scan);
  WithdrawalsView view;
  if (static_cast<int>(found.size()) > *limit) {
    found.pop_back();
    view.next = cursor_of(position_in(type, ask.state ? &type.index("by_state") : nullptr, &found.back()));
  }
  for (const Withdrawal& withdrawal : found) view.rows.push_back(withdrawal_view(context, withdrawal));
  return view;
}

}  // namespace

Query withdrawals_query() { return query<AskWithdrawals, WithdrawalsView>("withdrawals", nullptr, run); }

}  // namespace ch
