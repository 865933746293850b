#pragma once
// SHA-256 (FIPS 180-4), the same bits on every machine; the processor's own instructions where it has them.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ch {

using Hash = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  Sha256& update(std::span<const std::uint8_t> bytes);
  Sha256& update(std::string_view bytes);
  Hash finish();  // once; afterwards the object is as new

 private:
  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, 64> block_;
  std::uint64_t length_ = 0;
};

Hash sha256(std::span<const std::uint8_t> bytes);
Hash sha256(std::string_view bytes);
// Of both, in little more time than of one where the processor has instructions for it. Leaves them empty.
std::array<Hash, 2> sha256_of_two(std::string& a, std::string& b);

std::string hex(std::span<const std::uint8_t> bytes);  // lower case
std::string hex(const Hash& hash);
std::optional<Hash> parse_hash(std::string_view text);  // 64 digits of lower case

// For tests, which compare the two ways: off takes the portable one.
void sha256_use_hardware(bool on);
bool sha256_has_hardware();

}  // namespace ch
