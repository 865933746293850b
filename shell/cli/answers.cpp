#include "cli/answers.h"

namespace ch::cli {

std::string line_of(const ordered_json& value) { return answer_text(value) + "\n"; }
std::string pretty(const ordered_json& value) { return answer_text(value, 2) + "\n"; }
std::string_view role_name(Role role) { return enum_type<Role>().name_of(static_cast<std::int64_t>(role)); }

Exit exit_of(Band band, std::string_view code) {
  switch (band) {
    case Band::done:
      return done;
    case Band::malformed:
      return malformed_input;
    case Band::not_allowed:
    case Band::refused:
      return some_refused;
    case Band::retry:
      return code.starts_with("store_") ? store_failed : some_refused;
  }
  return store_failed;
}

Exit worse(Exit a, Exit b) {
  const auto weight = [](Exit exit) { return exit == store_failed ? 4 : exit == malformed_input ? 3 : exit == some_refused ? 1 : 0; };
  return weight(a) >= weight(b) ? a : b;
}

}  // namespace ch::cli
