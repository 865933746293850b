// Cursors and page sizes (LED-8): a cursor is the last row's position in hex, so a page begins where the one before ended,
// whatever has been written since.
#pragma once

#include <optional>

#include "base/outcome.h"
#include "record/key.h"

namespace ch {

std::string cursor_of(const Key& position);
// Empty for none. Refusal: malformed_cursor.
Result<Key> key_of_cursor(const std::optional<std::string>& cursor);
// 1 to 500; 50 where none is asked for. Refusal: page_limit.
Result<int> page_limit(std::optional<std::int64_t> limit);

}  // namespace ch
