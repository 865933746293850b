// Bringing a SQLite file to the newest schema (SRV-14).
#include "store/sqlite_store.h"
#include "store/sqlite_values.h"

namespace ch {

Check SqliteStore::migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  run("CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  sqlite3_stmt* statement = prepare("SELECT COALESCE(MAX(number), 0) FROM schema_migration");
  const int step = sqlite3_step(statement);
  const std::int64_t at = step == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
  sqlite3_finalize(statement);
  if (step != SQLITE_ROW) fail("read the schema's number");
  const int newest = migrations.empty() ? 0 : migrations.back().number;
  if (at > newest)  // SRV-14
    return std::unexpected(
        Refusal{"schema_newer", Band::refused, "SRV-14", "", {{"found", std::to_string(at)}, {"known", std::to_string(newest)}}});
  if (at < newest) {  // the store's own
    run("CREATE TABLE IF NOT EXISTS table_sum (name TEXT NOT NULL PRIMARY KEY, row_count INTEGER NOT NULL, content_sum INTEGER NOT NULL)");
    run("CREATE TABLE IF NOT EXISTS flush_log (position INTEGER PRIMARY KEY, rows BLOB NOT NULL, digest INTEGER NOT NULL)");
  }
  if (const std::string lost = recover(records); !lost.empty()) throw StoreError(lost, StoreTrouble::damaged);
  if (at == newest) return {};
  for (const RecordType* type : records)
    if (at > 0 && !as_written(*type))
      return std::unexpected(Refusal{"schema_damaged", Band::refused, "LED-7", "", {{"table", std::string(type->table.name)}}});
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

// What an earlier program wrote is looked at in the columns of then: digests made anew would make damage look right.
bool SqliteStore::as_written(const RecordType& type) {
  const std::string table(type.table.name);
  const std::vector<const Field*> columns = columns_in_file(type);
  if (columns.empty()) return true;  // a table of later
  const int count = static_cast<int>(columns.size());
  const bool digests = !type.table.append_only;
  const Prepared rows(prepare("SELECT " + names(columns) + ", row_seq" + (digests ? ", row_digest" : "") + " FROM " + table),
                      sqlite3_finalize);
  TableSum sum;
  int step = sqlite3_step(rows.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(rows.get())) {
    RowDigests found;
    if (sqlite3_column_type(rows.get(), count) != SQLITE_INTEGER) return false;
    if (digests) {
      const auto write = [&](Sink& sink) {
        for (int i = 0; i < count; ++i) write_column(rows.get(), i, sink);
      };
      found = digests_of(table, write, sqlite3_column_int64(rows.get(), count));
      if (found.row != sqlite3_column_int64(rows.get(), count + 1)) return false;
    }
    sum.take(found.content);
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
