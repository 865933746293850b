// What a client has deposited, and what it should have.
#pragma once

#include "engine/context.h"

namespace ch {

Money deposit_of(Reader& rows, PartyId client);
Money required_deposit(const Policies& policies);

}  // namespace ch
