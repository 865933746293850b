#include "store/lying.h"

#include <algorithm>
#include <compare>

#include "store/mix.h"
#include "store/store.h"

namespace ch {

void LyingValue::feed(Sink& sink) const {
  switch (kind) {
    case Kind::null:
      return sink.null();
    case Kind::integer:
      return sink.integer(number);
    case Kind::text:
      return sink.text(bytes);
    case Kind::bytes:
      return sink.bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }
}

const LyingValue& LyingSource::next(LyingValue::Kind kind) {
  const LyingValue& value = row_.values[at_++];
  if (value.kind != kind) damaged();
  return value;
}

bool LyingSource::present() {
  if (row_.values[at_].kind != LyingValue::Kind::null) return true;
  ++at_;
  return false;
}

void LyingSource::bytes(std::span<std::uint8_t> into) {
  const LyingValue& value = next(LyingValue::Kind::bytes);
  if (value.bytes.size() != into.size()) damaged();
  std::ranges::copy(value.bytes, into.begin());
}

void LyingSource::damaged() const {
  throw StoreError("damaged value in column " + std::string(type_.shape->fields[at_ - 1].name) + " of " + std::string(type_.table.name),
                   StoreTrouble::damaged);
}

namespace {

std::strong_ordering compared(const LyingValue& a, const LyingValue& b) {
  if (a.kind != b.kind) return a.kind <=> b.kind;
  if (a.number != b.number) return a.number <=> b.number;
  return a.kind == LyingValue::Kind::integer ? std::strong_ordering::equal : a.bytes <=> b.bytes;
}

}  // namespace

bool Ascending::take(std::span<const LyingValue> values) {
  bool above = before_.empty();
  before_.resize(columns_.size());
  texts_.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const LyingValue& now = values[columns_[i]];
    LyingValue& before = before_[i];
    if (!above) {
      const auto order = compared(now, before);
      if (order < 0) return false;
      above = order > 0;
    }
    before = now;
    if (!now.bytes.empty()) before.bytes = texts_[i] = now.bytes;
  }
  return above;
}

std::vector<std::size_t> places_of(const RecordType& type, std::span<const Field* const> fields) {
  std::vector<std::size_t> places;
  for (const Field* field : fields) places.push_back(static_cast<std::size_t>(field - type.shape->fields.data()));
  return places;
}

std::uint64_t fingerprint(std::span<const LyingValue> values, std::span<const std::size_t> columns) {
  Mix mix;
  for (const std::size_t column : columns) mix.value(values[column]);
  return mix.state();
}

}  // namespace ch
