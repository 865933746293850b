// A day's income and expense of an account (PRE-22), kept as entries are posted.
#pragma once

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

// What an entry does to an account's total of available and frozen; zero for freezes and releases.
Money total_growth(const Entry& entry, AccountId account);
// Adds the entries of this command. Once per command: after_movement() does it, and who posts without it calls this.
void keep_totals(Context& context, const PrepaidAccount& account);

}  // namespace ch
