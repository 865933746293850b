#include "api/texts.h"

#include "api/codes.h"
#include "base/text.h"

namespace ch {

Check text_fits(std::string_view text, std::string_view field, std::int64_t most) {
  if (normal_reference(text).empty()) return refused("text_blank", field);
  return optional_text_fits(text, field, most);
}

Check optional_text_fits(std::string_view text, std::string_view field, std::int64_t most) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return refused("text_control", field);
  }
  if (count_codepoints(text) > most) return refused("text_too_long", field, {{"most", std::to_string(most)}});
  return {};
}

}  // namespace ch
