// What the commands of a withdrawal share: finding it, four eyes, and its money going back.
#pragma once

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

PartyId owner_of(Reader& rows, WithdrawalId withdrawal);
// Is it there, and at a step where this may happen? Refusals unknown_withdrawal, wrong_step.
Check may_step(Reader& rows, WithdrawalId withdrawal, std::string_view on);

// PRE-20: the money is available again, after a refusal or after the bank has failed. Puts withdrawal and account, and tells.
Check give_back(Context& context, Withdrawal withdrawal, std::string_view on, WithdrawalState state, const std::string& reason);

}  // namespace ch
