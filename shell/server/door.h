// What the server answers by itself, before or instead of the books: in the same shape as a command's refusal, with its HTTP status.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/outcome.h"

namespace ch::server {

struct DoorCode {
  std::string_view code;
  int status;
  std::string_view band;  // as the codes of the books have it
  std::string_view rule;
  std::string_view zh, en;
};
std::span<const DoorCode> door_codes();

// Null: it is none of them.
const DoorCode* find_door_code(std::string_view code);
std::string door_answer(const Refusal& refusal);

// A refusal by one of them.
std::unexpected<Refusal> turned_away(std::string_view code, std::string field = {}, std::vector<Arg> args = {});

}  // namespace ch::server
