// What every text from outside must be (CON-9).
#pragma once

#include "base/outcome.h"

namespace ch {

// Not blank, at most `most` characters, in one line. Lists of texts lie one a line, so a line break would split one.
Check text_fits(std::string_view text, std::string_view field, std::int64_t most);
// The same where nothing may stand there.
Check optional_text_fits(std::string_view text, std::string_view field, std::int64_t most);

}  // namespace ch
