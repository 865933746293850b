// LED-11: a batch counts its payments, their sum, and those of which the bank has not told what became of them. By differences after every
// command, over all rows in audit.
#pragma once

#include "engine/engine.h"

namespace ch {

void batch_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_batch_invariant();

}  // namespace ch
