// assets/packs/credit.json as it was when the worker was built: what a house begins with.
#pragma once

#include <string_view>

namespace ch::browser {

std::string_view built_in_pack();

}  // namespace ch::browser
