// Bringing a SQLite file to the newest schema (SRV-14).
#include "store/schema.h"
#include "store/sqlite_store.h"
#include "store/sqlite_values.h"

namespace ch {

Check SqliteStore::migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  fill();
  run("CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  sqlite3_stmt* statement = prepare(std::string(schema_number_sql));
  const int step = sqlite3_step(statement);
  const std::int64_t at = step == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  if (step != SQLITE_ROW) fail("read the schema's number");
  if (const Check known = not_newer(at, migrations); !known) return known;
  if (at < newest(migrations)) {  // the store's own
    run("CREATE TABLE IF NOT EXISTS table_sum (name TEXT NOT NULL PRIMARY KEY, row_count INTEGER NOT NULL, content_sum INTEGER NOT NULL)");
    run("CREATE TABLE IF NOT EXISTS flush_log (position INTEGER PRIMARY KEY, rows BLOB NOT NULL, digest INTEGER NOT NULL)");
  }
  if (const std::string lost = recover(records); !lost.empty()) throw StoreError(lost, StoreTrouble::damaged);
  if (at == newest(migrations)) return {};
  for (const RecordType* type : records)
    if (at > 0 && !as_written(*type)) return schema_damaged(*type);
  all_or_nothing([&] {
    for (const Migration& migration : migrations) {
      if (migration.number <= at) continue;
      run(std::string(migration.sql).c_str());
      run(applied_sql(migration).c_str());
    }
    for (const RecordType* type : records) seal(*type);
  });
  return {};
}

// What an earlier program wrote is looked at in the columns of then: digests made anew would make damage look right.
bool SqliteStore::as_written(const RecordType& type) {
  const std::string table(type.table.name);
  const std::vector<const Field*> columns = columns_in_file(type);
  if (columns.empty()) return true;  // a table of later
  const int count = static_cast<int>(columns.size());
  const bool digests = !type.table.append_only;
  const Prepared rows(prepare("SELECT " + names(columns) + std::string(own_columns(type)) + " FROM " + table), sqlite3_finalize);
  TableSum sum;
  int step = sqlite3_step(rows.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(rows.get())) {
    if (sqlite3_column_type(rows.get(), count) != SQLITE_INTEGER) return false;
    const auto write = [&](Sink& sink) {
      for (int i = 0; i < count; ++i) write_column(rows.get(), i, sink);
    };
    const std::int64_t digest = digests ? sqlite3_column_int64(rows.get(), count + 1) : 0;
    if (!sum.take_lying(type, write, sqlite3_column_int64(rows.get(), count), digest)) return false;
  }
  if (step != SQLITE_DONE) fail("read all of " + table);
  return sum_of(type) == sum || !has_sums();
}

// Sums came with schema 2.
bool SqliteStore::has_sums() {
  const Prepared one(prepare("SELECT 1 FROM table_sum LIMIT 1"), sqlite3_finalize);
  return sqlite3_step(one.get()) == SQLITE_ROW;
}

// The digests of a table and its sum, from the rows as they are.
void SqliteStore::seal(const RecordType& type) {
  TableSum sum;
  const Prepared statement(type.table.append_only ? nullptr : prepare(seal_sql(type, sqlite_dialect)), sqlite3_finalize);
  each(type, [&](const Row& row, std::int64_t seq, std::int64_t) {
    const RowDigests digests = digests_of(type, row.get(), seq);
    sum.take(digests.content);
    if (!statement) return;
    const InUse in_use{statement.get()};
    BindSink bind(statement.get());
    bind.integer(digests.row);
    for (const Field* field : type.key_fields) field->write(row.get(), bind);
    step(statement.get(), type.table.name);
  });
  run(("DELETE FROM table_sum WHERE name = '" + std::string(type.table.name) + "'").c_str());
  add(type.table.name, sum);
}

}  // namespace ch
