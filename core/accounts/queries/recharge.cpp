// recharge: a request's progress, with what to wire where, and what became of the wire (PRE-4, PRE-5).
#include "accounts/checks.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"

namespace ch {

namespace {

PartyId party(const AskRecharge& ask, Reader& rows) {
  const auto recharge = rows.get<Recharge>(ask.recharge);
  return recharge ? recharge->party : PartyId{};
}

Result<RechargeView> run(const AskRecharge& ask, ReadContext& context) {
  const auto recharge = context.rows.get<Recharge>(ask.recharge);
  if (!recharge) return refused("unknown_recharge", "recharge");
  return recharge_view(context, *recharge);
}

}  // namespace

Query recharge_query() { return query<AskRecharge, RechargeView>("recharge", party, run); }

}  // namespace ch
