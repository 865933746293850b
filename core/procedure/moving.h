// PRO-6: which running cases of one version could go on by another.
#pragma once

#include "procedure/cases.h"

namespace ch {

struct Movable {
  std::vector<Case> cases;
  std::vector<Case> stuck;  // at a step that the other version does not have
};
// Refusal unknown_procedure. At most 1,000 are looked at at a time.
Result<Movable> movable(ReadContext& context, std::string_view procedure, std::int64_t from, std::int64_t to);

}  // namespace ch
