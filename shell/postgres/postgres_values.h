// Values as PostgreSQL sends and takes them in its binary form: parameters, columns of rows to write, rows that were read.
#pragma once

#include <libpq-fe.h>

#include "store/sql.h"
#include "store/stored_source.h"

namespace ch::postgres {

// A column of the rows to write, as one array.
class Column {
 public:
  explicit Column(const Field& field);
  static Column integers();
  static Column texts();
  void add(std::int64_t value);
  void add(const KeyValue& value);
  void null();
  void put(std::string_view value);
  Oid type() const;
  std::string binary() const;
  bool last_is_last_of(const Column& other) const { return last() == other.last(); }

 private:
  explicit Column(Oid element) : element_(element) {}
  std::string_view last() const { return std::string_view(elements_).substr(last_); }
  void begin_element();
  Oid element_;
  std::string elements_;
  std::uint64_t count_ = 0;
  std::size_t last_ = 0;  // where the last element begins
};

// The rows of one table that a flush writes in one way: keys only, to erase; else whole, with their seq and digest.
struct RowSet {
  RowSet(const RecordType& type, bool keys_only);
  void add_key(const void* record);
  void add(const RowChange& change, std::int64_t digest);
  // add(), of a row that changes: the key, and what is another in some of these rows, is all that has to be written.
  void add_changed(const RowChange& change, std::int64_t digest);
  std::vector<std::size_t> to_write() const;  // which of the fields
  const RecordType* type;
  std::vector<Column> columns;
  int rows = 0;

 private:
  std::vector<bool> written_;    // by field
  std::vector<Column> earlier_;  // of the fields that are the same in all rows so far
};

// What is bound to a statement.
class Values {
 public:
  void integer(std::int64_t value);
  void key(const KeyValue& value);
  void text(std::string_view value) { values_.emplace_back(value); }
  void column(const Column& column);
  void as_read(const PGresult* result, int row, int column);
  // The answer to a prepared statement, in the binary form; the caller clears it.
  PGresult* ask(PGconn* connection, const std::string& prepared) const;
  // Only sent.
  bool send(PGconn* connection, const std::string& prepared) const;
  std::size_t count() const { return values_.size(); }

 private:
  struct Pointers {
    std::vector<const char*> starts;
    std::vector<int> lengths, binary;
  };
  Pointers pointers() const;
  std::vector<std::string> values_;
};

// One row of an answer.
class RowSource final : public StoredSource {
 public:
  RowSource(const PGresult* result, int row, int column = 0) : result_(result), row_(row), column_(column) {}
  bool present() override;
  std::int64_t integer() override;
  std::string text() override;
  void bytes(std::span<std::uint8_t> into) override;

 private:
  std::string_view take(Oid kind);
  [[noreturn]] void damaged() const override;
  const PGresult* result_;
  int row_, column_;
};

// A column as it lies, whatever a record may make of it. Lasts as long as the answer.
LyingValue lying_column(const PGresult* result, int row, int column);

}  // namespace ch::postgres
