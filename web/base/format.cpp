#include "web/base/format.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace ch::web {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

struct Replacement {
  std::string_view typed;
  char plain;
};
constexpr std::array replacements{Replacement{"，", ','}, Replacement{"。", '.'}, Replacement{"．", '.'}, Replacement{"　", ' '},
                                  Replacement{"\u00a0", ' '}};

// Full-width figures, points, commas and blanks as the plain ones.
std::string half_width(std::string_view typed) {
  constexpr std::string_view zero = "０";
  std::string out;
  while (!typed.empty()) {
    const auto* const found = std::ranges::find_if(replacements, [&](const Replacement& r) { return typed.starts_with(r.typed); });
    if (found != replacements.end()) {
      out += found->plain;
      typed.remove_prefix(found->typed.size());
      continue;
    }
    const int above_zero = typed.starts_with(zero.substr(0, 2)) && typed.size() > 2 ? typed[2] - zero[2] : -1;
    const bool figure = above_zero >= 0 && above_zero <= 9;
    out += figure ? static_cast<char>('0' + above_zero) : typed.front();
    typed.remove_prefix(figure ? zero.size() : 1);
  }
  return out;
}

bool all_digits(std::string_view text) { return std::ranges::all_of(text, digit); }

std::string_view without_sign_of_currency(std::string_view text) {
  for (const std::string_view sign : {"¥", "￥"})
    if (text.starts_with(sign)) return trimmed(text.substr(sign.size()));
  return text;
}

// "1,234,567" -> "1234567": one to three figures, then threes, with one kind of separator between them.
std::optional<std::string> joined_groups(std::string_view whole) {
  const std::size_t first = std::min(whole.find_first_of(", "), whole.size());
  std::string out(whole.substr(0, first));
  if (first == whole.size()) return out;
  const char separator = whole[first];
  if (first == 0 || first > 3) return {};
  for (whole.remove_prefix(first); !whole.empty(); whole.remove_prefix(4)) {
    const std::string_view group = whole.substr(1, 3);
    if (whole.front() != separator || group.size() < 3 || !all_digits(group)) return {};
    out += group;
  }
  return out;
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

TypedMoney parse_money(std::string_view typed) {
  const std::string plain = half_width(without_sign_of_currency(trimmed(typed)));
  if (plain.find_first_of("\t\r\n") != plain.npos) return {{}, MoneyFault::several};
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string part = plain.substr(std::min(point + 1, plain.size()));
  if (plain.find_first_not_of("0123456789,. ") != plain.npos || plain.find_first_of("0123456789") == plain.npos ||
      part.find('.') != part.npos)
    return {{}, MoneyFault::no_amount};
  std::optional<std::string> whole = joined_groups(std::string_view(plain).substr(0, point));
  if (!whole || !all_digits(part)) return {{}, MoneyFault::groups};
  if (part.size() > 2) return {{}, MoneyFault::decimals};
  whole->erase(0, std::min(whole->find_first_not_of('0'), whole->size()));
  if (whole->size() > 15) return {{}, MoneyFault::too_large};
  if (whole->empty()) *whole = "0";
  part.resize(2, '0');
  return {*whole + "." + part, MoneyFault::none};
}

std::string bare_digits(std::string_view typed) {
  std::string bare = half_width(typed);
  std::erase(bare, ' ');
  return all_digits(bare) ? bare : std::string(typed);
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
