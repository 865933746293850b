// What roles are called (CON-11), wherever one is named: lanes of flow charts, who must act, lists of users.
#pragma once

#include "api/language.h"
#include "api/roles.h"

namespace ch {

Words words_of(Role role);
// By its name; empty for one that is none.
Words words_of_role(std::string_view name);

}  // namespace ch
