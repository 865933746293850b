// LED-11: a batch counts its payments, their sum, and those of which the bank has not told what became of them. By differences after every
// command, over all rows in audit.
#pragma once

#include "engine/engine.h"

namespace ch {

void batch_invariant(const Changed& changed, std::vector<std::string>& faults);
void audit_batches(Store& store, Reader& rows, std::vector<std::string>& faults);

}  // namespace ch
