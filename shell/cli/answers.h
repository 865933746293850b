// Outcomes and refusals as the lines that programs read.
#pragma once

#include "api/answer.h"
#include "api/roles.h"
#include "cli/host.h"
#include "messages/outcome_json.h"

namespace ch::cli {

using nlohmann::ordered_json;

std::string line_of(const ordered_json& value);
std::string pretty(const ordered_json& value);
std::string_view role_name(Role role);

Exit exit_of(Band band, std::string_view code);
// The graver of two.
Exit worse(Exit a, Exit b);

}  // namespace ch::cli
