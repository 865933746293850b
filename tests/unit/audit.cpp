#include "engine/audit.h"

#include <sqlite3.h>

#include <filesystem>

#include "engine/journal.h"
#include "support/env.h"

namespace ch::test {
namespace {

// A little of everything of chapter 03's money.
void live_a_little(Env& env) {
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  const auto campaign = env.campaign(shop);
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "1200.00"}});
  env.ok(env.shop, "release_order", {{"account", shop.account}, {"order", "O-1"}, {"amount", "200.00"}});
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  env.ok(env.shop, "refund_order", {{"account", shop.account}, {"order", "O-1"}, {"amount", "100.00"}});
  env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "300.00"}});
  env.wire("示例他人（上海）有限公司", "88.00");
}

std::string sql_text(SqliteStore& store, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(store.handle(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  std::string found;
  if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
    found = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return found;
}

void sql_run(SqliteStore& store, const std::string& sql) {
  char* message = nullptr;
  const int code = sqlite3_exec(store.handle(), sql.c_str(), nullptr, nullptr, &message);
  INFO(sql << ": " << (message ? message : ""));
  sqlite3_free(message);
  REQUIRE(code == SQLITE_OK);
}

}  // namespace

TEST_CASE("LED-7: audit of an untouched tenant is clean, and its head is the engine's") {
  Env env;
  live_a_little(env);
  const AuditReport report = audit(*env.store, env.engine->catalogue());
  CHECK(report.fault == "");
  CHECK(report.chain_head == env.engine->chain_head());
  CHECK(report.commands == env.engine->last_seq());
  CHECK(report.postings > 10);
}

TEST_CASE("LED-7: audit finds a change of any column of any table, and names the table") {
  Env env;
  live_a_little(env);
  int columns = 0;
  for (const RecordType* type : env.engine->catalogue().records) {
    const std::string table(type->table.name);
    if (sql_text(*env.store, "SELECT COUNT(*) FROM " + table) == "0") continue;
    std::vector<std::pair<std::string, bool>> changes;  // column, lies as integer
    for (const Field& field : type->shape->fields) changes.emplace_back(std::string(field.name), lies_as_integer(field));
    changes.emplace_back("row_seq", true);
    if (!type->table.append_only) changes.emplace_back("row_digest", true);
    for (const auto& [column, integer] : changes) {
      // One row's value, by one bit (integers) or one byte (texts, bytes, and what was empty).
      sql_run(*env.store, "SAVEPOINT tampering");
      std::string key;
      for (const Field* field : type->key_fields) key += (key.empty() ? "" : ", ") + std::string(field->name);
      std::string condition;
      for (const Field* field : type->key_fields)
        condition += (condition.empty() ? " WHERE " : " AND ") + std::string(field->name) + " = (SELECT " + std::string(field->name) +
                     " FROM " + table + " ORDER BY " + key + " LIMIT 1)";
      const std::string value = integer ? "COALESCE(" + column + ", 0) + 1"
                                        : "CAST(COALESCE(" + column + ", '') || 'x' AS " +
                                              (column == "id" || column == "hash" || column == "command" ? "BLOB" : "TEXT") + ")";
      char* message = nullptr;
      const int code = sqlite3_exec(env.store->handle(), ("UPDATE " + table + " SET " + column + " = " + value + condition).c_str(),
                                    nullptr, nullptr, &message);
      sqlite3_free(message);
      if (code == SQLITE_OK) {  // a unique index may forbid the change; then nothing was changed
        const AuditReport report = audit(*env.store, env.engine->catalogue());
        INFO("changed " << table << "." << column);
        CHECK_FALSE(report.clean());
        ++columns;
      }
      sql_run(*env.store, "ROLLBACK TO tampering");
      sql_run(*env.store, "RELEASE tampering");
    }
  }
  CHECK(columns > 80);
  CHECK(audit(*env.store, env.engine->catalogue()).clean());
}

TEST_CASE("LED-7: audit finds a row that was taken out of any table, whichever, and names the table") {
  Env env;
  live_a_little(env);
  int tables = 0;
  for (const RecordType* type : env.engine->catalogue().records) {
    const std::string table(type->table.name);
    std::string key;
    for (const Field* field : type->key_fields) key += (key.empty() ? "" : ", ") + std::string(field->name);
    for (const char* direction : {" ASC", " DESC"}) {
      sql_run(*env.store, "SAVEPOINT tampering");
      const std::string first = std::string(type->key_fields.front()->name);
      sql_run(*env.store, "DELETE FROM " + table + " WHERE (" + key + ") = (SELECT " + key + " FROM " + table + " ORDER BY " + first +
                              direction + " LIMIT 1)");
      const AuditReport report = audit(*env.store, env.engine->catalogue());
      INFO(table << ": " << report.fault);
      if (sqlite3_changes(env.store->handle()) == 1) {
        CHECK(report.fault.find(table) != std::string::npos);
        ++tables;
      }
      sql_run(*env.store, "ROLLBACK TO tampering");
      sql_run(*env.store, "RELEASE tampering");
    }
  }
  CHECK(tables > 40);
}

TEST_CASE("LED-7: audit finds a row that an older page brought back, whose digest is as good as the newer's") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  sql_run(*env.store, "CREATE TEMP TABLE older AS SELECT * FROM prepaid_account");
  env.ok(shop.user, "set_alerts",
         {{"account", shop.account}, {"alert_value", "600.00"}, {"emails", {"a@example.com"}}, {"phones", json::array()}});
  REQUIRE(audit(*env.store, env.engine->catalogue()).clean());
  sql_run(*env.store, "DELETE FROM prepaid_account; INSERT INTO prepaid_account SELECT * FROM older");
  CHECK(audit(*env.store, env.engine->catalogue()).fault == "prepaid_account: its rows are not those that were written last");
}

TEST_CASE("LED-7: where there is no room to look, audit says so and calls nothing a difference") {
  Env env;
  live_a_little(env);
  sql_run(*env.store, "PRAGMA max_page_count = 1");  // as many as there are
  int done = 0;
  while (env.run(env.admin, "grant_role", {{"user", "user-" + std::to_string(done)}, {"role", "auditor"}}).done()) ++done;
  CHECK(done > 0);
  CHECK_THROWS_AS(audit(*env.store, env.engine->catalogue()), StoreError);
}

TEST_CASE("LED-7: entries are read from the journal as they were posted") {
  std::vector<Entry> entries{{entry_id(9, 0),
                              EntryKind::hold,
                              *Date::parse("2026-03-02"),
                              "O-\"1\\ 示例\n",
                              {5},
                              {{{2}, Book::available, Money::fen(5)}, {{2}, Book::frozen, Money::fen(-5)}}},
                             {entry_id(9, 1),
                              EntryKind::owed,
                              *Date::parse("2026-03-03"),
                              "",
                              {},
                              {{{2}, Book::owed, Money::fen(INT64_MAX)}, {{1}, Book::fees_due, Money::fen(-INT64_MAX)}}}};
  JournalRow row;
  row.seq = 9;
  row.entries = entries_text(entries);
  const std::vector<Entry> read = entries_of(row);
  REQUIRE(read.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(read[i].id == entries[i].id);
    CHECK(read[i].kind == entries[i].kind);
    CHECK(read[i].business_date == entries[i].business_date);
    CHECK(read[i].reference == entries[i].reference);
    CHECK(read[i].reverses == entries[i].reverses);
    REQUIRE(read[i].legs.size() == 2);
    CHECK(read[i].legs[1].amount == entries[i].legs[1].amount);
  }
}

TEST_CASE("LED-7: each of the ledger's invariants can fail, and says so") {
  Env env;
  const auto faults_of = [&](auto change) {
    View view(env.engine->rows());
    change(view);
    std::vector<std::string> faults;
    ledger_invariants(view.changes(), view, faults);
    return faults;
  };
  const Date day = business_date(env.now);
  const auto posting = [&](std::int64_t entry, Book book, std::int64_t fen) {
    return Posting{platform_account, book, {entry}, Money::fen(fen), {}, EntryKind::recharge, day, ""};
  };
  CHECK(faults_of([&](View& view) { view.put(posting(1, Book::revenue, 5)); }).size() == 2);  // no sum of zero, no balance that moves
  CHECK(faults_of([&](View& view) { view.put(Balance{platform_account, Book::revenue, Money::fen(7), {}}); }).size() == 1);
  CHECK(faults_of([&](View& view) {
          view.put(posting(1, Book::revenue, 5));
          view.put(posting(1, Book::cash_at_bank, -5));
          view.put(Balance{platform_account, Book::revenue, Money::fen(-5), {}});
          view.put(Balance{platform_account, Book::cash_at_bank, Money::fen(-5), {}});
        }).size() == 2);  // both below their floor
  CHECK(faults_of([&](View&) {}).empty());
}

}  // namespace ch::test
