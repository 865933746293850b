#include "store/sqlite_store.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>

namespace ch {

namespace {

constexpr Dialect dialect{'?', "INTEGER", "BLOB", "TEXT", " WITHOUT ROWID"};

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

// A value that is not what was written (another kind, length or range) is damage: it is told, never read as something else (LED-7).
class ColumnSource final : public Source {
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
  bool boolean() override {
    const std::int64_t value = integer();
    if (value != 0 && value != 1) damaged();
    return value == 1;
  }
  Date date() override {
    const std::int64_t days = integer();
    if (days < INT32_MIN || days > INT32_MAX) damaged();
    return Date{static_cast<std::int32_t>(days)};
  }
  std::int64_t enumeration(const EnumType& type) override {
    const std::int64_t number = integer();
    if (type.name_of(number).empty()) damaged();
    return number;
  }

 private:
  void expect(int kind) const {
    if (sqlite3_column_type(statement_, column_) != kind) damaged();
  }
  [[noreturn]] void damaged() const {
    throw StoreError(std::string("sqlite: damaged value in column ") + sqlite3_column_name(statement_, column_) + " of " +
                     sqlite3_sql(statement_));
  }
  sqlite3_stmt* statement_;
  int column_ = 0;
};

// Resets a statement however its use ends.
struct InUse {
  sqlite3_stmt* statement;
  ~InUse() { sqlite3_reset(statement); }
};

bool outcome_is_full(int code) { return (code & 0xFF) == SQLITE_FULL; }

}  // namespace

SqliteStore::SqliteStore(const std::string& path, const SqliteOptions& options) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  try {
    if (sqlite3_open_v2(path.c_str(), &db_, flags, options.vfs.empty() ? nullptr : options.vfs.c_str()) != SQLITE_OK) fail("open " + path);
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, 2'000);
    // Plans do not depend on what is bound; else a statement is compiled anew whenever its limit is bound.
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    if (options.exclusive) run("PRAGMA locking_mode = EXCLUSIVE");
    if (!options.journal_mode.empty()) run(("PRAGMA journal_mode = " + options.journal_mode).c_str());
    run("PRAGMA synchronous = FULL");
    run(("PRAGMA cache_size = -" + std::to_string(options.cache_kib)).c_str());
    run("PRAGMA wal_autocheckpoint = 4000");
    run("PRAGMA foreign_keys = OFF");
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteStore::~SqliteStore() {
  for (auto& [type, of] : statements_)
    for (sqlite3_stmt* statement : {of.get, of.insert, of.update.statement, of.update_indexed.statement, of.erase})
      sqlite3_finalize(statement);
  for (auto& [shape, statement] : scans_) sqlite3_finalize(statement);
  for (sqlite3_stmt* statement : {add_sum_, first_sum_}) sqlite3_finalize(statement);
  sqlite3_close_v2(db_);
}

void SqliteStore::fail(std::string_view doing) {
  const int code = db_ ? sqlite3_extended_errcode(db_) : SQLITE_NOMEM;
  throw StoreError(
      "sqlite: " + std::string(doing) + ": " + (db_ ? sqlite3_errmsg(db_) : "out of memory") + " (" + std::to_string(code) + ")",
      outcome_is_full(code));
}

void SqliteStore::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

sqlite3_stmt* SqliteStore::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
    fail(sql);
  return statement;
}

Check SqliteStore::migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  run("CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  run("CREATE TABLE IF NOT EXISTS table_sum (name TEXT NOT NULL PRIMARY KEY, row_count INTEGER NOT NULL, content_sum INTEGER NOT NULL)");
  sqlite3_stmt* statement = prepare("SELECT COALESCE(MAX(number), 0) FROM schema_migration");
  const int step = sqlite3_step(statement);
  const std::int64_t at = step == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  if (step != SQLITE_ROW) fail("read the schema's number");
  const int newest = migrations.empty() ? 0 : migrations.back().number;
  if (at > newest)  // SRV-14
    return std::unexpected(
        Refusal{"schema_newer", Band::refused, "SRV-14", "", {{"found", std::to_string(at)}, {"known", std::to_string(newest)}}});
  if (at == newest) return {};
  all_or_nothing([&] {
    for (const Migration& migration : migrations) {
      if (migration.number <= at) continue;
      run(std::string(migration.sql).c_str());
      run(("INSERT INTO schema_migration VALUES (" + std::to_string(migration.number) + ", '" + std::string(migration.name) + "')")
              .c_str());
    }
    for (const RecordType* type : records) seal(*type);
  });
  return {};
}

// The digests of a table and its sum, from the rows as they are.
void SqliteStore::seal(const RecordType& type) {
  TableSum sum;
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(type.table.append_only ? nullptr : prepare(seal_sql(type, dialect)),
                                                                        sqlite3_finalize);
  each(type, [&](const Row& row, std::int64_t seq, std::int64_t) {
    sum.take(content_digest(type, row.get()));
    if (!statement) return;
    const InUse in_use{statement.get()};
    BindSink bind(statement.get());
    bind.integer(row_digest(type, row.get(), seq));
    for (const Field* field : type.key_fields) field->write(row.get(), bind);
    step(statement.get(), type);
  });
  run(("DELETE FROM table_sum WHERE name = '" + std::string(type.table.name) + "'").c_str());
  add(type, sum);
}

Row SqliteStore::get(const RecordType& type, const Key& key) {
  sqlite3_stmt*& statement = statements_[&type].get;
  if (!statement) statement = prepare(get_sql(type, dialect));
  const InUse in_use{statement};
  BindSink bind(statement);
  const std::vector<KeyValue> values = key_values(type.key_fields, key);
  assert(values.size() == type.key_fields.size() && "get needs the whole key");
  for (const KeyValue& value : values) bind.value(value);
  const int step = sqlite3_step(statement);
  if (step == SQLITE_DONE) return {};
  if (step != SQLITE_ROW) fail("read " + std::string(type.table.name));
  ColumnSource source(statement);
  return type.read(source);
}

void SqliteStore::scan(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) {
  const BoundScan bound = bound_scan(type, scan);
  sqlite3_stmt*& kept = scans_[bound.shape];
  if (!kept) kept = prepare(scan_sql(bound.shape, dialect));
  // A scan inside a scan of the same shape needs a statement of its own.
  const bool in_use = sqlite3_stmt_busy(kept) != 0;
  sqlite3_stmt* statement = in_use ? prepare(scan_sql(bound.shape, dialect)) : kept;
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> finish(statement, in_use ? sqlite3_finalize : sqlite3_reset);
  BindSink bind(statement);
  for (const KeyValue& value : bound.values) bind.value(value);
  bind.integer(scan.limit);
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    ColumnSource source(statement);
    if (!take(type.read(source))) return;
  }
  if (step != SQLITE_DONE) fail("scan " + std::string(type.table.name));
}

void SqliteStore::each(const RecordType& type, const std::function<void(const Row&, std::int64_t, std::int64_t)>& take) {
  std::string order;
  for (const Field* field : type.key_fields) order += (order.empty() ? "" : ", ") + std::string(field->name);
  const std::string sql = "SELECT " + columns_sql(type) + ", row_seq" + (type.table.append_only ? "" : ", row_digest") + " FROM " +
                          std::string(type.table.name) + " ORDER BY " + order;
  sqlite3_stmt* statement = prepare(sql);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> finish(statement, sqlite3_finalize);
  const int fields = static_cast<int>(type.shape->fields.size());
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    ColumnSource source(statement);
    const Row row = type.read(source);
    take(row, sqlite3_column_int64(statement, fields), type.table.append_only ? 0 : sqlite3_column_int64(statement, fields + 1));
  }
  if (step != SQLITE_DONE) fail("read all of " + std::string(type.table.name));
}

void SqliteStore::write(const RowChange& change) {
  Statements& statements = statements_[change.type];
  if (!change.after)
    erase(statements, change);
  else if (change.before)
    update(statements, change);
  else
    insert(statements, change);
}

void SqliteStore::step(sqlite3_stmt* statement, const RecordType& type) {
  if (sqlite3_step(statement) != SQLITE_DONE) fail("write " + std::string(type.table.name));
}

void SqliteStore::insert(Statements& statements, const RowChange& change) {
  const RecordType& type = *change.type;
  if (!statements.insert) statements.insert = prepare(insert_sql(type, dialect));
  const InUse in_use{statements.insert};
  BindSink bind(statements.insert);
  type.shape->write(change.after.get(), bind);
  bind.integer(change.seq);
  if (!type.table.append_only) bind.integer(row_digest(type, change.after.get(), change.seq));
  step(statements.insert, type);
}

void SqliteStore::update(Statements& statements, const RowChange& change) {
  const RecordType& type = *change.type;
  const bool indexed_too = std::ranges::any_of(type.indexes, [&](const RecordType::Index& index) {
    return type.index_key_of(index, change.before.get()) != type.index_key_of(index, change.after.get());
  });
  Update& update = indexed_too ? statements.update_indexed : statements.update;
  if (!update.statement) update = {prepare(update_sql(type, indexed_too, dialect)), update_fields(type, indexed_too)};
  const InUse in_use{update.statement};
  BindSink bind(update.statement);
  for (const Field* field : update.fields) field->write(change.after.get(), bind);
  bind.integer(change.seq);
  bind.integer(row_digest(type, change.after.get(), change.seq));
  for (const Field* field : type.key_fields) field->write(change.after.get(), bind);
  step(update.statement, type);
  expect_one(type);
}

void SqliteStore::erase(Statements& statements, const RowChange& change) {
  const RecordType& type = *change.type;
  if (!statements.erase) statements.erase = prepare(delete_sql(type, dialect));
  const InUse in_use{statements.erase};
  BindSink bind(statements.erase);
  for (const Field* field : type.key_fields) field->write(change.before.get(), bind);
  step(statements.erase, type);
  expect_one(type);
}

// A row that should have been there and was not: the cache and the file disagree, so nothing may be kept.
void SqliteStore::expect_one(const RecordType& type) {
  if (sqlite3_changes(db_) != 1) throw StoreError("sqlite: a row of " + std::string(type.table.name) + " that was read is gone");
}

// Where a table has no sum yet, this is its first.
void SqliteStore::add(const RecordType& type, const TableSum& sum) {
  const auto write = [&](sqlite3_stmt*& statement, std::string_view sql) {
    if (!statement) statement = prepare(std::string(sql));
    const InUse in_use{statement};
    BindSink bind(statement);
    bind.integer(sum.rows);
    bind.integer(sum.contents);
    bind.text(type.table.name);
    step(statement, type);
  };
  write(add_sum_,
        "UPDATE table_sum SET row_count = row_count + ?1, content_sum = (content_sum + ?2) & 4611686018427387903 WHERE name = ?3");
  if (sqlite3_changes(db_) == 0) write(first_sum_, "INSERT INTO table_sum (row_count, content_sum, name) VALUES (?1, ?2, ?3)");
}

TableSum SqliteStore::sum_of(const RecordType& type) {
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(
      prepare("SELECT row_count, content_sum FROM table_sum WHERE name = ?1"), sqlite3_finalize);
  BindSink bind(statement.get());
  bind.text(type.table.name);
  const int step = sqlite3_step(statement.get());
  if (step == SQLITE_DONE) return {};
  if (step != SQLITE_ROW) fail("read the sum of " + std::string(type.table.name));
  ColumnSource source(statement.get());
  const std::int64_t rows = source.integer();
  return {rows, source.integer()};
}

void SqliteStore::flush(std::span<const RowChange> changes) {
  all_or_nothing([&] {
    for (const RowChange& change : changes)
      if (change.before || change.after) write(change);
    for (const auto& [type, sum] : sums_of(changes)) add(*type, sum);
  });
}

void SqliteStore::all_or_nothing(const std::function<void()>& work) {
  run("BEGIN IMMEDIATE");
  try {
    work();
    run("COMMIT");
  } catch (...) {
    if (!sqlite3_get_autocommit(db_)) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
}

}  // namespace ch
