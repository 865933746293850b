// An account chosen by its merchant's name or its number, in forms that need one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ch::web::pages {

// "示例食品（苏州）有限公司 · A-000024", one for each account that the page knows of; none while they are being read.
[[nodiscard]] std::vector<std::string> account_names();
// The id that what was typed means: one of these names, its beginning or any part that only one has, or the id itself.
[[nodiscard]] std::string account_meant(std::string_view typed);
// The account that forms begin with: this one if it is active, else the first that is.
[[nodiscard]] std::string active_account(const std::string& rather);
// The name of an account; its id if it is not known.
[[nodiscard]] std::string account_name(std::string_view id);

}  // namespace ch::web::pages
