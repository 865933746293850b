// The digest of rows (LED-7), 64 bits wide and fast. Each step is a bijection of the state, whatever the word, so what differs in one word
// alone never has one digest. It finds damage; against who may write to the file no digest beside the row helps, and the chain is SHA-256.
#pragma once

#include <bit>
#include <cstring>

#include "store/lying.h"

namespace ch {

class Mix {
 public:
  void word(std::uint64_t word) {
    state_ = (state_ ^ word) * 0x9E3779B97F4A7C15;
    state_ ^= state_ >> 32;
  }
  void null() { word('n'); }
  void integer(std::int64_t value) {
    word('i');
    word(static_cast<std::uint64_t>(value));
  }
  void text(std::string_view value) { put('t', value); }
  void bytes(std::string_view value) { put('b', value); }
  void value(const LyingValue& value) {
    switch (value.kind) {
      case LyingValue::Kind::null:
        return null();
      case LyingValue::Kind::integer:
        return integer(value.number);
      case LyingValue::Kind::text:
        return text(value.bytes);
      case LyingValue::Kind::bytes:
        return bytes(value.bytes);
    }
  }
  std::uint64_t state() const { return state_; }

 private:
  void put(char kind, std::string_view value) {
    static_assert(std::endian::native == std::endian::little);
    word(static_cast<std::uint64_t>(kind) | std::uint64_t{value.size()} << 8);
    const char* at = value.data();
    std::size_t left = value.size();
    for (; left >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), left -= sizeof(std::uint64_t)) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, at, sizeof eight);
      word(eight);
    }
    if (left == 0) return;
    std::uint64_t rest = 0;
    std::memcpy(&rest, at, left);
    word(rest);
  }
  std::uint64_t state_ = 0x6A09E667F3BCC909;
};

}  // namespace ch
