// UTF-8 and company names. CON-9, PRE-1.
#include "base/text.h"

#include <algorithm>
#include <array>

namespace ch {
namespace {

constexpr std::uint8_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

// The length of the well-formed character at `i`, 0 where there is none.
std::size_t character_length(std::string_view bytes, std::size_t i) {
  const std::uint8_t lead = byte_at(bytes, i);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (bytes.size() - i < length) return 0;

  // The second byte alone keeps out overlong forms, surrogates and what lies above U+10FFFF.
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xbf;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  const std::uint8_t second = byte_at(bytes, i + 1);
  if (second < low || second > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(bytes, i + k) & 0xc0) != 0x80) return 0;
  }
  return length;
}

char32_t decode(std::string_view text, std::size_t i, std::size_t length) {
  constexpr std::array<std::uint8_t, 5> lead_mask{0, 0x7f, 0x1f, 0x0f, 0x07};
  char32_t codepoint = byte_at(text, i) & lead_mask[length];
  for (std::size_t k = 1; k < length; ++k) codepoint = codepoint << 6 | (byte_at(text, i + k) & 0x3fU);
  return codepoint;
}

constexpr bool is_blank(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
         c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

// What shows nothing: soft hyphen, joiners, marks of direction, variation selectors, the byte order mark.
constexpr bool is_invisible(char32_t c) {
  return c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

// U+FF01 to U+FF5E are the full-width twins of '!' to '~', brackets among them.
constexpr char32_t half_width(char32_t c) { return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + U'!' : c; }

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const std::size_t length = character_length(bytes, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

bool valid_utf8(std::string_view bytes) { return !first_invalid_utf8(bytes); }

bool valid_text(std::string_view bytes) { return bytes.find('\0') == std::string_view::npos && valid_utf8(bytes); }

bool turns_direction(std::string_view text) {
  constexpr std::array<std::string_view, 3> marks{"\xd8\x9c", "\xe2\x80\x8e", "\xe2\x80\x8f"};
  if (std::ranges::any_of(marks, [&](std::string_view one) { return text.contains(one); })) return true;
  for (std::size_t at = text.find('\xe2'); at != std::string_view::npos && at + 2 < text.size(); at = text.find('\xe2', at + 1)) {
    const auto second = static_cast<unsigned char>(text[at + 1]), third = static_cast<unsigned char>(text[at + 2]);
    if (second == 0x80 && third >= 0xaa && third <= 0xae) return true;  // U+202A to U+202E
    if (second == 0x81 && third >= 0xa6 && third <= 0xa9) return true;  // U+2066 to U+2069
  }
  return false;
}

bool shows_nothing(std::string_view text) {
  constexpr std::array<std::string_view, 4> none{"\xc2\xad", "\xe2\x80\x8b", "\xe2\x81\xa0", "\xef\xbb\xbf"};
  return std::ranges::any_of(none, [&](std::string_view one) { return text.contains(one); });
}

std::int64_t count_codepoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0) != 0x80; });
}

void append_utf8(std::string& out, char32_t codepoint) {
  const auto put = [&out](char32_t bits) { out.push_back(static_cast<char>(bits)); };
  if (codepoint < 0x80) {
    put(codepoint);
  } else if (codepoint < 0x800) {
    put(0xc0 | codepoint >> 6);
    put(0x80 | (codepoint & 0x3f));
  } else if (codepoint < 0x10000) {
    put(0xe0 | codepoint >> 12);
    put(0x80 | (codepoint >> 6 & 0x3f));
    put(0x80 | (codepoint & 0x3f));
  } else {
    put(0xf0 | codepoint >> 18);
    put(0x80 | (codepoint >> 12 & 0x3f));
    put(0x80 | (codepoint >> 6 & 0x3f));
    put(0x80 | (codepoint & 0x3f));
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks[] = {" ", "\t", "\n", "\v", "\f", "\r", "\u00a0", "\u3000"};
  const auto strip = [&text](std::string_view blank) {
    const bool before = text.starts_with(blank);
    if (before) text.remove_prefix(blank.size());
    const bool behind = text.ends_with(blank);
    if (behind) text.remove_suffix(blank.size());
    return before || behind;
  };
  while (std::ranges::any_of(blanks, strip)) {
  }
  return text;
}

std::string normal_text(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  bool blank_before = false;
  for (std::size_t i = 0; i < name.size();) {
    // A byte that begins no character is kept as it is: broken text equals only itself.
    const std::size_t length = character_length(name, i);
    const bool broken = length == 0;
    const char32_t c = broken ? 0 : decode(name, i, length);
    if (!broken && is_blank(c)) {
      blank_before = !out.empty();
      i += length;
      continue;
    }
    if (blank_before) out.push_back(' ');
    blank_before = false;
    if (broken) {
      out.push_back(name[i++]);
      continue;
    }
    i += length;
    append_utf8(out, half_width(c));
  }
  return out;
}

std::string normal_reference(std::string_view reference) {
  const std::string text = normal_text(reference);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const char32_t c = length == 0 ? static_cast<unsigned char>(text[i]) : decode(text, i, length);
    const std::string_view own = std::string_view(text).substr(i, std::max<std::size_t>(length, 1));
    i += own.size();
    if (c >= U'a' && c <= U'z')
      out.push_back(static_cast<char>(c - U'a' + U'A'));
    else if (c != U' ' && !is_invisible(c))
      out += own;
  }
  return out;
}

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find_first_of(" ,", at), list.size());
    if (end > at) parts.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string single_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return std::string(trimmed(out));
}

namespace {

constexpr std::string_view small_open = "\ufe59", small_close = "\ufe5a";

bool is_bracket(char c) { return c == '(' || c == ')'; }

std::string company_form(std::string_view name) {
  const std::string text = normal_text(name);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = std::string_view(text).substr(i);
    const bool small = rest.starts_with(small_open) || rest.starts_with(small_close);
    const char c = !small ? text[i] : rest.starts_with(small_open) ? '(' : ')';
    i += small ? small_open.size() : 1;
    if (is_bracket(c) && out.ends_with(' ')) out.pop_back();
    if (c != ' ' || out.empty() || !is_bracket(out.back())) out.push_back(c);
  }
  return out;
}

}  // namespace

std::string harmless_cell(std::string_view cell) {
  constexpr std::string_view begins_formula = "=+-@\t\r\n";
  // Full-width forms are taken for the plain ones by some programs.
  const bool wide = cell.starts_with("＝") || cell.starts_with("＋") || cell.starts_with("－") || cell.starts_with("＠");
  const bool risky = wide || (!cell.empty() && begins_formula.contains(cell.front()));
  return (risky ? "'" : "") + std::string(cell);
}

bool same_company_name(std::string_view a, std::string_view b) { return company_form(a) == company_form(b); }

std::vector<std::string> company_name_beginnings(std::string_view name) {
  const std::string form = company_form(name);
  const auto at = std::ranges::find_if(form, is_bracket);
  if (at == form.end()) return {form};
  // Up to the next bracket: hardly another company's name goes on like that.
  const std::string before(form.begin(), at), behind(at + 1, std::find_if(at + 1, form.end(), is_bracket));
  std::vector<std::string> beginnings;
  for (const std::string_view blank : {"", " "})
    for (const std::string_view bracket : {std::string_view(*at == '(' ? "(" : ")"), *at == '(' ? small_open : small_close})
      for (const std::string_view inside : {"", " "})
        if (blank.empty() || !before.empty())
          beginnings.push_back(before + std::string(blank) + std::string(bracket) + std::string(inside) + behind);
  return beginnings;
}

std::string masked(std::string_view number) {
  const std::int64_t length = count_codepoints(number);
  std::string hidden;
  std::int64_t place = 0;
  for (std::size_t i = 0; i < number.size();) {
    std::size_t next = i + 1;
    while (next < number.size() && (static_cast<unsigned char>(number[next]) & 0xC0) == 0x80) ++next;
    // Half at least stays hidden, however short it is.
    if (++place > length - std::min<std::int64_t>(4, length / 2))
      hidden += number.substr(i, next - i);
    else
      hidden += '*';
    i = next;
  }
  return hidden;
}

std::string masked_email(std::string_view email) {
  const auto at = email.find('@');
  if (at == std::string_view::npos || at == 0) return masked(email);
  return std::string(email.substr(0, 1)) + "***" + std::string(email.substr(at));
}

}  // namespace ch
