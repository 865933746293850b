#pragma once
// JSON read strictly and written canonically. CON-9.
#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/outcome.h"

namespace ch {

struct JsonLimits {
  std::size_t max_bytes = 1 << 20;
  int max_depth = 32;
  std::size_t max_items = 100'000;  // values, keys not counted
};

// Refuses duplicate keys, floating numbers, integers outside int64, nesting beyond the depth, U+0000 (plain
// or escaped), invalid UTF-8, a byte order mark and anything after the value. The refusal: code
// "malformed_json", band malformed, rule "CON-9", field = path of the place, "a/0/b" ("" is the whole); args
// reason, offset, line, column. Reasons: empty, too_long, invalid_utf8, nul, byte_order_mark, syntax,
// trailing, duplicate_key, floating_number, integer_range, depth, too_many.
Result<nlohmann::json> parse_strict(std::string_view text, JsonLimits limits = {});

// Sorted keys, no spaces, UTF-8 unescaped: one value, one text, whatever order it came in (CON-7).
// A floating number or invalid UTF-8 in it is an internal error (std::invalid_argument).
std::string canonical(const nlohmann::json& value);

}  // namespace ch
