// PRE-7: the platform offers a campaign for merchants to enroll in.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

Check preflight(const OfferCampaign& payload) { return campaign_fits(payload.title, payload.starts, payload.ends); }

Check preclaim(const OfferCampaign& payload, ReadContext& context) { return still_to_come(payload.ends, context.now); }

Result<Done> apply(const OfferCampaign& payload, Context& context) {
  const auto id = context.next<CampaignTag>("campaign");
  context.rows.put(CampaignOffer{id, payload.title, payload.starts, payload.ends});
  return Done{{{"offer", std::to_string(id.value)}}};
}

}  // namespace

Command offer_campaign_command() {
  return command<OfferCampaign>("offer_campaign", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
