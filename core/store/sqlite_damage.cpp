// LED-7: what of a SQLite file lies below its rows, and how audit looks at it.
#include <algorithm>

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
    if (std::string found = table_damage(table); !found.empty()) return found;
  }
  if (const std::string lost = recover(records); !lost.empty()) return lost;
  const Lines named = lines_of(db_, "SELECT name FROM table_sum WHERE name <> 'flush_log'");
  if (std::string stray = sum_of_no_table(named, records); !stray.empty()) return stray;
  return schema_difference(schema_of(db_), schema_after(migrations));
}

// Made once: it takes longer than to look at a small tenant.
const std::vector<std::string>& SqliteStore::schema_after(std::span<const Migration> migrations) {
  static std::map<std::string, Lines> made;
  std::string all;
  for (const Migration& migration : migrations) (all += applied_sql(migration)) += migration.sql;
  Lines& lines = made[all];
  if (lines.empty()) {
    SqliteStore expected(":memory:", {.journal_mode = "memory"});
    if (!expected.migrate(migrations, {})) throw StoreError("the migrations do not apply");
    lines = schema_of(expected.db_);
  }
  return lines;
}

std::string SqliteStore::table_damage(const std::string& table) {
  const Lines found = lines_of(db_, ("PRAGMA integrity_check('" + table + "')").c_str());
  if (found.empty()) return "no answer";
  return found.front() == "ok" ? "" : found.front();
}

std::string SqliteStore::page_damage() {
  run("SAVEPOINT pages");  // one state of the file for the roots and what hangs on them
  std::vector<unsigned> roots{1};
  std::string found;
  try {
    for (const std::string& root :
         lines_of(db_, "SELECT rootpage FROM sqlite_schema WHERE typeof(rootpage) = 'integer' AND rootpage BETWEEN 1 AND 4294967295"))
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

}  // namespace ch
