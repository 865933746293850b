#include "penalties/blocks.h"

namespace ch {

// One file of the folder `procedures` each; the build lists them.
#define CH_PROCEDURE(name) const Procedure& name();
#include "penalties_procedures.inc"
#undef CH_PROCEDURE

std::vector<const Procedure*> penalty_procedures() {
  return {
#define CH_PROCEDURE(name) &name(),
#include "penalties_procedures.inc"
#undef CH_PROCEDURE
  };
}

}  // namespace ch
