#include "accounts/campaigns/campaign_state.h"

#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "record/json_codec.h"

namespace ch {

namespace {

CampaignState by_the_clock(const Campaign& campaign, Instant now) {
  return now < campaign.starts ? CampaignState::scheduled : CampaignState::running;
}

std::int64_t* count_of(PrepaidAccount& account, CampaignState state) {
  switch (state) {
    case CampaignState::scheduled:
    case CampaignState::running:
      return &account.live_campaigns;
    case CampaignState::suspended:
      return &account.suspended;
    case CampaignState::ended:
      return nullptr;
  }
  return nullptr;
}

void turn(Context& context, PrepaidAccount& account, Campaign campaign, CampaignState state, std::string_view on) {
  if (std::int64_t* count = count_of(account, campaign.state)) --*count;
  if (std::int64_t* count = count_of(account, state)) ++*count;
  campaign.state = state;
  context.rows.put(campaign);
  move_on(context, campaign_procedure(), campaign.process, on);
}

std::vector<Campaign> in_state(Context& context, AccountId account, CampaignState state) {
  return context.rows.list<Campaign>({.index = "by_account", .prefix = key_of(account, state)});
}

// Ends it and stops its timers.
void finish(Context& context, PrepaidAccount& account, Campaign campaign, std::string_view on) {
  for (std::int64_t* timer : {&campaign.start_timer, &campaign.end_timer}) {
    if (*timer != 0) context.stop_timer(TimerId{*timer});
    *timer = 0;
  }
  turn(context, account, campaign, CampaignState::ended, on);
}

}  // namespace

Check campaign_fits(std::string_view title, Instant starts, Instant ends) {
  CH_TRY(text_fits(title, "title", 60));
  return starts < ends ? Check{} : refused("campaign_times", "ends");
}

Check still_to_come(Instant ends, Instant now) { return now < ends ? Check{} : refused("campaign_over", "ends", {{"ends", text(ends)}}); }

CampaignId enrolled_in(Reader& rows, AccountId account, CampaignId offer) {
  CampaignId found;
  rows.scan<Campaign>({.index = "by_offer", .prefix = key_of(account, offer)}, [&](const Campaign& campaign) {
    if (campaign.state != CampaignState::ended) found = campaign.id;
    return !found;
  });
  return found;
}

Result<Done> begin(Context& context, PrepaidAccount account, std::string title, Instant starts, Instant ends, CampaignId offer) {
  Campaign made{.id = context.next<CampaignTag>("campaign"),
                .account = account.id,
                .party = account.party,
                .title = std::move(title),
                .starts = starts,
                .ends = ends,
                .offer = offer};
  const bool below = context.ledger.balance(account.id, Book::available) < breaker_value(account, context.policies);
  made.state = below ? CampaignState::suspended : by_the_clock(made, context.now);
  ++*count_of(account, made.state);
  if (context.now < starts)
    made.start_timer = context.start_timer(starts, "start_campaign_due", encode_text(StartCampaignDue{made.id})).value;
  made.process =
      open_case(context, campaign_procedure(), number_of(context.policies, "campaign", made.id.value), account.id, account.party);
  if (made.state != CampaignState::scheduled) move_on(context, campaign_procedure(), made.process, below ? "suspend" : "start");
  made.end_timer = context.start_timer(ends, "end_campaign_due", encode_text(EndCampaignDue{made.id})).value;
  context.rows.put(made);
  context.rows.put(account);
  if (below) keep_sweeping(context);
  return Done{{{"campaign", std::to_string(made.id.value)},
               {"state", std::string(enum_type<CampaignState>().name_of(static_cast<std::int64_t>(made.state)))}}};
}

void end_now(Context& context, CampaignId id, std::string_view on) {
  const auto campaign = context.rows.get<Campaign>(id);
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(campaign->account);
  finish(context, account, *campaign, on);
  context.rows.put(account);
  if (campaign->state == CampaignState::suspended) keep_sweeping(context);
}

std::int64_t suspend_all(Context& context, PrepaidAccount& account) {
  std::int64_t suspended = 0;
  for (const CampaignState state : {CampaignState::scheduled, CampaignState::running}) {
    for (const Campaign& campaign : in_state(context, account.id, state)) {
      turn(context, account, campaign, CampaignState::suspended, "suspend");
      ++suspended;
    }
  }
  return suspended;
}

std::int64_t resume_all(Context& context, PrepaidAccount& account) {
  std::int64_t resumed = 0;
  for (const Campaign& campaign : in_state(context, account.id, CampaignState::suspended)) {
    if (campaign.ends <= context.now) {
      finish(context, account, campaign, "time_over");
    } else {
      const CampaignState state = by_the_clock(campaign, context.now);
      turn(context, account, campaign, state, state == CampaignState::running ? "resume" : "resume_early");
      ++resumed;
    }
  }
  return resumed;
}

void keep_sweeping(Context& context) {
  bool some = false;
  context.rows.scan<PrepaidAccount>({.index = "by_suspended", .from = key_of(std::int64_t{1}), .limit = 1},
                                    [&](const PrepaidAccount&) { return some = true, false; });
  const auto kept = context.rows.get<SweepState>(std::int64_t{1});
  SweepState state = kept ? *kept : SweepState{};
  if (some == static_cast<bool>(state.timer)) return;
  if (some) {
    const std::int64_t minutes = context.policies.number("credit.sweep_minutes");
    state.timer =
        context.start_timer(context.now.plus_minutes(minutes), "sweep_campaigns", encode_text(SweepCampaigns{}), minutes * 60'000);
  } else {
    context.stop_timer(state.timer);
    state.timer = {};
  }
  context.rows.put(state);
}

}  // namespace ch
