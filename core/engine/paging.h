// Cursors and page sizes (LED-8): a cursor is the last row's position in hex, so a page begins where the one before ended,
// whatever has been written since.
#pragma once

#include <optional>

#include "base/outcome.h"
#include "store/store.h"

namespace ch {

std::string cursor_of(const Key& position);
// The scan goes on after the cursor's position, which must be one among its rows. Refusal: malformed_cursor.
Check go_on_after(const std::optional<std::string>& cursor, const RecordType& type, Scan& scan);
// The ids that key_of() put there; empty where there is no cursor. Refusal: malformed_cursor.
Result<std::vector<std::int64_t>> ids_of_cursor(const std::optional<std::string>& cursor, std::size_t count = 1);
// 1 to 500; 50 where none is asked for. Refusal: page_limit.
Result<int> page_limit(std::optional<std::int64_t> limit);

}  // namespace ch
