// What of the store is SQLite's alone: files, and tenants that earlier programs left in them.
#include <sqlite3.h>

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/audit.h"
#include "support/env.h"
#include "support/folder.h"
#include "support/things.h"

namespace ch::test {

TEST_CASE("SRV-14: a file opens again, and what is no database of ours does not", "[sqlite]") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  for (const std::size_t known : {1, 2, 2}) {
    SqliteStore store(path);
    REQUIRE(store.migrate(std::span(things_migrations).first(known), things).has_value());
    Committed committed(store);
    if (known == 1) keep<Thing>(committed, {{1, "a", 1, {}}});
    CHECK(committed.get<Thing>(std::int64_t{1}, std::string("a"))->rank == (known == 1 ? 1 : 11));
    CHECK(store.sum_of(record_type<Thing>()) == sum_in_rows(store, record_type<Thing>()));
  }
  std::ofstream(folder.file("b.db")) << std::string(4096, 'x');
  CHECK_THROWS_AS(SqliteStore(folder.file("b.db")), StoreError);
  CHECK_THROWS_AS(SqliteStore(folder.file("none/c.db")), StoreError);
  CHECK_THROWS_AS(SqliteStore(folder.path.string()), StoreError);
}

TEST_CASE("CON-9: a flush that finds the disk full keeps nothing of it", "[sqlite]") {
  SqliteStore store(":memory:");
  REQUIRE(store.migrate(things_migrations, things).has_value());
  Committed committed(store);
  keep<Thing>(committed, {{1, "a", 1, {}}});
  REQUIRE(tamper(store, "PRAGMA max_page_count = 1"));  // as many as there are
  CHECK_THROWS_AS(keep<Thing>(committed, {{6, "y", 1, {}}, {5, "x", 1, std::string(1'000'000, 'x')}}), StoreError);
  CHECK(names(committed, {}) == Names{"1a"});
  REQUIRE(tamper(store, "PRAGMA max_page_count = 100000"));
  keep<Thing>(committed, {{2, "b", 1, {}}});
  CHECK(names(committed, {}) == Names{"1a", "2b"});
}

namespace {

// Every column and index, in an order that does not tell in which migration it came.
std::set<std::string> shape(const std::vector<Migration>& migrations) {
  SqliteStore store(":memory:");
  REQUIRE(store.migrate(migrations, {}).has_value());
  std::set<std::string> found;
  for (const char* sql :
       {"SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk FROM sqlite_schema m, "
        "pragma_table_info(m.name) c WHERE m.type = 'table'",
        "SELECT m.tbl_name || ' ' || m.name || ' ' || i.\"unique\" || ' ' || c.seqno || ' ' || c.name FROM sqlite_schema m, "
        "pragma_index_list(m.tbl_name) i, pragma_index_info(m.name) c WHERE m.type = 'index' AND i.name = m.name",
        "SELECT name || ' ' || wr FROM pragma_table_list WHERE schema = 'main'"}) {
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(store.handle(), sql, -1, &statement, nullptr) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) found.insert(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
  }
  return found;
}

}  // namespace

TEST_CASE("SRV-14: the migrations lead to the schema that the records describe", "[sqlite]") {
  const auto all = house_catalogue().migrations;
  const std::string described = described_schema();
  const std::set<std::string> migrated = shape({all.begin(), all.end()});
  CHECK(migrated.size() > 300);
  CHECK(migrated == shape({{1, "described", described}}));
}

namespace {

std::string first_schema() {
  std::ifstream in(std::filesystem::path(CH_SOURCE_DIR) / "tests/golden/schema_1.sql");
  return {(std::istreambuf_iterator<char>(in)), {}};
}

// What is refused of a tenant to which this was done beneath its program.
std::string refused_after(const std::string& sql, bool first) {
  SqliteStore store(":memory:");
  REQUIRE(sqlite3_exec(store.handle(), first_schema().c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  if (!first) REQUIRE(store.migrate(house_catalogue().migrations, house_catalogue().records).has_value());
  INFO(sql);
  REQUIRE(sqlite3_exec(store.handle(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  const Check migrated = store.migrate(house_catalogue().migrations, house_catalogue().records);
  return migrated ? "" : migrated.error().code + " " + migrated.error().args.front().value;
}

}  // namespace

TEST_CASE("LED-7: no migration makes damage look right: what was written is looked at first, in the columns of then", "[sqlite]") {
  // Of the tables that have other columns since, nothing is left: their digests are of those.
  const std::string back =
      "DELETE FROM party; DELETE FROM process_case; DELETE FROM case_event; "
      "DELETE FROM table_sum WHERE name IN ('party', 'process_case', 'case_event'); "
      "DROP INDEX party_by_reseller; DROP INDEX process_case_by_inbox; DROP INDEX process_case_by_superior; DROP "
      "INDEX process_case_by_subject; DROP INDEX process_case_by_party; DROP INDEX process_case_by_about; DROP TABLE "
      "outbox; DROP TABLE case_document; DROP TABLE step_figure; DROP TABLE case_figure; DROP TABLE absence; DROP "
      "TABLE payout; DROP TABLE verification_account; DROP TABLE penalty; ALTER TABLE party DROP COLUMN kind; ALTER "
      "TABLE party DROP COLUMN reseller; ALTER TABLE party DROP COLUMN emails; ALTER TABLE process_case DROP COLUMN "
      "version; ALTER TABLE process_case DROP COLUMN opened; ALTER TABLE process_case DROP COLUMN filed_by; ALTER "
      "TABLE process_case DROP COLUMN about; ALTER TABLE process_case DROP COLUMN is_open; ALTER TABLE process_case "
      "DROP COLUMN acts; ALTER TABLE process_case DROP COLUMN acting; ALTER TABLE process_case DROP COLUMN inbox_at; "
      "ALTER TABLE process_case DROP COLUMN superior; ALTER TABLE process_case DROP COLUMN late; ALTER TABLE "
      "process_case DROP COLUMN claimed_by; ALTER TABLE process_case DROP COLUMN answers; ALTER TABLE process_case "
      "DROP COLUMN promised; ALTER TABLE process_case DROP COLUMN promise_timer; ALTER TABLE process_case DROP COLUMN calendar; ALTER TABLE case_event DROP COLUMN "
      "seq; ALTER TABLE case_event DROP COLUMN answers; "
      "DROP INDEX wire_by_party_amount; DROP TABLE backdated; DROP TABLE late_amount; DROP TABLE period; DROP TABLE period_balance; "
      "DROP TABLE closed_through; DROP TABLE pocket; DROP TABLE day_shift; DROP TABLE payment; "
      "DROP TABLE payment_batch; DELETE FROM schema_migration WHERE number > 2;";
  CHECK(refused_after("SELECT 1", true).empty());
  CHECK(refused_after("UPDATE settlement_profile SET account_number = '999999999999'", true) == "schema_damaged settlement_profile");
  CHECK(refused_after("UPDATE wire SET payer_name = 'x'", true) == "schema_damaged wire");
  CHECK(refused_after(back, false).empty());
  CHECK(refused_after(back + "UPDATE settlement_profile SET bank = 'x'", false) == "schema_damaged settlement_profile");
  CHECK(refused_after(back + "UPDATE settlement_profile SET row_seq = row_seq + 0.5", false) == "schema_damaged settlement_profile");
  CHECK(refused_after(back + "DELETE FROM role_grant WHERE user_name = 'li'", false) == "schema_damaged role_grant");
  CHECK(refused_after(back + "DELETE FROM posting WHERE book = 1", false) == "schema_damaged posting");
}

TEST_CASE("SRV-14, LED-7: a tenant of the first schema is brought to this one with every fen, and audit is clean", "[sqlite]") {
  const std::string sql = first_schema();
  SqliteStore store(":memory:");
  REQUIRE(sqlite3_exec(store.handle(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  Engine engine(store, house_catalogue());
  REQUIRE(engine.open().has_value());
  const AuditReport report = audit(store, house_catalogue());
  CHECK(report.fault == "");
  CHECK(report.postings == 4);
  CHECK(hex(report.chain_head) == "622fad8e3a20214e0047213cec4d326d4104d0af0fc44841ff7318c49ac27fca");
  // Its wire is known here too, and comes no second time.
  const Outcome again =
      engine.execute({Uuid::v7(engine.last_now().ms, {}),
                      "take_wire",
                      R"({"bank_reference":"B-1","booked":"2026-11-21","amount":"5000.00","payer_name":"示例家居（杭州）有限公司",)"
                      R"("payer_account":"622200000001","remark":"货款","own_account":"6200 0000 01"})",
                      {"ops", Role::settlement_operations, {}},
                      engine.last_now()});
  CHECK(again.done());
  CHECK(arg(again, "repeated") == "1");
  CHECK(audit(store, house_catalogue()).postings == 4);
}

}  // namespace ch::test
