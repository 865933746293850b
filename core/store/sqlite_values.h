// How values go into SQLite's statements and come out of them. Inside the SQLite backend only.
#pragma once

#include <sqlite3.h>

#include <algorithm>

#include "store/sql.h"
#include "store/store.h"
#include "store/stored_source.h"

namespace ch {

class BindSink final : public Sink {
 public:
  explicit BindSink(sqlite3_stmt* statement) : statement_(statement) {}
  void null() override { sqlite3_bind_null(statement_, ++column_); }
  void integer(std::int64_t value) override { sqlite3_bind_int64(statement_, ++column_, value); }
  // A text made on the way (a list, a ratio) does not live until the step, so lists are copied.
  void text(std::string_view value) override {
    sqlite3_bind_text(statement_, ++column_, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  void texts(std::span<const std::string> value) override {
    made_.clear();
    for (const std::string& line : value) made_ += made_.empty() ? line : '\n' + line;
    sqlite3_bind_text(statement_, ++column_, made_.data(), static_cast<int>(made_.size()), SQLITE_TRANSIENT);
  }
  void ratio(Ratio value) override {
    made_ = value.text();
    sqlite3_bind_text(statement_, ++column_, made_.data(), static_cast<int>(made_.size()), SQLITE_TRANSIENT);
  }
  void bytes(std::span<const std::uint8_t> value) override {
    sqlite3_bind_blob(statement_, ++column_, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  void value(const KeyValue& key) {
    if (lies_as_integer(*key.field))
      integer(key.integer);
    else if (lies_as_text(*key.field))
      text(key.text);
    else
      bytes({reinterpret_cast<const std::uint8_t*>(key.text.data()), key.text.size()});
  }

 private:
  sqlite3_stmt* statement_;
  int column_ = 0;
  std::string made_;
};

// A column as it lies, whatever a record may make of it.
inline void write_column(sqlite3_stmt* row, int column, Sink& sink) {
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
      return sink.null();
    case SQLITE_INTEGER:
      return sink.integer(sqlite3_column_int64(row, column));
    case SQLITE_BLOB:
      return sink.bytes({static_cast<const std::uint8_t*>(sqlite3_column_blob(row, column)), size});
    default:
      return sink.text({reinterpret_cast<const char*>(sqlite3_column_text(row, column)), size});
  }
}

class ColumnSource final : public StoredSource {
 public:
  explicit ColumnSource(sqlite3_stmt* statement) : statement_(statement) {}
  bool present() override {
    if (sqlite3_column_type(statement_, column_) != SQLITE_NULL) return true;
    ++column_;
    return false;
  }
  std::int64_t integer() override {
    expect(SQLITE_INTEGER);
    return sqlite3_column_int64(statement_, column_++);
  }
  std::string text() override {
    expect(SQLITE_TEXT);
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_++));
    return {start, size};
  }
  void bytes(std::span<std::uint8_t> into) override {
    expect(SQLITE_BLOB);
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column_));
    if (static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_)) != into.size()) damaged();
    std::copy_n(start, into.size(), into.begin());
    ++column_;
  }

 private:
  void expect(int kind) const {
    if (sqlite3_column_type(statement_, column_) != kind) damaged();
  }
  [[noreturn]] void damaged() const override {
    throw StoreError(
        std::string("sqlite: damaged value in column ") + sqlite3_column_name(statement_, column_) + " of " + sqlite3_sql(statement_),
        StoreTrouble::damaged);
  }
  sqlite3_stmt* statement_;
  int column_ = 0;
};

using Prepared = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;  // with what ends its use: finalize or reset

// Resets a statement however its use ends.
struct InUse {
  sqlite3_stmt* statement;
  ~InUse() { sqlite3_reset(statement); }
};

}  // namespace ch
