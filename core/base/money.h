#pragma once
// Money: an exact amount in minor units (fen); arithmetic that cannot wrap. CON-1, CON-2.
#include <compare>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ch {

// A tenant has one currency, and this one is the only one yet. So no amount carries a tag that could
// never differ; columns hold minor units alone.
enum class Currency : std::uint8_t { CNY };

// CON-1: overflow is an error, never a wrap. Catch it once, at the engine's door.
struct MoneyOverflow : std::exception {
  const char* what() const noexcept override { return "amount out of range"; }
};

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money fen(std::int64_t minor) { return Money{minor}; }

  constexpr std::int64_t minor() const { return minor_; }
  constexpr Currency currency() const { return Currency::CNY; }

  constexpr bool is_zero() const { return minor_ == 0; }
  constexpr bool negative() const { return minor_ < 0; }
  constexpr bool positive() const { return minor_ > 0; }

  friend constexpr Money operator+(Money a, Money b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.minor_, b.minor_, &sum)) throw MoneyOverflow{};
    return Money{sum};
  }
  friend constexpr Money operator-(Money a, Money b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a.minor_, b.minor_, &difference)) throw MoneyOverflow{};
    return Money{difference};
  }
  friend constexpr Money operator-(Money a) { return Money{} - a; }
  constexpr Money& operator+=(Money b) { return *this = *this + b; }
  constexpr Money& operator-=(Money b) { return *this = *this - b; }
  friend constexpr auto operator<=>(Money, Money) = default;

  // Exactly "12.34": two decimals, '-' allowed, no '+', no leading zero but the one before the point,
  // no "-0.00". One amount has one text, so texts can be compared and hashed.
  static std::optional<Money> parse(std::string_view text);
  std::string text() const;

 private:
  constexpr explicit Money(std::int64_t minor) : minor_(minor) {}
  std::int64_t minor_ = 0;
};

constexpr Money abs(Money m) { return m.negative() ? -m : m; }

// CON-2: shares of a whole by largest remainder, ties to the earlier share; they always sum to the whole.
// Weights are not negative and not all zero (std::invalid_argument otherwise); a weight of zero gets nothing.
std::vector<Money> allocate(Money whole, std::span<const std::int64_t> weights);

}  // namespace ch
