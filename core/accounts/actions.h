// What a view says of an action: may it be done now, and if not, why, in the refusal's own words.
#pragma once

#include "engine/command.h"

namespace ch {

template <class P>
ActionView action(const Command& command, const P& payload, ReadContext& context) {
  return action_view(command, &payload, context);
}

}  // namespace ch
