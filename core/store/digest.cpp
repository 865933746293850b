#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "store/mix.h"
#include "store/store.h"

namespace ch {

namespace {

// Each kind of value with room for it at `to`; where what follows it goes.
char* put_sized(char* to, char kind, std::string_view value) {
  const auto size = static_cast<std::uint32_t>(value.size());
  *to++ = kind;
  for (int shift = 24; shift >= 0; shift -= 8) *to++ = static_cast<char>(size >> shift);
  return std::ranges::copy(value, to).out;
}

char* put_integer(char* to, std::int64_t value) {
  *to++ = 'i';
  for (int shift = 56; shift >= 0; shift -= 8) *to++ = static_cast<char>(static_cast<std::uint64_t>(value) >> shift);
  return to;
}

char* put_value(char* to, const LyingValue& value) {
  switch (value.kind) {
    case LyingValue::Kind::null:
      *to = 'n';
      return to + 1;
    case LyingValue::Kind::integer:
      return put_integer(to, value.number);
    case LyingValue::Kind::text:
      return put_sized(to, 't', value.bytes);
    case LyingValue::Kind::bytes:
      return put_sized(to, 'b', value.bytes);
  }
  return to;
}

}  // namespace

void DigestSink::values(std::span<const LyingValue> row) {
  std::size_t room = buffer_.size();
  for (const LyingValue& value : row) room += 9 + value.bytes.size();
  buffer_.resize_and_overwrite(room, [&, used = buffer_.size()](char* start, std::size_t) {
    char* to = start + used;
    for (const LyingValue& value : row) to = put_value(to, value);
    return static_cast<std::size_t>(to - start);
  });
}

void DigestSink::null() { values(std::array{LyingValue{}}); }
void DigestSink::integer(std::int64_t value) { values(std::array{LyingValue{LyingValue::Kind::integer, value, {}}}); }
void DigestSink::text(std::string_view value) { values(std::array{LyingValue{LyingValue::Kind::text, 0, value}}); }
void DigestSink::bytes(std::span<const std::uint8_t> value) {
  values(std::array{LyingValue{LyingValue::Kind::bytes, 0, {reinterpret_cast<const char*>(value.data()), value.size()}}});
}

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

RowDigests digests_of(std::string_view table, FunctionRef<void(Sink&)> write, std::int64_t seq) {
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

bool TableSum::take_lying(const RecordType& type, FunctionRef<void(Sink&)> write, std::int64_t seq, std::int64_t digest) {
  const RowDigests found = type.table.append_only ? RowDigests{} : digests_of(type.table.name, write, seq);
  take(found.content);
  return found.row == digest;
}

}  // namespace ch
