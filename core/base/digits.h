#pragma once
// Decimal digits in and out, without locale or stream.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ch::digits {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Exactly these characters, all digits; at most 18 of them, so it cannot overflow.
constexpr std::optional<std::int64_t> read(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Padded with zeros to the width; the value is not negative.
inline void append_padded(std::string& out, std::int64_t value, int width) {
  char reversed[20];
  int count = 0;
  do {
    reversed[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  for (int pad = count; pad < width; ++pad) out.push_back('0');
  while (count > 0) out.push_back(reversed[--count]);
}

}  // namespace ch::digits
