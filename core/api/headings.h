// What a column is called that shows a field of a view, wherever it is shown: CSV, page, reference.
#pragma once

#include <string_view>

#include "api/language.h"

namespace ch {

// Empty for a field that is no column.
std::string_view heading(std::string_view field, Language language);

}  // namespace ch
