// How a campaign begins, changes its state and ends, with everything that hangs on it: the account's counts, its timers, the
// sweep (PRE-7, PRE-14, PRE-16).
#pragma once

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

// Of a title and times from outside. Refusals of texts, campaign_times.
Check campaign_fits(std::string_view title, Instant starts, Instant ends);
// Refusal campaign_over.
Check still_to_come(Instant ends, Instant now);
// The account's campaign under this offer that has not ended; none.
CampaignId enrolled_in(Reader& rows, AccountId account, CampaignId offer);

// PRE-7, PRE-14: scheduled, running or, below the breaker value, suspended from the start.
Result<Done> begin(Context& context, PrepaidAccount account, std::string title, Instant starts, Instant ends, CampaignId offer);
// `on`: "end", or by the clock "time_over".
void end_now(Context& context, CampaignId campaign, std::string_view on);

// The two below work on the caller's copy of the account, which he puts and then calls keep_sweeping().

// PRE-14: all that are scheduled or running. How many.
std::int64_t suspend_all(Context& context, PrepaidAccount& account);
// PRE-16: one after the other, those whose end has not passed. How many.
std::int64_t resume_all(Context& context, PrepaidAccount& account);

// PRE-16: the sweep's timer runs exactly while something is suspended. To be called after the account has been put.
void keep_sweeping(Context& context);

}  // namespace ch
