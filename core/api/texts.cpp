#include "api/texts.h"

#include <algorithm>

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
  if (turns_direction(text)) return refused("text_unseen", field);
  if (count_codepoints(text) > most) return refused("text_too_long", field, {{"most", std::to_string(most)}});
  return {};
}

Check name_fits(std::string_view name, std::string_view field, std::int64_t most) {
  if (shows_nothing(name)) return refused("text_unseen", field);
  return text_fits(name, field, most);
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254 || text.find('@', at + 1) != std::string_view::npos)
    return false;
  const std::string_view host = text.substr(at + 1);
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == host.size() || host.find("..") != std::string_view::npos) return false;
  // Whoever has his name before the @ in his own writing may (RFC 6531).
  if (turns_direction(text)) return false;
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 0x7f && !std::string_view(",;<>\"").contains(c); });
}

}  // namespace ch
