#include "record/key.h"

#include <array>
#include <cassert>

#include "record/record_type.h"

namespace ch {

namespace {
constexpr char escape = '\xFF';
constexpr char end_mark = '\x01';
}  // namespace

void KeySink::null() { assert(false && "no column of a key or index is optional"); }

void KeySink::integer(std::int64_t value) {
  const std::uint64_t ordered = static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63);
  std::array<char, 8> big_endian{};
  for (std::size_t i = 0; i < 8; ++i) big_endian[i] = static_cast<char>(ordered >> (56 - 8 * i));
  into_.append(big_endian.data(), big_endian.size());
}

void KeySink::text(std::string_view value) {
  for (;;) {
    const std::size_t plain = value.find('\0');
    into_.append(value.substr(0, plain));
    if (plain == std::string_view::npos) break;
    into_.append({'\0', escape});
    value.remove_prefix(plain + 1);
  }
  into_.append({'\0', end_mark});
}

void KeySink::bytes(std::span<const std::uint8_t> value) { text({reinterpret_cast<const char*>(value.data()), value.size()}); }

Key key_from(std::span<const Field* const> fields, const void* record) {
  Key key;
  KeySink sink(key);
  for (const Field* field : fields) field->write(record, sink);
  return key;
}

std::int64_t KeyReader::integer() {
  assert(rest_.size() >= 8);
  std::uint64_t ordered = 0;
  for (std::size_t i = 0; i < 8; ++i) ordered = (ordered << 8) | static_cast<std::uint8_t>(rest_[i]);
  rest_.remove_prefix(8);
  return static_cast<std::int64_t>(ordered ^ (std::uint64_t{1} << 63));
}

std::string KeyReader::text() {
  std::string value;
  for (;;) {
    const std::size_t plain = std::min(rest_.find('\0'), rest_.size());
    value += rest_.substr(0, plain);
    const bool ended = plain + 1 >= rest_.size() || rest_[plain + 1] == end_mark;
    rest_.remove_prefix(std::min(plain + 2, rest_.size()));
    if (ended) return value;
    value += '\0';
  }
}

bool lies_as_integer(const Field& field) {
  switch (field.kind) {
    case FieldKind::integer:
    case FieldKind::boolean:
    case FieldKind::money:
    case FieldKind::instant:
    case FieldKind::date:
    case FieldKind::enumeration:
      return true;
    default:
      return false;
  }
}

bool lies_as_text(const Field& field) {
  return field.kind == FieldKind::text || field.kind == FieldKind::ratio || field.kind == FieldKind::texts;
}

namespace detail {

RecordType make_record_type(const StructType& shape, TableSpec table, std::shared_ptr<const void> (*read)(Source&)) {
  const auto field_named = [&](std::string_view name) {
    const Field* field = shape.field(name);
    assert(field && "a key, index or party column names a field of the record");
    assert(!field->optional && "no column of a key or index is optional");
    return field;
  };
  RecordType made{&shape, std::move(table), {}, {}, nullptr, read};
  for (const auto name : made.table.key) made.key_fields.push_back(field_named(name));
  for (const auto& index : made.table.indexes) {
    auto& fields = made.indexes.emplace_back(RecordType::Index{index.name, {}, index.unique}).fields;
    for (const auto name : index.columns) fields.push_back(field_named(name));
  }
  if (!made.table.party.empty()) made.party_field = field_named(made.table.party);
  return made;
}

}  // namespace detail

std::int64_t RecordType::party_of(const void* record) const {
  if (!party_field) return 0;
  Key key;
  KeySink sink(key);
  party_field->write(record, sink);
  return KeyReader(key).integer();
}

const RecordType::Index& RecordType::index(std::string_view index_name) const {
  for (const Index& candidate : indexes)
    if (candidate.name == index_name) return candidate;
  assert(false && "a scan names an index that its record declares");
  return indexes.front();
}

}  // namespace ch
