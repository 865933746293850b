#include "postgres/postgres_values.h"

#include <algorithm>
#include <cstring>

namespace ch::postgres {

namespace {

// Types as PostgreSQL numbers them in its system catalogue.
constexpr Oid int8 = 20, text = 25, bytea = 17, int8_array = 1016, text_array = 1009, bytea_array = 1001;

void put_big_endian(std::string& into, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) into.push_back(static_cast<char>(value >> shift));
}

std::string integer_bytes(std::int64_t value) {
  std::string bytes;
  put_big_endian(bytes, static_cast<std::uint64_t>(value), 8);
  return bytes;
}

std::int64_t integer_at(const PGresult* result, int row, int column) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(PQgetvalue(result, row, column));
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = (value << 8) | bytes[i];
  return static_cast<std::int64_t>(value);
}

Oid element_of(const Field& field) {
  if (lies_as_integer(field)) return int8;
  return lies_as_text(field) ? text : bytea;
}

// Writes a row, one value into each column.
class RowSink final : public Sink {
 public:
  explicit RowSink(std::vector<Column>& columns, std::size_t first = 0) : columns_(columns), next_(first) {}
  void null() override { columns_[next_++].null(); }
  void integer(std::int64_t value) override { columns_[next_++].put(integer_bytes(value)); }
  void text(std::string_view value) override { columns_[next_++].put(value); }
  void bytes(std::span<const std::uint8_t> value) override {
    columns_[next_++].put({reinterpret_cast<const char*>(value.data()), value.size()});
  }

 private:
  std::vector<Column>& columns_;
  std::size_t next_;
};

}  // namespace

Column::Column(const Field& field) : element_(element_of(field)) {}

Column Column::integers() { return Column(int8); }
Column Column::texts() { return Column(postgres::text); }

void Column::add(std::int64_t value) { put(integer_bytes(value)); }

void Column::add(const KeyValue& value) {
  if (lies_as_integer(*value.field))
    add(value.integer);
  else
    put(value.text);
}

void Column::begin_element() {
  last_ = elements_.size();
  ++count_;
}

void Column::null() {
  begin_element();
  put_big_endian(elements_, 0xFFFF'FFFFU, 4);
}

void Column::put(std::string_view value) {
  begin_element();
  put_big_endian(elements_, value.size(), 4);
  elements_ += value;
}

Oid Column::type() const { return element_ == int8 ? int8_array : element_ == text ? text_array : bytea_array; }

std::string Column::binary() const {
  std::string head;
  // One dimension, nulls possible, what it holds, how many, counted from 1.
  for (const std::uint64_t part : {std::uint64_t{1}, std::uint64_t{1}, std::uint64_t{element_}, count_, std::uint64_t{1}})
    put_big_endian(head, part, 4);
  return head + elements_;
}

RowSet::RowSet(const RecordType& of, bool keys_only) : type(&of) {
  if (keys_only) {
    for (const Field* field : of.key_fields) columns.emplace_back(*field);
    return;
  }
  for (const Field& field : of.shape->fields) columns.emplace_back(field);
  columns.push_back(Column::integers());
  if (!of.table.append_only) columns.push_back(Column::integers());
}

void RowSet::add_key(const void* record) {
  RowSink sink(columns);
  for (const Field* field : type->key_fields) field->write(record, sink);
  ++rows;
}

void RowSet::add(const RowChange& change, std::int64_t digest) {
  RowSink sink(columns);
  type->shape->write(change.after.get(), sink);
  sink.integer(change.seq);
  if (!type->table.append_only) sink.integer(digest);
  ++rows;
}

void RowSet::add_changed(const RowChange& change, std::int64_t digest) {
  const std::vector<Field>& fields = type->shape->fields;
  if (rows == 0) {
    earlier_.assign(columns.begin(), columns.begin() + std::ssize(fields));
    for (const Field& field : fields) written_.push_back(std::ranges::contains(type->key_fields, &field));
  }
  add(change, digest);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (written_[i]) continue;
    RowSink sink(earlier_, i);
    fields[i].write(change.before.get(), sink);
    written_[i] = !earlier_[i].last_is_last_of(columns[i]);
  }
}

std::vector<std::size_t> RowSet::to_write() const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < written_.size(); ++i)
    if (written_[i]) places.push_back(i);
  return places;
}

void Values::integer(std::int64_t value) { values_.push_back(integer_bytes(value)); }

void Values::key(const KeyValue& value) {
  if (lies_as_integer(*value.field))
    integer(value.integer);
  else
    values_.push_back(value.text);
}

void Values::column(const Column& column) { values_.push_back(column.binary()); }

void Values::as_read(const PGresult* result, int row, int column) {
  values_.emplace_back(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
}

Values::Pointers Values::pointers() const {
  Pointers made{{}, {}, std::vector<int>(values_.size(), 1)};
  for (const std::string& value : values_) {
    made.starts.push_back(value.data());
    made.lengths.push_back(static_cast<int>(value.size()));
  }
  return made;
}

PGresult* Values::ask(PGconn* connection, const std::string& prepared) const {
  const Pointers at = pointers();
  return PQexecPrepared(connection, prepared.c_str(), static_cast<int>(values_.size()), at.starts.data(), at.lengths.data(),
                        at.binary.data(), 1);
}

bool Values::send(PGconn* connection, const std::string& prepared) const {
  const Pointers at = pointers();
  return 1 == PQsendQueryPrepared(connection, prepared.c_str(), static_cast<int>(values_.size()), at.starts.data(), at.lengths.data(),
                                  at.binary.data(), 1);
}

bool RowSource::present() {
  if (!PQgetisnull(result_, row_, column_)) return true;
  ++column_;
  return false;
}

std::string_view RowSource::take(Oid kind) {
  if (PQgetisnull(result_, row_, column_) || PQftype(result_, column_) != kind) damaged();
  const std::string_view value(PQgetvalue(result_, row_, column_), static_cast<std::size_t>(PQgetlength(result_, row_, column_)));
  ++column_;
  return value;
}

std::int64_t RowSource::integer() {
  take(int8);
  return integer_at(result_, row_, column_ - 1);
}

std::string RowSource::text() { return std::string(take(postgres::text)); }

void RowSource::bytes(std::span<std::uint8_t> into) {
  const std::string_view value = take(bytea);
  if (value.size() != into.size()) damaged();
  std::memcpy(into.data(), value.data(), value.size());
}

void RowSource::damaged() const {
  throw StoreError(std::string("postgresql: damaged value in column ") + PQfname(result_, std::max(0, column_ - 1)), StoreTrouble::damaged);
}

LyingValue lying_column(const PGresult* result, int row, int column) {
  using Kind = LyingValue::Kind;
  if (PQgetisnull(result, row, column)) return {};
  const std::string_view value(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case int8:
      return {Kind::integer, integer_at(result, row, column), {}};
    case bytea:
      return {Kind::bytes, 0, value};
    default:
      return {Kind::text, 0, value};
  }
}

}  // namespace ch::postgres
