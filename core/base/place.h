#pragma once
// A place in an input, for refusals of what cannot be parsed. CON-9.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/outcome.h"

namespace ch {

struct Place {
  std::int64_t offset = 0;  // bytes before it
  std::int64_t line = 1;
  std::int64_t column = 1;  // in characters, as an editor counts

  bool operator==(const Place&) const = default;
};

Place place_of(std::string_view input, std::size_t offset);
// What such a refusal says: why, and where.
std::vector<Arg> reason_at(std::string_view input, const char* reason, std::size_t offset);

}  // namespace ch
