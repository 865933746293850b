#include "engine/audit.h"

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
    if (look_up(*env.store, "SELECT COUNT(*) FROM " + table + " WHERE " + own_rows(*env.store)) == "0") continue;
    enum class Kind { integer, text, bytes };
    std::vector<std::pair<std::string, Kind>> changes;
    for (const Field& field : type->shape->fields)
      changes.emplace_back(std::string(field.name), lies_as_integer(field) ? Kind::integer
                                                    : lies_as_text(field)  ? Kind::text
                                                                           : Kind::bytes);
    changes.emplace_back("row_seq", Kind::integer);
    if (!type->table.append_only) changes.emplace_back("row_digest", Kind::integer);
    for (const auto& [column, kind] : changes) {
      // One row's value, by one bit (integers) or one byte (texts, bytes, and what was empty).
      REQUIRE(tamper(*env.store, "BEGIN"));
      std::string condition = " WHERE " + own_rows(*env.store);
      for (const Field* field : type->key_fields)
        condition += " AND " + std::string(field->name) + " = (SELECT " + std::string(field->name) + " FROM " + table + " WHERE " +
                     own_rows(*env.store) + " ORDER BY " + names(type->key_fields) + " LIMIT 1)";
      const std::string value = kind == Kind::integer ? "COALESCE(" + column + ", 0) + 1"
                                : kind == Kind::text  ? "COALESCE(" + column + ", '') || 'x'"
                                                      : "CAST(COALESCE(" + column + ", '') || 'x' AS " + bytes_type(*env.store) + ")";
      if (tamper(*env.store, "UPDATE " + table + " SET " + column + " = " + value + condition)) {
        const AuditReport report = audit(*env.store, env.engine->catalogue());
        INFO("changed " << table << "." << column);
        CHECK_FALSE(report.clean());
        ++columns;
      }  // else a unique index forbade the change, and nothing was changed
      REQUIRE(tamper(*env.store, "ROLLBACK"));
    }
  }
  CHECK(columns > 80);
  CHECK(audit(*env.store, env.engine->catalogue()).clean());
}

TEST_CASE("LED-7: audit finds a row that was taken out of any table, whichever, and names the table") {
  Env env;
  live_a_little(env);
  int tables = 0;
  const std::string own = " WHERE " + own_rows(*env.store);
  for (const RecordType* type : env.engine->catalogue().records) {
    const std::string table(type->table.name);
    const auto count = [&] { return look_up(*env.store, "SELECT COUNT(*) FROM " + table + own); };
    if (count() == "0") continue;
    const std::string key = names(type->key_fields), first(type->key_fields.front()->name);
    for (const char* direction : {" ASC", " DESC"}) {
      REQUIRE(tamper(*env.store, "BEGIN"));
      REQUIRE(tamper(*env.store, "DELETE FROM " + table + own + " AND (" + key + ") = (SELECT " + key + " FROM " + table + own +
                                     " ORDER BY " + first + direction + " LIMIT 1)"));
      const AuditReport report = audit(*env.store, env.engine->catalogue());
      INFO(table << ": " << report.fault);
      CHECK(report.fault.find(table) != std::string::npos);
      ++tables;
      REQUIRE(tamper(*env.store, "ROLLBACK"));
    }
  }
  CHECK(tables > 40);
}

TEST_CASE("LED-7: audit finds a row that an older page brought back, whose digest is as good as the newer's") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  const std::string own = " WHERE " + own_rows(*env.store);
  REQUIRE(tamper(*env.store, "CREATE TEMP TABLE older AS SELECT * FROM prepaid_account" + own));
  env.ok(shop.user, "set_alerts",
         {{"account", shop.account}, {"alert_value", "600.00"}, {"emails", {"a@example.com"}}, {"phones", json::array()}});
  REQUIRE(audit(*env.store, env.engine->catalogue()).clean());
  REQUIRE(tamper(*env.store, "DELETE FROM prepaid_account" + own + "; INSERT INTO prepaid_account SELECT * FROM older"));
  CHECK(audit(*env.store, env.engine->catalogue()).fault == "prepaid_account: its rows are not those that were written last");
}

TEST_CASE("LED-7: where there is no room to look, audit says so and calls nothing a difference", "[sqlite]") {
  Env env;
  live_a_little(env);
  REQUIRE(tamper(*env.store, "PRAGMA max_page_count = 1"));  // as many as there are
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

}  // namespace ch::test
