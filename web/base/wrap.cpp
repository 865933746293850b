#include "web/base/wrap.h"

#include "base/text.h"

namespace ch::web {

namespace {

bool ideographic(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == 0x00B7 || c == 0x2026 || c == 0x2014;
}

bool not_at_start(char32_t c) {
  constexpr std::u32string_view set = U"、。，．：；！？）》」』】〕〉”’…—·％‰,.:;!?)]}%";
  return set.find(c) != set.npos;
}

bool not_at_end(char32_t c) {
  constexpr std::u32string_view set = U"（《「『【〔〈“‘([{¥￥$";
  return set.find(c) != set.npos;
}

bool may_break(char32_t before, char32_t after) {
  if (not_at_start(after) || not_at_end(before) || after == ' ') return false;
  if (before == ' ' || before == '-' || before == 0x3000) return true;
  return ideographic(before) || ideographic(after);
}

bool decimal(char32_t c) { return c >= '0' && c <= '9'; }

bool month_name(std::string_view word) {
  constexpr std::string_view all = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
  return word.size() == 3 && word.find(' ') == word.npos && all.find(word) != all.npos;
}

// Within a day or a time as api/written writes them: 09-29 24:00, 9月29日, 29 Sep 2026 24:00.
bool inside_time(std::string_view text, std::size_t at, char32_t before, char32_t after) {
  const bool of_date = after == 0x5E74 || after == 0x6708 || after == 0x65E5;
  if ((before == '-' && decimal(after)) || (decimal(before) && of_date) || ((before == 0x5E74 || before == 0x6708) && decimal(after)))
    return at >= 2;
  if (before != ' ' || at < 2) return false;
  const std::string_view next = text.substr(at, 5);
  const char last = text[at - 2];
  if (decimal(static_cast<unsigned char>(last)) && month_name(next.substr(0, 3))) return true;
  const bool after_month =
      at >= 6 && decimal(static_cast<unsigned char>(text[at - 6])) && text[at - 5] == ' ' && month_name(text.substr(at - 4, 3));
  if (after_month && decimal(after)) return true;
  return decimal(static_cast<unsigned char>(last)) && next.size() == 5 && decimal(after) && next[2] == ':';
}

}  // namespace

Utf8 decode(std::string_view text, std::size_t at) {
  const auto b0 = static_cast<unsigned char>(text[at]);
  if (b0 < 0x80) return {b0, 1};
  const unsigned size = b0 >= 0xF0 ? 4 : b0 >= 0xE0 ? 3 : b0 >= 0xC2 ? 2 : 1;
  if (size == 1 || b0 > 0xF4 || at + size > text.size()) return {0xFFFD, 1};
  char32_t code = b0 & (0x7Fu >> size);
  for (unsigned i = 1; i < size; ++i) {
    const auto b = static_cast<unsigned char>(text[at + i]);
    if ((b & 0xC0u) != 0x80) return {0xFFFD, 1};
    code = (code << 6) | (b & 0x3Fu);
  }
  return {code, size};
}

std::vector<std::string_view> wrap(std::string_view text, float width, const std::function<float(char32_t)>& advance) {
  std::vector<std::string_view> lines;
  std::size_t start = 0;
  std::size_t good = 0;  // the last place that a break may stand
  float x = 0;
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Utf8 c = decode(text, i);
    if (c.code == '\n') {
      lines.push_back(trimmed(text.substr(start, i - start)));
      i += c.size;
      start = good = i;
      x = 0, before = 0;
      continue;
    }
    if (before != 0 && may_break(before, c.code) && !inside_time(text, i, before, c.code)) good = i;
    const float w = advance(c.code);
    if (x + w > width && i > start && c.code != ' ') {
      const std::size_t at = good > start ? good : i;
      lines.push_back(trimmed(text.substr(start, at - start)));
      start = good = at;
      i = at;
      x = 0, before = 0;
      continue;
    }
    x += w;
    before = c.code;
    i += c.size;
  }
  if (start < text.size() || lines.empty()) lines.push_back(text.substr(start));
  return lines;
}

}  // namespace ch::web
