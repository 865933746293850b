// Money's text, and its allocation over shares. CON-1, CON-2.
#include "base/money.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "base/digits.h"

namespace ch {

std::optional<Money> Money::parse(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus) text.remove_prefix(1);
  if (text.size() < 4 || text[text.size() - 3] != '.') return std::nullopt;
  const std::string_view whole = text.substr(0, text.size() - 3);
  if (whole.size() > 1 && whole.front() == '0') return std::nullopt;

  // Built toward the negative side, whose range is the wider one, so that the smallest amount is read too.
  std::int64_t minor = 0;
  const std::string figures = std::string(whole).append(text.substr(text.size() - 2));
  for (const char figure : figures) {
    if (!digits::is_digit(figure)) return std::nullopt;
    if (__builtin_mul_overflow(minor, 10, &minor)) return std::nullopt;
    if (__builtin_sub_overflow(minor, figure - '0', &minor)) return std::nullopt;
  }
  if (minus) return minor == 0 ? std::nullopt : std::optional(Money{minor});
  if (minor == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return Money{-minor};
}

std::string Money::text() const {
  const auto magnitude = minor_ < 0 ? ~static_cast<std::uint64_t>(minor_) + 1 : static_cast<std::uint64_t>(minor_);
  std::string out;
  if (minor_ < 0) out.push_back('-');
  digits::append_padded(out, static_cast<std::int64_t>(magnitude / 100), 1);
  out.push_back('.');
  digits::append_padded(out, static_cast<std::int64_t>(magnitude % 100), 2);
  return out;
}

std::vector<Money> allocate(Money whole, std::span<const std::int64_t> weights) {
  __int128 total = 0;
  for (const std::int64_t weight : weights) {
    if (weight < 0) throw std::invalid_argument("allocate: a negative weight");
    total += weight;
  }
  if (total == 0) throw std::invalid_argument("allocate: no weight");

  const __int128 magnitude = whole.negative() ? -static_cast<__int128>(whole.minor()) : whole.minor();
  const __int128 sign = whole.negative() ? -1 : 1;
  std::vector<__int128> shares(weights.size());
  std::vector<__int128> remainders(weights.size());
  __int128 left = magnitude;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const __int128 product = magnitude * weights[i];
    shares[i] = product / total;
    remainders[i] = product % total;
    left -= shares[i];
  }

  // What is left is less than the number of shares with a remainder, so each gets one fen at most.
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) shares[order[i]] += 1;

  std::vector<Money> parts;
  parts.reserve(weights.size());
  for (const __int128 share : shares) parts.push_back(Money::fen(static_cast<std::int64_t>(sign * share)));
  return parts;
}

}  // namespace ch
