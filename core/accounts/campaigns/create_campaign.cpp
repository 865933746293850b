// PRE-7: a merchant makes a campaign of its own.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

PartyId party(const CreateCampaign& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check preflight(const CreateCampaign& payload) { return campaign_fits(payload.title, payload.starts, payload.ends); }

Check preclaim(const CreateCampaign& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  if (!account) return std::unexpected(account.error());
  CH_TRY(may_use(context.rows, *account, context.policies));
  return still_to_come(payload.ends, context.now);
}

Result<Done> apply(const CreateCampaign& payload, Context& context) {
  return begin(context, *context.rows.get<PrepaidAccount>(payload.account), payload.title, payload.starts, payload.ends, {});
}

}  // namespace

Command create_campaign_command() {
  return command<CreateCampaign>("create_campaign", {.party = party, .preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
