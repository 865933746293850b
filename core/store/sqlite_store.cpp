#include "store/sqlite_store.h"

#include <algorithm>
#include <cassert>

#include "store/sqlite_values.h"
#include "store/sqlite_wal_look.h"

namespace ch {

namespace {

StoreTrouble trouble_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return StoreTrouble::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreTrouble::busy;
    case SQLITE_READONLY:
      return StoreTrouble::read_only;
    case SQLITE_IOERR:
      return StoreTrouble::unreadable;
    case SQLITE_CANTOPEN:
      return StoreTrouble::cannot_open;
    case SQLITE_NOTADB:
      return StoreTrouble::not_a_database;
    case SQLITE_CORRUPT:
      return StoreTrouble::damaged;
    default:
      return StoreTrouble::failed;
  }
}

}  // namespace

SqliteStore::SqliteStore(const std::string& path, const SqliteOptions& options)
    : reads_(options.reads), pending_rows_(options.pending_rows) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  try {
    if (sqlite3_open_v2(path.c_str(), &db_, flags, options.vfs.empty() ? nullptr : options.vfs.c_str()) != SQLITE_OK) fail("open " + path);
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, 2'000);
    // Plans do not depend on what is bound; else a statement is compiled anew whenever its limit is bound.
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_QPSG, 1, nullptr);
    if (options.exclusive) {
      run("PRAGMA locking_mode = EXCLUSIVE");
      look_at_log();
    }
    if (!options.journal_mode.empty()) run(("PRAGMA journal_mode = " + options.journal_mode).c_str());
    run("PRAGMA synchronous = FULL");
    run(("PRAGMA cache_size = -" + std::to_string(options.cache_kib)).c_str());
    run("PRAGMA wal_autocheckpoint = 4000");
    run("PRAGMA foreign_keys = OFF");
    if (reads_) {
      run("PRAGMA cache_spill = OFF");  // or what is in memory alone would go into the log when there is much of it
      run("BEGIN");
    }
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteStore::~SqliteStore() {
  try {
    if (!reads_) fill();
  } catch (const StoreError&) {  // NOLINT(bugprone-empty-catch): the log keeps it
  }
  for (auto& [type, of] : statements_)
    for (sqlite3_stmt* statement : {of.get, of.insert, of.update.statement, of.update_indexed.statement, of.erase})
      sqlite3_finalize(statement);
  for (auto& [shape, statement] : scans_) sqlite3_finalize(statement);
  for (sqlite3_stmt* statement : {add_sum_, note_}) sqlite3_finalize(statement);
  if (reads_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close_v2(db_);
}

// LED-7. Reading takes the lock, and SQLite finds the end of the log; it writes nothing yet, and closing must not either: what is damaged
// stays as it is. Who only reads leaves a log where it is for good, since nobody but the audit can tell that it is this file's.
void SqliteStore::look_at_log() {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const bool read = sqlite3_exec(db_, "PRAGMA schema_version", nullptr, nullptr, nullptr) == SQLITE_OK;
  bool logged = false;
  sqlite3_file* file = nullptr;  // perhaps a rollback journal, in which nothing looks like a frame that follows from another
  sqlite3_file_control(db_, "main", SQLITE_FCNTL_JOURNAL_POINTER, static_cast<void*>(&file));
  if (file && file->pMethods) {
    const auto expect = [](int code) {
      if (code != SQLITE_OK) throw StoreError("sqlite: read the log (" + std::to_string(code) + ")", trouble_of(code));
    };
    sqlite3_int64 size = 0;
    expect(file->pMethods->xFileSize(file, &size));
    logged = size > 0;
    const std::string found = wal_damage({size, [&](std::int64_t at, std::span<std::uint8_t> into) {
                                            expect(file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), at));
                                          }});
    if (!found.empty()) throw StoreError("LED-7: " + found, StoreTrouble::log_damaged);
  }
  if (!read) fail("read the database");
  if (!reads_ || !logged) sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

void SqliteStore::fail(std::string_view doing) {
  const int code = db_ ? sqlite3_extended_errcode(db_) : SQLITE_NOMEM;
  throw StoreError(
      "sqlite: " + std::string(doing) + ": " + (db_ ? sqlite3_errmsg(db_) : "out of memory") + " (" + std::to_string(code) + ")",
      trouble_of(code));
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

Row SqliteStore::get(const RecordType& type, const Key& key) { return pending_->find({type, key}); }

void SqliteStore::scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) {
  pending_->each_in(type, scan, take);
}

Row SqliteStore::row_in_table(const RecordType& type, const Key& key) {
  sqlite3_stmt*& statement = statements_[&type].get;
  if (!statement) statement = prepare(get_sql(type, sqlite_dialect));
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

void SqliteStore::scan_table(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) {
  const BoundScan bound = bound_scan(type, scan);
  sqlite3_stmt*& kept = scans_[bound.shape];
  if (!kept) kept = prepare(scan_sql(bound.shape, sqlite_dialect));
  // A scan inside a scan of the same shape needs a statement of its own.
  const bool in_use = sqlite3_stmt_busy(kept) != 0;
  sqlite3_stmt* statement = in_use ? prepare(scan_sql(bound.shape, sqlite_dialect)) : kept;
  const Prepared finish(statement, in_use ? sqlite3_finalize : sqlite3_reset);
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

void SqliteStore::each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t, std::int64_t)> take) {
  fill();
  const Prepared finish(prepare(scan_sql(bound_scan(type, {}).shape, sqlite_dialect, own_columns(type))), sqlite3_finalize);
  sqlite3_stmt* statement = finish.get();
  sqlite3_bind_int64(statement, 1, -1);  // no limit
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    ColumnSource source(statement);
    const Row row = type.read(source);
    const std::int64_t seq = source.integer();
    take(row, seq, type.table.append_only ? 0 : source.integer());
  }
  if (step != SQLITE_DONE) fail("read all of " + std::string(type.table.name));
}

// What it adds to the table's sum, it adds to this one.
void SqliteStore::write(const RowChange& change, TableSum& sum) {
  Statements& statements = statements_[change.type];
  const RowDigests after = sum.follow(change);
  if (!change.after)
    erase(statements, change);
  else if (change.before)
    update(statements, change, after.row);
  else
    insert(statements, change, after.row);
}

void SqliteStore::step(sqlite3_stmt* statement, std::string_view table) {
  if (sqlite3_step(statement) != SQLITE_DONE) fail("write " + std::string(table));
}

void SqliteStore::insert(Statements& statements, const RowChange& change, std::int64_t digest) {
  const RecordType& type = *change.type;
  if (!statements.insert) statements.insert = prepare(insert_sql(type, sqlite_dialect));
  const InUse in_use{statements.insert};
  BindSink bind(statements.insert);
  type.shape->write(change.after.get(), bind);
  bind.integer(change.seq);
  if (!type.table.append_only) bind.integer(digest);
  step(statements.insert, type.table.name);
}

void SqliteStore::update(Statements& statements, const RowChange& change, std::int64_t digest) {
  const RecordType& type = *change.type;
  const bool indexed_too = std::ranges::any_of(type.indexes, [&](const RecordType::Index& index) {
    return type.index_key_of(index, change.before.get()) != type.index_key_of(index, change.after.get());
  });
  Update& update = indexed_too ? statements.update_indexed : statements.update;
  if (!update.statement) update = {prepare(update_sql(type, indexed_too, sqlite_dialect)), update_fields(type, indexed_too)};
  const InUse in_use{update.statement};
  BindSink bind(update.statement);
  for (const Field* field : update.fields) field->write(change.after.get(), bind);
  bind.integer(change.seq);
  bind.integer(digest);
  for (const Field* field : type.key_fields) field->write(change.after.get(), bind);
  step(update.statement, type.table.name);
  expect_one(type);
}

void SqliteStore::erase(Statements& statements, const RowChange& change) {
  const RecordType& type = *change.type;
  if (!statements.erase) statements.erase = prepare(delete_sql(type, sqlite_dialect));
  const InUse in_use{statements.erase};
  BindSink bind(statements.erase);
  for (const Field* field : type.key_fields) field->write(change.before.get(), bind);
  step(statements.erase, type.table.name);
  expect_one(type);
}

// A row that should have been there and was not: the cache and the file disagree, so nothing may be kept.
void SqliteStore::expect_one(const RecordType& type) {
  if (sqlite3_changes(db_) != 1) throw StoreError("sqlite: a row of " + std::string(type.table.name) + " that was read is gone");
}

void SqliteStore::add(std::string_view table, const TableSum& sum) {
  if (!add_sum_)
    add_sum_ = prepare("INSERT INTO table_sum (name, row_count, content_sum) VALUES (?1, ?2, ?3)" + add_sum_sql(sqlite_dialect));
  const InUse in_use{add_sum_};
  BindSink bind(add_sum_);
  bind.text(table);
  bind.integer(sum.rows);
  bind.integer(sum.contents);
  step(add_sum_, table);
}

TableSum SqliteStore::sum_of(const RecordType& type) {
  fill();
  return sum_named(type.table.name);
}

TableSum SqliteStore::sum_named(std::string_view table) {
  const Prepared statement(prepare("SELECT row_count, content_sum FROM table_sum WHERE name = ?1"), sqlite3_finalize);
  BindSink bind(statement.get());
  bind.text(table);
  const int step = sqlite3_step(statement.get());
  if (step == SQLITE_DONE) return {};
  if (step != SQLITE_ROW) fail("read the sum of " + std::string(table));
  ColumnSource source(statement.get());
  const std::int64_t rows = source.integer();
  return {rows, source.integer()};
}

void SqliteStore::all_or_nothing(FunctionRef<void()> work) {
  run(reads_ ? "SAVEPOINT work" : "BEGIN IMMEDIATE");
  try {
    work();
    run(reads_ ? "RELEASE work" : "COMMIT");
  } catch (...) {
    const char* back = reads_ ? "ROLLBACK TO work" : "ROLLBACK";
    if (!sqlite3_get_autocommit(db_)) sqlite3_exec(db_, back, nullptr, nullptr, nullptr);
    throw;
  }
}

}  // namespace ch
