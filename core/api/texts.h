// What every text from outside must be (CON-9).
#pragma once

#include "base/outcome.h"

namespace ch {

// Not blank, at most `most` characters, in one line. Lists of texts lie one a line, so a line break would split one.
Check text_fits(std::string_view text, std::string_view field, std::int64_t most);
// The same where nothing may stand there.
Check optional_text_fits(std::string_view text, std::string_view field, std::int64_t most);

// Of a company or a person: nor with anything in it that nobody sees, by which two that look the same would be two.
Check name_fits(std::string_view name, std::string_view field, std::int64_t most);
// One address of mail, and not several in one.
bool is_email(std::string_view text);

}  // namespace ch
