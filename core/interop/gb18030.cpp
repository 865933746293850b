// GB18030 by the table that toolchain/gb18030.py makes. LED-10.
#include "interop/gb18030.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "base/text.h"

namespace ch {
namespace {

// A run of four-byte characters, one after the other: the position and the code point with which it begins.
struct FourBytes {
  std::uint32_t first, codepoint;
};

#include "gb18030_data.inc"

constexpr std::size_t trails = 190;
static_assert(std::size(two_bytes) == 126 * trails);

// How the bytes of a character run: 81 to fe, then 40 to 7e or 80 to fe; or 81 to fe, 30 to 39, 81 to fe, 30 to 39.
constexpr bool is_lead(std::uint8_t byte) { return byte >= 0x81 && byte <= 0xfe; }
constexpr bool is_trail(std::uint8_t byte) { return byte >= 0x40 && byte <= 0xfe && byte != 0x7f; }
constexpr bool is_digit(std::uint8_t byte) { return byte >= 0x30 && byte <= 0x39; }

std::optional<char32_t> of_two(std::uint8_t lead, std::uint8_t trail) {
  const char32_t codepoint = two_bytes[(lead - 0x81U) * trails + trail - (trail < 0x7f ? 0x40U : 0x41U)];
  return codepoint == 0 ? std::nullopt : std::optional(codepoint);
}

constexpr std::uint32_t basic_end = 39'420, beyond = 189'000;  // between them stands nothing

std::optional<char32_t> of_four(std::uint32_t position) {
  if (position >= basic_end && position < beyond) return std::nullopt;
  const auto* run = std::prev(std::ranges::upper_bound(four_bytes, position, {}, &FourBytes::first));
  const std::uint32_t codepoint = run->codepoint + position - run->first;
  return codepoint > 0x10'ffff ? std::nullopt : std::optional<char32_t>(codepoint);
}

}  // namespace

std::expected<std::string, NotGb18030> utf8_of_gb18030(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0}; };
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint8_t first = byte(at), second = byte(at + 1), third = byte(at + 2), fourth = byte(at + 3);
    if (first < 0x80) {
      text.push_back(bytes[at++]);
      continue;
    }
    std::optional<char32_t> codepoint;
    std::size_t length = 2;
    if (is_lead(first) && is_trail(second)) {
      codepoint = of_two(first, second);
    } else if (is_lead(first) && is_digit(second) && is_lead(third) && is_digit(fourth)) {
      length = 4;
      codepoint = of_four(((first - 0x81U) * 10 + (second - 0x30U)) * 1'260 + (third - 0x81U) * 10 + (fourth - 0x30U));
    }
    if (!codepoint) return std::unexpected(NotGb18030{at, std::move(text)});
    append_utf8(text, *codepoint);
    at += length;
  }
  return text;
}

}  // namespace ch
