// PRE-7: an account's campaigns, what the platform offers, and whether the merchant may take part.
#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/queries.h"

namespace ch {

namespace {

constexpr int ended_shown = 100, offers_shown = 200;  // the newest

PartyId party(const AskCampaigns& ask, Reader& rows) { return owner_of(rows, ask.account); }

template <class P>
ActionView action(const Command& command, const P& payload, ReadContext& context) {
  return action_view(command, &payload, context);
}

CampaignRow row_of(const Campaign& campaign, ReadContext& context) {
  static const Command end = end_campaign_command();
  return {campaign.id,
          number_of(context.policies, "campaign", campaign.id.value),
          campaign.title,
          campaign.state,
          static_cast<bool>(campaign.offer),
          campaign.starts,
          campaign.ends,
          campaign.orders_open,
          action(end, EndCampaign{campaign.id}, context)};
}

OfferRow row_of(const CampaignOffer& offer, AccountId account, ReadContext& context) {
  static const Command enroll = enroll_campaign_command();
  return {offer.id,
          number_of(context.policies, "campaign", offer.id.value),
          offer.title,
          offer.starts,
          offer.ends,
          static_cast<bool>(enrolled_in(context.rows, account, offer.id)),
          action(enroll, EnrollCampaign{account, offer.id}, context)};
}

// As if for one hour from now: what of the account forbids it shows, whatever the merchant will enter.
ActionView may_create(AccountId account, ReadContext& context) {
  static const Command create = create_campaign_command();
  return action(create, CreateCampaign{account, "-", context.now, Instant{context.now.ms + ms_per_hour}}, context);
}

Result<CampaignsView> run(const AskCampaigns& ask, ReadContext& context) {
  const auto account = account_of(context.rows, ask.account);
  if (!account) return std::unexpected(account.error());
  CampaignsView view;
  for (const CampaignState state : {CampaignState::suspended, CampaignState::running, CampaignState::scheduled, CampaignState::ended}) {
    Scan scan{.index = "by_account", .prefix = key_of(ask.account, state), .descending = true};
    if (state == CampaignState::ended) scan.limit = ended_shown;
    for (const Campaign& campaign : context.rows.list<Campaign>(scan)) view.campaigns.push_back(row_of(campaign, context));
  }
  for (const CampaignOffer& offer : context.rows.list<CampaignOffer>({.descending = true, .limit = offers_shown}))
    if (context.now < offer.ends) view.offers.push_back(row_of(offer, ask.account, context));
  view.create = may_create(ask.account, context);
  return view;
}

}  // namespace

Query campaigns_query() { return query<AskCampaigns, CampaignsView>("campaigns", party, run); }

}  // namespace ch
