// What the files of the API share: reading a body, and answers that many give.
#pragma once

#include <nlohmann/json.hpp>

#include "api/answer.h"
#include "server/api.h"

namespace ch::server {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view cookie_name = "ch_session";

Response ok(const ordered_json& value);
// Null where it was done; else why not.
Response done_or_refused(const Check& check);
Response refused_by_door(std::string_view code, std::vector<Arg> args = {});
// By malformed_field, with one of its reasons.
Response malformed(std::string_view field, std::string_view reason);

Result<json> body_of(const Request& request, std::size_t most);
Result<std::string> text_in(const json& body, const char* name, bool needed = true);
// What follows the last "/" of an address.
std::optional<std::int64_t> number_at_end(std::string_view path);

}  // namespace ch::server
