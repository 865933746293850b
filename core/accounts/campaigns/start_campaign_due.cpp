// PRE-7: a campaign's start has come. Run by its timer. One that is suspended stays so until it resumes (PRE-16).
#include "accounts/campaigns/campaign_state.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

Result<Done> apply(const StartCampaignDue& payload, Context& context) {
  const auto kept = context.rows.get<Campaign>(payload.campaign);
  if (!kept || kept->state == CampaignState::ended) return Done{};
  Campaign campaign = *kept;
  campaign.start_timer = 0;
  if (campaign.state == CampaignState::scheduled) {
    campaign.state = CampaignState::running;
    move_on(context, campaign_procedure(), campaign.process, "start");
  }
  context.rows.put(campaign);
  return Done{};
}

}  // namespace

Command start_campaign_due_command() { return command<StartCampaignDue>("start_campaign_due", {.apply = apply}); }

}  // namespace ch
