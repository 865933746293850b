// Takes out of a drawing the stretches of paper on which nothing stands.
#pragma once

#include "procedure/layout.h"

namespace ch::flow {

void squeeze(Drawing& drawing, std::int32_t header, bool narrow);

}  // namespace ch::flow
