// UUIDs: text, version 7, time. CON-7.
#include "base/id.h"

#include <span>

namespace ch {
namespace {

constexpr std::array<std::size_t, 4> hyphens{8, 13, 18, 23};

constexpr bool hyphen_at(std::size_t i) {
  for (const std::size_t hyphen : hyphens) {
    if (i == hyphen) return true;
  }
  return false;
}

constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (hyphen_at(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int value = hex_value(text[i]);
    if (value < 0) return std::nullopt;
    auto& byte = uuid.bytes[nibble / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    ++nibble;
  }
  return uuid;
}

std::string Uuid::text() const {
  constexpr std::string_view figures = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (const std::uint8_t byte : bytes) {
    if (hyphen_at(out.size())) out.push_back('-');
    out.push_back(figures[byte >> 4]);
    out.push_back(figures[byte & 15]);
  }
  return out;
}

bool Uuid::is_v7() const { return bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2; }

std::int64_t Uuid::unix_ms() const {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | bytes[i];
  return ms;
}

namespace {

Uuid with_version(std::uint8_t version, std::int64_t unix_ms, std::span<const std::uint8_t, 10> rest) {
  Uuid uuid;
  const auto bits = static_cast<std::uint64_t>(unix_ms);
  for (std::size_t i = 0; i < 6; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(bits >> (40 - 8 * i));
  for (std::size_t i = 0; i < rest.size(); ++i) uuid.bytes[6 + i] = rest[i];
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | version << 4);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
  return uuid;
}

}  // namespace

Uuid Uuid::v7(std::int64_t unix_ms, std::array<std::uint8_t, 10> random) { return with_version(7, unix_ms, random); }
Uuid Uuid::v8(std::int64_t unix_ms, std::array<std::uint8_t, 10> derived) { return with_version(8, unix_ms, derived); }

}  // namespace ch
