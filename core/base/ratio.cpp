// Exact ratios and their application to money. CON-2.
#include "base/ratio.h"

#include <limits>

#include "base/digits.h"

namespace ch {
namespace {

using Wide = __int128;

constexpr Wide magnitude(Wide value) { return value < 0 ? -value : value; }

constexpr Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::optional<Ratio> parse_percent(std::string_view text, bool minus) {
  text.remove_suffix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (point != std::string_view::npos && (decimals.empty() || decimals.size() > 12)) return std::nullopt;
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;

  const std::string joined = std::string(whole) + std::string(decimals);
  const auto num = digits::read(joined);
  if (whole.empty() || !num) return std::nullopt;
  std::int64_t den = 100;
  for (std::size_t i = 0; i < decimals.size(); ++i) den *= 10;
  return Ratio::of(minus ? -*num : *num, den);
}

bool round_up(Wide quotient, Wide remainder, Wide den, Rounding rounding) {
  switch (rounding) {
    case Rounding::down:
      return false;
    case Rounding::up:
      return remainder != 0;
    case Rounding::half_away_from_zero:
      return remainder * 2 >= den;
    case Rounding::half_even:
      return remainder * 2 > den || (remainder * 2 == den && quotient % 2 != 0);
  }
  return false;
}

}  // namespace

std::optional<Ratio> Ratio::of(std::int64_t num, std::int64_t den) {
  if (den <= 0) return std::nullopt;
  const Wide divisor = greatest_common_divisor(magnitude(num), den);
  return Ratio{static_cast<std::int64_t>(num / divisor), static_cast<std::int64_t>(den / divisor)};
}

Ratio Ratio::basis_points(std::int64_t points) { return *of(points, 10'000); }

std::optional<Ratio> Ratio::parse(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  if (text.ends_with('%')) return parse_percent(text, minus);

  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto num = digits::read(text.substr(0, slash));
  const auto den = digits::read(text.substr(slash + 1));
  if (!num || !den) return std::nullopt;
  return of(minus ? -*num : *num, *den);
}

std::string Ratio::text() const { return std::to_string(num_) + "/" + std::to_string(den_); }

Money apply(Ratio ratio, Money amount, Rounding rounding) {
  const Wide product = static_cast<Wide>(ratio.num()) * amount.minor();
  const Wide den = ratio.den();
  Wide quotient = magnitude(product) / den;
  if (round_up(quotient, magnitude(product) % den, den, rounding)) ++quotient;
  const Wide result = product < 0 ? -quotient : quotient;
  if (result > std::numeric_limits<std::int64_t>::max() || result < std::numeric_limits<std::int64_t>::min()) {
    throw MoneyOverflow{};
  }
  return Money::fen(static_cast<std::int64_t>(result));
}

}  // namespace ch
