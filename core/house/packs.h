// The packs of assets/packs as they were when the program was built: one file is all it takes to begin.
#pragma once

#include <string_view>

namespace ch {

// The text of assets/packs/NAME.json; empty: there is none of that name.
std::string_view built_in_pack(std::string_view name);

}  // namespace ch
