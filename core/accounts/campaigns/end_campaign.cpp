// PRE-7: ended early, by the merchant or by operations. Orders under way go on.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

PartyId party(const EndCampaign& payload, Reader& rows) {
  const auto campaign = rows.get<Campaign>(payload.campaign);
  return campaign ? campaign->party : PartyId{};
}

Check preclaim(const EndCampaign& payload, ReadContext& context) {
  const auto campaign = context.rows.get<Campaign>(payload.campaign);
  if (!campaign) return refused("unknown_campaign", "campaign");
  if (campaign->state == CampaignState::ended) return refused("campaign_ended", "campaign", {{"title", campaign->title}});
  return {};
}

Result<Done> apply(const EndCampaign& payload, Context& context) {
  end_now(context, payload.campaign, "end");
  return Done{};
}

}  // namespace

Command end_campaign_command() { return command<EndCampaign>("end_campaign", {.party = party, .preclaim = preclaim, .apply = apply}); }

}  // namespace ch
