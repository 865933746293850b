// An account, a merchant, a client or a case chosen by name, in forms that need one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ch::web::pages {

enum class Whom : std::uint8_t { account, party, client, process };

// "示例食品（苏州）有限公司 · A-000024", one for each that the page knows of; none while they are being read. Of clients, where there are
// more than one answer holds, those that fit what is typed.
[[nodiscard]] std::vector<std::string> names_of(Whom whom, std::string_view typed = {});
// The id that what was typed means: one of these names, its number, any part that only one has, or the id itself.
[[nodiscard]] std::string meant(Whom whom, std::string_view typed);
// The name of one; its id if it is not known.
[[nodiscard]] std::string name_of(Whom whom, std::string_view id);
// The account that forms begin with: this one if it is active, else the first that is.
[[nodiscard]] std::string active_account(const std::string& rather);

}  // namespace ch::web::pages
