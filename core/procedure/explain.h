// A deadline in words (CON-5): "3 working days, 1 to 7 October skipped".
#pragma once

#include "api/language.h"
#include "base/deadline.h"

namespace ch {

std::string explained(const Deadline& deadline, Language language);

}  // namespace ch
