// A procedure's table as text for people (PRO-7): steps, ways, who, forms, deadlines, guards and effects.
#pragma once

#include "procedure/chart.h"

namespace ch {

std::string procedure_markdown(const Procedure& procedure, Language language, const PolicyNumber& number = {});

}  // namespace ch
