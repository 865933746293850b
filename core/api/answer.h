// A refusal, or what was done, as the JSON that both programs answer with (CON-9).
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "base/outcome.h"

namespace ch {

std::string_view band_name(Band band);
// Adds {"band","code","rule","field","args":{…},"message":{"zh","en"}} to what `line` holds already.
nlohmann::ordered_json answer_json(const Refusal& refusal, nlohmann::ordered_json line = nlohmann::ordered_json::object());
// In one line. What could not be decoded may be quoted in an answer, and must not end it.
std::string answer_text(const nlohmann::ordered_json& answer, int indent = -1);

}  // namespace ch
