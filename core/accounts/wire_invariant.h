// Invariant: what lies in suspense, and what is to go back, is what the wires say (PRE-5, LED-7).
#pragma once

#include "engine/engine.h"

namespace ch {

void wire_invariant(const Changed& changed, std::vector<std::string>& faults);
std::unique_ptr<WholeInvariant> whole_suspense_invariant();
std::unique_ptr<WholeInvariant> whole_returns_invariant();

}  // namespace ch
