// Numbers that look random and are the same on every machine (splitmix64). No floating point.
#pragma once

#include <cstdint>

namespace ch {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // 0 to limit - 1. The bias of so small a limit shows in nothing.
  std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit)); }
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + below(most - least + 1); }
  bool in_thousand(std::int64_t so_often) { return below(1'000) < so_often; }

 private:
  std::uint64_t state_;
};

}  // namespace ch
