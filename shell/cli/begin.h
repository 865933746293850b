// A tenant begun in a file that has none.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "cli/host.h"

namespace ch::cli {

// A policy pack: of this file; empty: the one of this name that is built in. Throws Failure where it is none.
nlohmann::json pack_values(const std::string& path, std::string_view built_in = "credit");
Outcome begin_tenant(House& house, nlohmann::json pack, const std::string& platform, const std::string& administrator);

}  // namespace ch::cli
