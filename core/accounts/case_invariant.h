// PRO-1: what a record of chapter 03 says of its state is where its case stands. Both are kept: orders and indexes ask the record, which
// costs them no look at a case, and what is older than its procedure has none. Looked at where either moved, over all rows in audit.
#pragma once

#include "engine/engine.h"

namespace ch {

void case_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_case_invariant();

}  // namespace ch
