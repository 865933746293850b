// The messages that the worker posts, as JSON (protocol.md).
#pragma once

#include <nlohmann/json.hpp>

#include "engine/engine.h"

namespace ch::browser {

using nlohmann::json;

json refusal_json(const Refusal& refusal);
json outcome_json(const Outcome& outcome);

json result_message(std::int64_t id, json value);
json view_message(std::int64_t id, const std::string& view);
json progress_message(std::int64_t id, std::string_view phase, std::int64_t done, std::int64_t total);
/// `id` null: of no request.
json error_message(json id, std::string_view code, std::string_view detail);
/// A query that is refused; what it says to the user is in `refusal`.
json refused_message(std::int64_t id, const Refusal& refusal);

}  // namespace ch::browser
