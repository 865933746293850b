// What the command line and the environment say of deliveries, checked (SRV-5).
#pragma once

#include "cli/programs.h"
#include "server/courier.h"

namespace ch::cli {

// Throws Failure: an address that is none, a secret that is missing or too short.
server::DeliveryOptions deliveries_of(const DeliveryChoices& choices);

}  // namespace ch::cli
