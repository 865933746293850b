#pragma once
// Ratio: an exact fraction in lowest terms, and its application to money with a named rounding. CON-2.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace ch {

enum class Rounding : std::uint8_t {
  half_away_from_zero,  // 四舍五入
  down,                 // toward zero
  up,                   // away from zero
  half_even,
};

class Ratio {
 public:
  constexpr Ratio() = default;  // zero
  // Nothing where the denominator is not positive.
  static std::optional<Ratio> of(std::int64_t num, std::int64_t den);
  static Ratio basis_points(std::int64_t points);
  // "7/3" or "12.5%" (at most 12 decimals), '-' allowed; nothing else.
  static std::optional<Ratio> parse(std::string_view text);

  constexpr std::int64_t num() const { return num_; }
  constexpr std::int64_t den() const { return den_; }
  std::string text() const;  // "1/8"

  friend constexpr bool operator==(const Ratio&, const Ratio&) = default;
  friend constexpr std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
    return static_cast<__int128>(a.num_) * b.den_ <=> static_cast<__int128>(b.num_) * a.den_;
  }

 private:
  constexpr Ratio(std::int64_t num, std::int64_t den) : num_(num), den_(den) {}
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

// Throws MoneyOverflow where the result does not fit.
Money apply(Ratio ratio, Money amount, Rounding rounding = Rounding::half_away_from_zero);

}  // namespace ch
