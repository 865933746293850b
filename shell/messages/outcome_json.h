// An outcome as every host answers it: a refusal's fields, with "seq" and "repeated".
#pragma once

#include "api/answer.h"
#include "engine/engine.h"

namespace ch {

// Behind what `line` holds already.
nlohmann::ordered_json outcome_json(const Outcome& outcome, nlohmann::ordered_json line);
// With its id.
std::string outcome_text(const Outcome& outcome);

}  // namespace ch
