// PRE-8: one order, with all that became of its fee.
#include "accounts/checks.h"
#include "accounts/queries.h"
#include "api/views.h"

namespace ch {

namespace {

PartyId party(const AskOrder& ask, Reader& rows) { return owner_of(rows, ask.account); }

Result<OrderView> run(const AskOrder& ask, ReadContext& context) {
  const auto account = account_of(context.rows, ask.account);
  if (!account) return std::unexpected(account.error());
  const auto order = context.rows.get<Order>(ask.account, ask.order);
  if (!order) return refused("unknown_order", "order", {{"order", ask.order}});
  const auto campaign = context.rows.get<Campaign>(order->campaign);
  return OrderView{order->order_no,       campaign ? campaign->title : std::string{},
                   order->state,          order->fee,
                   order->held,           order->settled,
                   order->released,       order->refunded,
                   order->owed,           order->owed_paid,
                   order->owed_cancelled, order->placed};
}

}  // namespace

Query order_query() { return query<AskOrder, OrderView>("order", party, run); }

}  // namespace ch
