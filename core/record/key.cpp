#include "record/key.h"

#include <array>
#include <bit>
#include <cassert>

#include "record/record_type.h"

namespace ch {

namespace {
constexpr char escape = '\xFF';
constexpr char end_mark = '\x01';
constexpr int least_positive = 0x80;  // the first byte of a number, with how many follow; below it the negative ones

int bytes_of(std::int64_t value) { return (std::bit_width(static_cast<std::uint64_t>(value)) + 7) / 8; }
}  // namespace

void KeySink::null() { assert(false && "no column of a key or index is optional"); }

// How many bytes follow, then these, so that numbers lie in order and the small ones, which most are, are short.
void KeySink::integer(std::int64_t value) {
  const bool negative = value < 0;
  const int count = bytes_of(negative ? ~value : value);
  std::array<char, 9> bytes{static_cast<char>(negative ? least_positive - 1 - count : least_positive + count)};
  for (int i = 1; i <= count; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * (count - i)));
  into_.append(bytes.data(), static_cast<std::size_t>(count) + 1);
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

std::optional<std::int64_t> KeyReader::integer() {
  if (rest_.empty()) return {};
  const int first = static_cast<unsigned char>(rest_.front());
  const bool negative = first < least_positive;
  const auto count = static_cast<std::size_t>(negative ? least_positive - 1 - first : first - least_positive);
  if (count > sizeof(std::int64_t) || count >= rest_.size()) return {};
  std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 1; i <= count; ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
  rest_.remove_prefix(count + 1);
  return static_cast<std::int64_t>(value);
}

std::optional<std::string> KeyReader::text() {
  std::string value;
  for (;;) {
    const std::size_t plain = rest_.find('\0');
    if (plain == std::string_view::npos || plain + 1 == rest_.size()) return {};
    const char mark = rest_[plain + 1];
    value += rest_.substr(0, plain);
    rest_.remove_prefix(plain + 2);
    if (mark == end_mark) return value;
    if (mark != escape) return {};
    value += '\0';
  }
}

bool is_key_of(std::span<const Field* const> fields, std::string_view key) {
  Key again;
  KeySink sink(again);
  KeyReader reader(key);
  for (const Field* field : fields) {
    if (lies_as_integer(*field)) {
      const auto value = reader.integer();
      if (!value) return false;
      sink.integer(*value);
    } else {
      const auto value = reader.text();
      if (!value) return false;
      sink.text(*value);
    }
  }
  return again == key;
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
  return KeyReader(key).integer().value();
}

std::vector<const Field*> RecordType::order(const Index* index) const {
  std::vector<const Field*> fields;
  if (index) fields = index->fields;
  fields.insert(fields.end(), key_fields.begin(), key_fields.end());
  return fields;
}

const RecordType::Index& RecordType::index(std::string_view index_name) const {
  for (const Index& candidate : indexes)
    if (candidate.name == index_name) return candidate;
  assert(false && "a scan names an index that its record declares");
  return indexes.front();
}

}  // namespace ch
