#include "web/base/format.h"

#include <algorithm>

#include "base/text.h"

namespace ch::web {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// One character of what was typed, full width brought to ASCII; 0 for what is skipped, '?' for what is no part.
char typed_char(std::string_view s, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(s[i]);
  if (byte < 0x80) {
    ++i;
    if (byte == ' ' || byte == ',') return 0;
    return static_cast<char>(byte);
  }
  if (s.substr(i, 3) == "\xEF\xBC\x8C" || s.substr(i, 3) == "\xEF\xBF\xA5" || s.substr(i, 3) == "\xE3\x80\x80") return i += 3, '\0';
  if (s.substr(i, 2) == "\xC2\xA5") return i += 2, '\0';
  if (s.substr(i, 3) == "\xE3\x80\x82" || s.substr(i, 3) == "\xEF\xBC\x8E") return i += 3, '.';
  if (byte == 0xEF && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0xBC) {
    const auto last = static_cast<unsigned char>(s[i + 2]);
    if (last >= 0x90 && last <= 0x99) return i += 3, static_cast<char>('0' + (last - 0x90));
  }
  return i = s.size(), '?';
}

}  // namespace

std::string money(std::string_view amount) {
  const auto parsed = Money::parse(amount);
  return parsed ? written(*parsed) : std::string(amount);
}

int sign_of(std::string_view amount) {
  const Money parsed = Money::parse(amount).value_or(Money{});
  return parsed.positive() ? 1 : parsed.negative() ? -1 : 0;
}

std::string signed_money(std::string_view amount) { return (sign_of(amount) > 0 ? "+" : "") + money(amount); }

std::string parse_money(std::string_view typed) {
  std::string whole;
  std::string part;
  bool point = false;
  for (std::size_t i = 0; i < typed.size();) {
    const char c = typed_char(typed, i);
    if (c == 0) continue;
    if (c == '.' && !point)
      point = true;
    else if (!digit(c))
      return {};
    else
      (point ? part : whole) += c;
  }
  if (part.size() > 2 || (whole.empty() && part.empty()) || whole.size() > 15) return {};
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.empty()) whole = "0";
  part.resize(2, '0');
  return whole + "." + part;
}

std::string date(std::string_view iso, TimeForm form) {
  const auto day = Date::parse(iso);
  return day ? written(*day, language(), form) : std::string(iso);
}

bool is_day(std::string_view iso) {
  const auto day = Date::parse(iso);
  return day && day->year() >= 2000 && day->year() <= 2199;
}

std::string when(std::string_view instant, TimeForm form) {
  const auto at = Instant::parse(instant);
  return at ? written(*at, language(), form) : std::string(instant);
}

std::string until(std::string_view instant, TimeForm form) {
  const auto at = Instant::parse(instant);
  return at ? written_end(*at, language(), form) : std::string(instant);
}

std::string bytes(std::int64_t n) {
  constexpr std::int64_t kilo = 1024;
  if (const std::int64_t whole = (n + kilo - 1) / kilo; whole < kilo) return count(whole) + " KB";
  std::int64_t unit = kilo * kilo;
  const char* name = " MB";
  if (n >= unit * kilo) unit *= kilo, name = " GB";
  const std::int64_t tenths = (n + unit / 20) / (unit / 10);
  return count(tenths / 10) + "." + std::to_string(tenths % 10) + name;
}

std::string file_name(std::string_view words) {
  constexpr std::string_view never = "\\/:*?\"<>|";
  std::string name;
  for (const char c : words)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && never.find(c) == never.npos) name += c;
  return std::string(trimmed(name));
}

std::string count(std::int64_t n) { return written_count(n); }

}  // namespace ch::web
