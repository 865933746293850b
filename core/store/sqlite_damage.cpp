// LED-7: what of a SQLite file lies below its rows, and how audit looks at it.
#include <algorithm>
#include <numeric>

#include "sqlite_pages.h"
#include "store/schema.h"
#include "store/sqlite_store.h"
#include "store/sqlite_values.h"

namespace ch {

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) throw StoreError(std::string("sqlite: ") + sqlite3_errmsg(db));
  const Prepared finish(statement, sqlite3_finalize);
  Lines lines;
  int step = sqlite3_step(statement);
  for (; step == SQLITE_ROW; step = sqlite3_step(statement)) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    lines.emplace_back(text ? text : "");
  }
  if (step != SQLITE_DONE) throw StoreError(std::string("sqlite: ") + sqlite3_errmsg(db));
  return lines;
}

// Everything of the schema but where in the file it lies: integrity_check knows that.
Lines schema_of(sqlite3* db) {
  Lines lines = lines_of(db, "SELECT type || ' ' || name || ' of ' || tbl_name || ': ' || COALESCE(sql, '') FROM sqlite_schema ORDER BY 1");
  for (std::string& applied :
       lines_of(db, "SELECT 'migration ' || number || ' ' || typeof(name) || ' ' || quote(name) FROM schema_migration ORDER BY number"))
    lines.push_back(std::move(applied));
  return lines;
}

}  // namespace

// Whether the rows of the tables that records describe lie in order and in all their indexes is asked where they are read.
std::string SqliteStore::damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  fill();
  if (std::string found = page_damage(); !found.empty()) return found;
  for (const std::string& table : lines_of(db_, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    if (std::ranges::contains(records, table, [](const RecordType* type) { return type->table.name; })) continue;
    if (const Lines found = lines_of(db_, ("PRAGMA integrity_check('" + table + "')").c_str()); found != Lines{"ok"})
      return found.empty() ? "no answer" : found.front();
  }
  SqliteStore expected(":memory:", {.journal_mode = "memory"});
  if (!expected.migrate(migrations, {})) return "the migrations do not apply";
  if (const std::string lost = recover(records); !lost.empty()) return lost;
  const Lines named = lines_of(db_, "SELECT name FROM table_sum WHERE name <> 'flush_log'");
  if (std::string stray = sum_of_no_table(named, records); !stray.empty()) return stray;
  const Lines is = schema_of(db_), should = schema_of(expected.db_);
  return schema_difference(is, should);
}

std::string SqliteStore::page_damage() {
  run("SAVEPOINT pages");  // one state of the file for the roots and what hangs on them
  std::vector<unsigned> roots{1};
  std::string found;
  try {
    for (const std::string& root : lines_of(db_, "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0"))
      roots.push_back(static_cast<unsigned>(std::stoul(root)));
    const std::unique_ptr<char, void (*)(void*)> text(ch3p_sqlite_page_damage(db_, roots.data(), static_cast<int>(roots.size())),
                                                      sqlite3_free);
    if (text) found = text.get();
  } catch (...) {
    sqlite3_exec(db_, "RELEASE pages", nullptr, nullptr, nullptr);
    throw;
  }
  run("RELEASE pages");
  return found;
}

std::string SqliteStore::look_through(const RecordType& type, const TakeLying& take) {
  fill();
  const Prepared rows(prepare(scan_sql(bound_scan(type, {}).shape, sqlite_dialect, own_columns(type))), sqlite3_finalize);
  sqlite3_stmt* row = rows.get();
  sqlite3_bind_int64(row, 1, -1);  // no limit
  const int count = static_cast<int>(type.shape->fields.size());
  std::vector<LyingValue> values(static_cast<std::size_t>(count));
  Ascending order(places_of(type, type.key_fields));
  std::vector<Indexed> indexes;
  for (const RecordType::Index& index : type.indexes) indexes.push_back({&index, places_of(type, type.order(&index))});
  bool in_order = true;
  int step = sqlite3_step(row);
  for (; step == SQLITE_ROW; step = sqlite3_step(row)) {
    for (int i = 0; i < count; ++i) values[static_cast<std::size_t>(i)] = lying_column(row, i);
    in_order = order.take(values) && in_order;
    for (Indexed& index : indexes) index.take(values, index.places);
    take({values, lying_column(row, count), type.table.append_only ? LyingValue{} : lying_column(row, count + 1)});
  }
  if (step != SQLITE_DONE) fail("read all of " + std::string(type.table.name));
  if (!in_order) return std::string(type.table.name) + ": its rows do not lie in order";
  for (const Indexed& index : indexes)
    if (std::string found = index_difference(type, index); !found.empty()) return found;
  return {};
}

// An index has the rows of its table, each once, and in order; else a search misses what is there.
std::string SqliteStore::index_difference(const RecordType& type, const Indexed& should) {
  const std::string table(type.table.name), name = table + "_" + std::string(should.index->name);
  const std::vector<const Field*> columns = type.order(should.index);
  const Prepared entries(prepare("SELECT " + names(columns) + " FROM " + table + " INDEXED BY " + name), sqlite3_finalize);
  std::vector<LyingValue> values(columns.size());
  std::vector<std::size_t> places(columns.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  Ascending order(places);
  Indexed is{should.index, {}};
  int step = sqlite3_step(entries.get());
  for (; step == SQLITE_ROW; step = sqlite3_step(entries.get())) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = lying_column(entries.get(), static_cast<int>(i));
    if (!order.take(values)) return "index " + name + " is not in order";
    is.take(values, places);
  }
  if (step != SQLITE_DONE) fail("read " + name);
  return is.rows == should.rows && is.sum == should.sum ? "" : "index " + name + " does not have the rows of " + table;
}

}  // namespace ch
