#include <array>

#include "base/sha256.h"
#include "store/store.h"

namespace ch {

void DigestSink::put(char kind, std::span<const std::uint8_t> value) {
  const auto size = static_cast<std::uint32_t>(value.size());
  const std::array<char, 5> head{kind, static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
                                 static_cast<char>(size)};
  buffer_.append(head.data(), head.size());
  buffer_.append(reinterpret_cast<const char*>(value.data()), value.size());
}

void DigestSink::null() { buffer_.push_back('n'); }

void DigestSink::integer(std::int64_t value) {
  std::array<char, 9> big_endian{'i'};
  for (std::size_t i = 0; i < 8; ++i) big_endian[i + 1] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
  buffer_.append(big_endian.data(), big_endian.size());
}

void DigestSink::text(std::string_view value) { put('t', {reinterpret_cast<const std::uint8_t*>(value.data()), value.size()}); }
void DigestSink::bytes(std::span<const std::uint8_t> value) { put('b', value); }

Hash DigestSink::finish() {
  Sha256 sha;
  sha.update(std::string_view(buffer_));
  return sha.finish();
}

std::int64_t row_digest(const RecordType& type, const void* record, std::int64_t seq) {
  DigestSink sink;
  sink.text(type.table.name);
  type.shape->write(record, sink);
  sink.integer(seq);
  const Hash hash = sink.finish();
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < 8; ++i) first = (first << 8) | hash[i];
  return static_cast<std::int64_t>(first);
}

}  // namespace ch
