// What was typed into a form's fields, as the command's payload, and what is wrong with it (CON-9).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/pages/choice.h"
#include "web/pages/forms.h"

namespace ch::web::pages {

using Typed = std::map<std::string, std::string, std::less<>>;

// All that was typed as the command's payload, and what is wrong with it by field.
struct Written {
  std::string payload;
  Typed wrong;
};
[[nodiscard]] Written written(const CommandForm& form, Typed& typed);

// Of a field that is chosen by name: among whom.
[[nodiscard]] std::optional<Whom> whom(Ask ask);
// Of `some_of` what is kept is which were left out: those that come later are meant too.
[[nodiscard]] bool is_left_out(std::string_view left_out, std::string_view one);

[[nodiscard]] std::vector<std::string> split_lines(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

}  // namespace ch::web::pages
