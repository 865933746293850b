// What of the store is SQLite's alone: files, and tenants that earlier programs left in them.
#include <sqlite3.h>

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "accounts/records.h"
#include "engine/audit.h"
#include "procedure/records.h"
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

// A tenant that an earlier program left.
std::string left_by(int schema) {
  std::ifstream in(std::filesystem::path(CH_SOURCE_DIR) / ("tests/golden/schema_" + std::to_string(schema) + ".sql"));
  return {(std::istreambuf_iterator<char>(in)), {}};
}

// What is refused of a tenant to which this was done beneath its program.
std::string refused_after(const std::string& sql, bool first) {
  SqliteStore store(":memory:");
  REQUIRE(sqlite3_exec(store.handle(), left_by(1).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
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
      "DELETE FROM party; DELETE FROM wire; DELETE FROM process_case; DELETE FROM case_event; DELETE FROM prepaid_account; DELETE FROM "
      "campaign; "
      "DELETE FROM table_sum WHERE name IN ('party', 'wire', 'process_case', 'case_event', 'prepaid_account', 'campaign', "
      "'order_exception'); "
      "ALTER TABLE prepaid_account DROP COLUMN process; ALTER TABLE campaign DROP COLUMN process; ALTER TABLE order_exception DROP "
      "COLUMN process; "
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
      "DROP COLUMN promised; ALTER TABLE process_case DROP COLUMN promise_timer; ALTER TABLE process_case DROP COLUMN calendar; ALTER "
      "TABLE case_event DROP COLUMN "
      "seq; ALTER TABLE case_event DROP COLUMN answers; "
      "DROP INDEX wire_by_party_amount; DROP TABLE backdated; DROP TABLE late_amount; DROP TABLE period; DROP TABLE period_balance; "
      "DROP TABLE closed_through; DROP TABLE pocket; DROP TABLE day_shift; DROP TABLE payment; "
      "ALTER TABLE wire DROP COLUMN process; DROP TABLE payment_batch; DELETE FROM schema_migration WHERE number > 2;";
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
  const std::string sql = left_by(1);
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

TEST_CASE("SRV-14, PRO-1: accounts, campaigns and exceptions from before they were cases go on without one", "[sqlite]") {
  SqliteStore store(":memory:");
  REQUIRE(sqlite3_exec(store.handle(), left_by(7).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  Engine engine(store, house_catalogue());
  REQUIRE(engine.open().has_value());
  CHECK(audit(store, house_catalogue()).fault == "");
  const Actor ops{"ops", Role::settlement_operations, {}}, shop{"shop", Role::shop, {}};
  const Actor active{"li", Role::merchant_user, {1}}, waiting{"wang", Role::merchant_user, {2}}, opened{"zhao", Role::merchant_user, {3}};
  Random random(1);
  Instant now = engine.last_now();
  const auto ok = [&](const Actor& actor, const std::string& name, const json& payload) {
    now = now.plus_seconds(60);
    std::array<std::uint8_t, 10> bits{};
    for (auto& byte : bits) byte = static_cast<std::uint8_t>(random.next());
    const Outcome outcome = engine.execute({Uuid::v7(now.ms, bits), name, payload.dump(), actor, now});
    INFO(name << " " << outcome.code);
    REQUIRE(outcome.done());
    return outcome;
  };
  const auto campaign = [&](std::int64_t id) { return *engine.rows().get<Campaign>(CampaignId{id}); };
  const auto account = [&](std::int64_t id) { return *engine.rows().get<PrepaidAccount>(AccountId{id}); };
  const auto exception = [&](std::int64_t id) { return *engine.rows().get<OrderException>(ExceptionId{id}); };

  ok(shop, "freeze_order", {{"account", 2}, {"order", "O-4"}, {"campaign", 1}, {"fee", "3000.00"}});
  CHECK((campaign(1).state == CampaignState::suspended && campaign(2).state == CampaignState::suspended));
  ok(shop, "release_order", {{"account", 2}, {"order", "O-4"}});
  CHECK((campaign(1).state == CampaignState::running && campaign(2).state == CampaignState::scheduled));
  json alerts{{"account", 4}, {"alert_value", "500.00"}, {"emails", {"a@example.com"}}, {"phones", json::array()}};
  ok(opened, "set_alerts", alerts);
  CHECK(account(4).state == AccountState::alerts_set);
  ok(opened, "close_account", {{"account", 4}});
  ok(waiting, "request_recharge", {{"account", 3}, {"amount", "3000.00"}});
  ok(ops, "take_wire",
     {{"bank_reference", "B-2"},
      {"booked", business_date(now).text()},
      {"amount", "3000.00"},
      {"payer_name", "示例灯具（苏州）有限公司"},
      {"payer_account", "622200000002"},
      {"remark", ""}});
  CHECK(account(3).state == AccountState::active);
  ok(ops, "resolve_exception", {{"exception", 2}, {"note", "商城已更正"}});
  for (int day = 0; day < 6; ++day) engine.tick(now = now.plus_hours(24));  // the second campaign starts
  ok(ops, "retry_exception", {{"exception", 1}});
  CHECK((exception(1).state == ExceptionState::retried && exception(2).state == ExceptionState::resolved));
  ok(active, "end_campaign", {{"campaign", 2}});
  for (int day = 0; day < 6; ++day) engine.tick(now = now.plus_hours(24));
  CHECK((campaign(1).state == CampaignState::ended && campaign(2).state == CampaignState::ended));
  for (const std::int64_t id : {2, 3, 4}) CHECK_FALSE(account(id).process);
  for (const std::int64_t id : {1, 2}) CHECK_FALSE((campaign(id).process || exception(id).process));
  // What begins now is a case, on an old account too: of a message that was waiting, and of a campaign.
  CHECK(exception(3).code == "counterpart_missing");
  CHECK(engine.rows().get<Case>(exception(3).process)->step == "open");
  const Outcome made =
      ok(active, "create_campaign", {{"account", 2}, {"title", "双12"}, {"starts", text(now)}, {"ends", text(now.plus_hours(9))}});
  CHECK(engine.rows().get<Case>(campaign(id_arg(made, "campaign")).process)->step == "running");
  CHECK(audit(store, house_catalogue()).fault == "");
}

}  // namespace ch::test
