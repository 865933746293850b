// PRE-7: a merchant takes part in a campaign of the platform.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

PartyId party(const EnrollCampaign& payload, Reader& rows) { return owner_of(rows, payload.account); }

Check preclaim(const EnrollCampaign& payload, ReadContext& context) {
  const auto account = account_of(context.rows, payload.account);
  if (!account) return std::unexpected(account.error());
  CH_TRY(may_use(context.rows, *account, context.policies));
  const auto offer = context.rows.get<CampaignOffer>(payload.offer);
  if (!offer) return refused("unknown_offer", "offer");
  CH_TRY(still_to_come(offer->ends, context.now));
  if (const CampaignId enrolled = enrolled_in(context.rows, payload.account, payload.offer))
    return refused("already_enrolled", "offer", {{"number", number_of(context.policies, "campaign", enrolled.value)}});
  return {};
}

Result<Done> apply(const EnrollCampaign& payload, Context& context) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(payload.account);
  const CampaignOffer offer = *context.rows.get<CampaignOffer>(payload.offer);
  return begin(context, std::move(account), offer.title, offer.starts, offer.ends, offer.id);
}

}  // namespace

Command enroll_campaign_command() {
  return command<EnrollCampaign>("enroll_campaign", {.party = party, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
