// PRE-22, LED-8: the whole of a statement as CSV, page after page, so that no length of history is too long.
#pragma once

#include <functional>

#include "api/codes.h"
#include "api/views.h"
#include "engine/context.h"

namespace ch {

// Filters as for the query; cursor and limit are not looked at. `write` gets the text in pieces.
Check statement_csv(ReadContext& context, AskStatement ask, Language language, const std::function<void(std::string_view)>& write);

}  // namespace ch
