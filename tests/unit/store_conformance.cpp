// What every backend of the store must do. SQLite passes it here; a second backend joins the list of makers.
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include <sqlite3.h>

#include "engine/audit.h"
#include "house/house.h"
#include "store/sqlite_store.h"
#include "store/view.h"
#include "support/env.h"
#include "support/folder.h"

namespace ch::test {

struct Thing {
  std::int64_t group_no = 0;
  std::string name;
  std::int64_t rank = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (group_no, name, rank, note))

}  // namespace ch::test
template <>
struct ch::TableOf<ch::test::Thing> {
  static TableSpec spec() { return {"thing", {"group_no", "name"}, {{"by_rank", {"rank"}}}, "group_no"}; }
};

namespace ch::test {
namespace {

const RecordType* const things[] = {&record_type<Thing>()};

const std::string& schema() {
  static const std::string sql = create_sql(
      record_type<Thing>(), {.parameter = '?', .integer = "INTEGER", .bytes = "BLOB", .text = "TEXT", .table_suffix = " WITHOUT ROWID"});
  return sql;
}

std::unique_ptr<Store> fresh_store(const std::string& path = ":memory:") {
  auto store = std::make_unique<SqliteStore>(path);
  static const Migration migrations[] = {{1, "things", schema()}};
  REQUIRE(store->migrate(migrations, things).has_value());
  return store;
}

std::vector<std::string> names(Reader& reader, const Scan& scan) {
  std::vector<std::string> found;
  reader.scan<Thing>(scan, [&](const Thing& thing) { return found.push_back(std::to_string(thing.group_no) + thing.name), true; });
  return found;
}

void keep(Committed& committed, const std::vector<Thing>& things) {
  View view(committed);
  for (const Thing& thing : things) view.put(thing);
  committed.flush(view.changes());
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("SRV-11: the store keeps, changes, erases and finds rows") {
  auto store = fresh_store();
  Committed committed(*store);
  keep(committed, {{1, "a", 3, "x"}, {1, "b", 1, {}}, {2, "a", 2, {}}});
  committed.drop_cache();
  CHECK(committed.get<Thing>(std::int64_t{1}, std::string("a"))->note == "x");
  CHECK_FALSE(committed.get<Thing>(std::int64_t{1}, std::string("b"))->note.has_value());
  CHECK(committed.get<Thing>(std::int64_t{3}, std::string("a")) == nullptr);
  CHECK(names(committed, {}) == Names{"1a", "1b", "2a"});
  CHECK(names(committed, {.descending = true}) == Names{"2a", "1b", "1a"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1})}) == Names{"1a", "1b"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1}), .from = key_of(std::string("b"))}) == Names{"1b"});
  CHECK(names(committed, {.prefix = key_of(std::int64_t{1}), .to = key_of(std::string("b"))}) == Names{"1a"});
  CHECK(names(committed, {.index = "by_rank"}) == Names{"1b", "2a", "1a"});
  CHECK(names(committed, {.index = "by_rank", .from = key_of(std::int64_t{2})}) == Names{"2a", "1a"});
  CHECK(names(committed, {.index = "by_rank", .limit = 1}) == Names{"1b"});
  CHECK(names(committed, {.index = "by_rank", .after = key_of(std::int64_t{2}, std::int64_t{2}, std::string("a"))}) == Names{"1a"});
  CHECK(names(committed, {.index = "by_rank", .after = key_of(std::int64_t{2}, std::int64_t{2}, std::string("a")), .descending = true}) ==
        Names{"1b"});

  View view(committed);
  view.put(Thing{1, "a", 9, {}});
  view.erase<Thing>(std::int64_t{1}, std::string("b"));
  committed.flush(view.changes());
  committed.drop_cache();
  CHECK(names(committed, {.index = "by_rank"}) == Names{"2a", "1a"});
}

TEST_CASE("SRV-11: a view over a view reads as if its changes lay in the store, for every scan") {
  auto store = fresh_store();
  Committed committed(*store);
  std::map<std::pair<std::int64_t, std::string>, Thing> model;
  Random random(7);
  for (int round = 0; round < 60; ++round) {
    View group(committed);
    for (int command = 0; command < 4; ++command) {
      View view(group);
      auto tried = model;
      for (int change = 0; change < 5; ++change) {
        const Thing thing{random.below(4), std::string(1, static_cast<char>('a' + random.below(5))), random.below(6), {}};
        if (random.below(3) == 0) {
          view.erase<Thing>(thing.group_no, thing.name);
          tried.erase({thing.group_no, thing.name});
        } else {
          view.put(thing);
          tried.insert_or_assign({thing.group_no, thing.name}, thing);
        }
      }
      if (random.below(4) == 0) continue;  // refused: thrown away
      for (const bool descending : {false, true})
        for (const int limit : {1, 3, 1000}) {
          Names by_key, by_rank;
          std::vector<std::pair<std::tuple<std::int64_t, std::int64_t, std::string>, Thing>> ranked;
          for (const auto& [key, thing] : tried) {
            by_key.push_back(std::to_string(thing.group_no) + thing.name);
            ranked.push_back({{thing.rank, thing.group_no, thing.name}, thing});
          }
          std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
          for (const auto& [position, thing] : ranked) by_rank.push_back(std::to_string(thing.group_no) + thing.name);
          for (Names* expected : {&by_key, &by_rank}) {
            if (descending) std::reverse(expected->begin(), expected->end());
            if (expected->size() > static_cast<std::size_t>(limit)) expected->resize(static_cast<std::size_t>(limit));
          }
          REQUIRE(names(view, {.descending = descending, .limit = limit}) == by_key);
          REQUIRE(names(view, {.index = "by_rank", .descending = descending, .limit = limit}) == by_rank);
        }
      view.merge_into(group, round * 10 + command + 1);
      model = tried;
    }
    committed.flush(group.changes());
    if (round % 7 == 0) committed.drop_cache();
  }
}

TEST_CASE("LED-7: a row's digest differs with any of its fields, its table or its sequence") {
  const Thing thing{1, "a", 2, "n"};
  const auto digest = [](const Thing& of, std::int64_t seq) { return row_digest(record_type<Thing>(), &of, seq); };
  const auto own = digest(thing, 5);
  CHECK(own == digest(thing, 5));
  CHECK(own != digest(thing, 6));
  CHECK(own != digest({2, "a", 2, "n"}, 5));
  CHECK(own != digest({1, "b", 2, "n"}, 5));
  CHECK(own != digest({1, "a", 3, "n"}, 5));
  CHECK(own != digest({1, "a", 2, {}}, 5));
}

TEST_CASE("SRV-14: a database of a newer program is refused, an own one opens again, damage is told") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  const Migration two[] = {{1, "things", schema()}, {2, "more", "CREATE TABLE more (id INTEGER PRIMARY KEY);\n"}};
  {
    SqliteStore store(path);
    REQUIRE(store.migrate(two, things).has_value());
  }
  {
    SqliteStore store(path);
    CHECK(store.migrate(two, things).has_value());
    const Check older = store.migrate(std::span(two).first(1), things);
    REQUIRE_FALSE(older.has_value());
    CHECK(older.error().code == "schema_newer");
  }
  std::ofstream(folder.file("b.db")) << std::string(4096, 'x');
  CHECK_THROWS_AS(SqliteStore(folder.file("b.db")), StoreError);
  CHECK_THROWS_AS(SqliteStore(folder.file("none/c.db")), StoreError);
  CHECK_THROWS_AS(SqliteStore(folder.path.string()), StoreError);
}

TEST_CASE("CON-9: a flush that fails keeps nothing of it") {
  auto store = fresh_store();
  Committed committed(*store);
  keep(committed, {{1, "a", 1, {}}});
  const auto most_pages = [&](const std::string& pages) {
    REQUIRE(sqlite3_exec(dynamic_cast<SqliteStore&>(*store).handle(), ("PRAGMA max_page_count = " + pages).c_str(), nullptr, nullptr,
                         nullptr) == SQLITE_OK);
  };
  most_pages("1");  // as many as there are
  CHECK_THROWS_AS(keep(committed, {{6, "y", 1, {}}, {5, "x", 1, std::string(1'000'000, 'x')}}), StoreError);
  CHECK(names(committed, {}) == Names{"1a"});
  most_pages("100000");
  keep(committed, {{2, "b", 1, {}}});
  CHECK(names(committed, {}) == Names{"1a", "2b"});
}

TEST_CASE("LED-7: the store keeps each table's sum, whatever its rows go through") {
  auto store = fresh_store();
  Committed committed(*store);
  const auto in_rows = [&] {
    TableSum sum;
    store->each(record_type<Thing>(),
                [&](const Row& row, std::int64_t, std::int64_t) { sum.take(content_digest(record_type<Thing>(), row.get())); });
    return sum;
  };
  CHECK(store->sum_of(record_type<Thing>()) == TableSum{});
  Random random(7);
  std::int64_t most = 0;
  for (int round = 0; round < 60; ++round) {
    View view(committed);
    for (std::int64_t i = random.below(6); i >= 0; --i) {
      const std::string name(1, static_cast<char>('a' + random.below(8)));
      if (random.below(3) == 0 && view.get<Thing>(std::int64_t{1}, name))
        view.erase<Thing>(std::int64_t{1}, name);
      else
        view.put(Thing{1, name, random.below(4), {}});
    }
    committed.flush(view.changes());
    CHECK(store->sum_of(record_type<Thing>()) == in_rows());
    most = std::max(most, in_rows().rows);
  }
  CHECK(most > 4);
}

TEST_CASE("LED-7: a migration that changes what a row holds leaves digests and sums of the rows as they are then") {
  const Folder folder;
  const Migration two[] = {{1, "things", schema()}, {2, "ranked", "UPDATE thing SET rank = rank + 10;\n"}};
  {
    SqliteStore store(folder.file("a.db"));
    REQUIRE(store.migrate(std::span(two).first(1), things).has_value());
    Committed committed(store);
    keep(committed, {{1, "a", 1, {}}, {1, "b", 2, {}}});
  }
  SqliteStore store(folder.file("a.db"));
  REQUIRE(store.migrate(two, things).has_value());
  TableSum sum;
  store.each(record_type<Thing>(), [&](const Row& row, std::int64_t seq, std::int64_t digest) {
    CHECK(static_cast<const Thing*>(row.get())->rank > 10);
    CHECK(digest == row_digest(record_type<Thing>(), row.get(), seq));
    sum.take(content_digest(record_type<Thing>(), row.get()));
  });
  CHECK(sum.rows == 2);
  CHECK(store.sum_of(record_type<Thing>()) == sum);
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

TEST_CASE("SRV-14: the migrations lead to the schema that the records describe") {
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

TEST_CASE("LED-7: no migration makes damage look right: what was written is looked at first, in the columns of then") {
  const std::string back = "DROP INDEX wire_by_party_amount; DELETE FROM schema_migration WHERE number > 2;";
  CHECK(refused_after("SELECT 1", true).empty());
  CHECK(refused_after("UPDATE settlement_profile SET account_number = '999999999999'", true) == "schema_damaged settlement_profile");
  CHECK(refused_after("UPDATE wire SET payer_name = 'x'", true) == "schema_damaged wire");
  CHECK(refused_after(back, false).empty());
  CHECK(refused_after(back + "UPDATE case_event SET user_name = 'x'", false) == "schema_damaged case_event");
  CHECK(refused_after(back + "UPDATE case_event SET row_seq = row_seq + 0.5", false) == "schema_damaged case_event");
  CHECK(refused_after(back + "DELETE FROM role_grant WHERE user_name = 'li'", false) == "schema_damaged role_grant");
  CHECK(refused_after(back + "DELETE FROM posting WHERE book = 1", false) == "schema_damaged posting");
}

TEST_CASE("SRV-14, LED-7: a tenant of the first schema is brought to this one with every fen, and audit is clean") {
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
