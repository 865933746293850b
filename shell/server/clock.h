// The host's clocks: the time of day, which commands are told, and one that only goes on, by which durations are taken.
#pragma once

#include "base/instant.h"

namespace ch::server {

Instant system_now();
std::int64_t microseconds();  // since some moment

}  // namespace ch::server
