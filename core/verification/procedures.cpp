#include "verification/blocks.h"

namespace ch {

// One file of the folder `procedures` each; the build lists them.
#define CH_PROCEDURE(name) const Procedure& name();
#include "verification_procedures.inc"
#undef CH_PROCEDURE

std::vector<const Procedure*> verification_procedures() {
  return {
#define CH_PROCEDURE(name) &name(),
#include "verification_procedures.inc"
#undef CH_PROCEDURE
  };
}

}  // namespace ch
