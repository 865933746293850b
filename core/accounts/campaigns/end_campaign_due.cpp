// PRE-7: a campaign's end has come. Run by its timer, whether it runs or is suspended.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/commands.h"

namespace ch {

namespace {

Result<Done> apply(const EndCampaignDue& payload, Context& context) {
  const auto campaign = context.rows.get<Campaign>(payload.campaign);
  if (campaign && campaign->state != CampaignState::ended) end_now(context, payload.campaign, "time_over");
  return Done{};
}

}  // namespace

Command end_campaign_due_command() { return command<EndCampaignDue>("end_campaign_due", {.apply = apply}); }

}  // namespace ch
