// Amounts, ratios and allocation: texts read back, shares sum.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/ratio.h"

namespace {

void check_shares(const std::uint8_t* data, std::size_t size) {
  std::vector<std::int64_t> numbers(size / sizeof(std::int64_t));
  if (numbers.size() < 2 || numbers.size() > 64) return;
  std::memcpy(numbers.data(), data, numbers.size() * sizeof(std::int64_t));
  const ch::Money whole = ch::Money::fen(numbers.back());
  numbers.pop_back();
  bool any = false;
  for (auto& number : numbers) {
    number &= INT64_MAX;
    any |= number > 0;
  }
  if (!any) return;
  __int128 sum = 0;
  for (const ch::Money share : ch::allocate(whole, numbers)) sum += share.minor();
  if (sum != whole.minor()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto money = ch::Money::parse(text); money && money->text() != text) std::abort();
  if (const auto ratio = ch::Ratio::parse(text)) {
    if (ratio->den() <= 0 || ch::Ratio::parse(ratio->text()) != ratio) std::abort();
    try {
      static_cast<void>(apply(*ratio, ch::Money::fen(static_cast<std::int64_t>(size))));
    } catch (const ch::MoneyOverflow&) {
    }
  }
  check_shares(data, size);
  return 0;
}
