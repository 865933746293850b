// Line and column of an offset. CON-9.
#include "base/place.h"

#include <algorithm>

namespace ch {

Place place_of(std::string_view input, std::size_t offset) {
  offset = std::min(offset, input.size());
  const std::string_view before = input.substr(0, offset);
  const auto newline = before.rfind('\n');
  const std::string_view in_line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
  return {
      .offset = static_cast<std::int64_t>(offset),
      .line = 1 + std::count(before.begin(), before.end(), '\n'),
      .column = 1 + std::count_if(in_line.begin(), in_line.end(), begins_character),
  };
}

std::vector<Arg> reason_at(std::string_view input, const char* reason, std::size_t offset) {
  const Place place = place_of(input, offset);
  return {{"reason", reason},
          {"offset", std::to_string(place.offset)},
          {"line", std::to_string(place.line)},
          {"column", std::to_string(place.column)}};
}

}  // namespace ch
