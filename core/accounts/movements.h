// What follows from every movement of available money: debts are paid, campaigns suspend and resume, alerts go out (PRE-6, PRE-14 to
// PRE-18).
#pragma once

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

// PRE-6: pays what is owed out of a credit that came from outside, oldest first, each debt as far as it goes. Gives what was paid.
Result<Money> pay_debts(Context& context, PrepaidAccount& account, Money credit);

// To be called once by every command that changed available, after its last posting and with the account's record as it is to be kept.
// Suspends all campaigns below the breaker value (PRE-14), resumes above the resume value where `credited` (PRE-16), starts and stops
// low-balance alerts (PRE-17). Writes the account.
void after_movement(Context& context, PrepaidAccount& account, bool credited);

// PRE-18: to every address configured and to the inbox of who opened the account.
void notify(Context& context, const PrepaidAccount& account, NoticeTemplate about, std::vector<Arg> args);

// PRE-16: where available is above the resume value. Works on the caller's copy of the account.
void resume_if_above(Context& context, PrepaidAccount& account, Money available);
// PRE-17: one alert, if the day still has one, and the timer for the next. Works on the caller's copy of the account.
void alert_low_balance(Context& context, PrepaidAccount& account, Money available);

Money breaker_value(const PrepaidAccount& account, const Policies& policies);
Money resume_value(const PrepaidAccount& account, const Policies& policies);

}  // namespace ch
