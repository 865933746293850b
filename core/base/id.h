#pragma once
// Identities: UUIDs made outside (CON-7), typed sequence numbers inside (CON-8).
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ch {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;

  // 8-4-4-4-12 hexadecimal digits of either case; the text given back is lower case.
  static std::optional<Uuid> parse(std::string_view text);
  std::string text() const;

  bool is_v7() const;
  std::int64_t unix_ms() const;  // of a version 7

  // Both from the host: the core has neither clock nor randomness. The time is cut to 48 bits.
  static Uuid v7(std::int64_t unix_ms, std::array<std::uint8_t, 10> random);
  // Version 8: of what the core starts by itself, so that no id from outside is ever one of these.
  static Uuid v8(std::int64_t unix_ms, std::array<std::uint8_t, 10> derived);
};

// A sequence number that cannot be mistaken for that of another kind of record. 0 is none.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  auto operator<=>(const Id&) const = default;
  constexpr explicit operator bool() const { return value != 0; }
};

}  // namespace ch
