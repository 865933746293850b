#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "store/mix.h"
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
  buffer_.clear();
  return sha.finish();
}

namespace {

class MixSink final : public Sink {
 public:
  void null() override { mix_.null(); }
  void integer(std::int64_t value) override { mix_.integer(value); }
  void text(std::string_view value) override { mix_.text(value); }
  void bytes(std::span<const std::uint8_t> value) override { mix_.bytes({reinterpret_cast<const char*>(value.data()), value.size()}); }
  std::int64_t finish() const { return static_cast<std::int64_t>(mix_.state()); }

 private:
  Mix mix_;
};

MixSink content(const RecordType& type, const void* record) {
  MixSink sink;
  sink.text(type.table.name);
  type.shape->write(record, sink);
  return sink;
}

std::int64_t modulo(std::uint64_t sum) { return static_cast<std::int64_t>(sum & ((std::uint64_t{1} << 62) - 1)); }

}  // namespace

std::string Store::look_through(const RecordType& type, const TakeLying& take) {
  each(type, [&](const Row& row, std::int64_t seq, std::int64_t digest) {
    LyingSink sink;
    type.shape->write(row.get(), sink);
    sink.integer(seq);
    if (!type.table.append_only) sink.integer(digest);
    const std::span<const LyingValue> all = sink.values(), values = all.first(type.shape->fields.size());
    take({values, all[values.size()], type.table.append_only ? LyingValue{} : all.back()});
  });
  return {};
}

std::int64_t row_digest(const RecordType& type, const void* record, std::int64_t seq) {
  MixSink sink = content(type, record);
  sink.integer(seq);
  return sink.finish();
}

std::int64_t content_digest(const RecordType& type, const void* record) {
  return type.table.append_only ? 0 : content(type, record).finish();
}

RowDigests digests_of(const RecordType& type, const void* record, std::int64_t seq) {
  if (type.table.append_only) return {};
  MixSink sink = content(type, record);
  const std::int64_t own = sink.finish();
  sink.integer(seq);
  return {own, sink.finish()};
}

RowDigests digests_of(std::string_view table, const std::function<void(Sink&)>& write, std::int64_t seq) {
  MixSink sink;
  sink.text(table);
  write(sink);
  const std::int64_t content = sink.finish();
  sink.integer(seq);
  return {content, sink.finish()};
}

RowDigests digests_of(const RecordType& type, const LyingRow& row) {
  if (type.table.append_only) return {};
  Mix mix;
  mix.text(type.table.name);
  for (const LyingValue& value : row.values) mix.value(value);
  const std::uint64_t content = mix.state();
  mix.value(row.seq);
  return {static_cast<std::int64_t>(content), static_cast<std::int64_t>(mix.state())};
}

void TableSum::take(std::int64_t content) {
  ++rows;
  contents = modulo(static_cast<std::uint64_t>(contents) + static_cast<std::uint64_t>(content));
}

void TableSum::give_back(std::int64_t content) {
  --rows;
  contents = modulo(static_cast<std::uint64_t>(contents) - static_cast<std::uint64_t>(content));
}

RowDigests TableSum::follow(const RowChange& change) {
  const RowDigests after = change.after ? digests_of(*change.type, change.after.get(), change.seq) : RowDigests{};
  if (change.before) give_back(content_digest(*change.type, change.before.get()));
  if (change.after) take(after.content);
  return after;
}

bool TableSum::take_lying(const RecordType& type, const std::function<void(Sink&)>& write, std::int64_t seq, std::int64_t digest) {
  const RowDigests found = type.table.append_only ? RowDigests{} : digests_of(type.table.name, write, seq);
  take(found.content);
  return found.row == digest;
}

}  // namespace ch
