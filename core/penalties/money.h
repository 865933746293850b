// What a client has deposited, what it should have, and what is short.
#pragma once

#include "engine/context.h"

namespace ch {

Money deposit_of(Reader& rows, PartyId client);
Money required_deposit(const Policies& policies);
// What first payments ask for that are still open, and for a renewal were so when it was filed.
Money coming_deposit(Reader& rows, PartyId client, CaseId renewal = {});
Money short_of_deposit(Reader& rows, const Policies& policies, PartyId client, CaseId renewal = {});  // beyond what is coming

}  // namespace ch
