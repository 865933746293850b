// Everything together: which commands, queries, invariants and tables this product has. The engine knows none of them by name.
#pragma once

#include "engine/engine.h"
#include "procedure/procedure.h"

namespace ch {

const Catalogue& house_catalogue();
// Every procedure, every version (PRO-1, PRO-6).
const Procedures& house_procedures();

// The newest schema as the records describe it; migrations must lead to it (a test compares).
std::string described_schema();

}  // namespace ch
