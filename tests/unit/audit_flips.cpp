// LED-7 below the rows: what audit says of a database whose bytes, indexes or schema have changed.
#include <sqlite3.h>

#include "engine/audit.h"
#include "support/env.h"

namespace ch::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(SqliteStore& store) {
  sqlite3_int64 size = 0;
  unsigned char* start = sqlite3_serialize(store.handle(), "main", &size, 0);
  REQUIRE(start);
  Bytes bytes(start, start + size);
  sqlite3_free(start);
  return bytes;
}

// A store over these bytes, in memory.
struct Reopened {
  explicit Reopened(const Bytes& bytes) : store(":memory:", {.journal_mode = "memory"}) {
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
    std::copy(bytes.begin(), bytes.end(), copy);
    REQUIRE(sqlite3_deserialize(store.handle(), "main", copy, size, size, SQLITE_DESERIALIZE_FREEONCLOSE) == SQLITE_OK);
  }
  SqliteStore store;
};

std::string fault_of(const Bytes& bytes) {
  Reopened reopened(bytes);
  return audit(reopened.store, house_catalogue()).fault;
}

std::int64_t number(SqliteStore& store, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(store.handle(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  const std::int64_t found = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return found;
}

void change_schema(SqliteStore& store, const std::string& sql) {
  INFO(sql);
  REQUIRE(sqlite3_exec(store.handle(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

// A tenant with some money moved, enough that each table of it has rows.
struct Lived {
  Lived() {
    const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
    const auto campaign = env.campaign(shop);
    env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "1200.00"}});
    env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
    env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "300.00"}});
    env.wire("示例他人（上海）有限公司", "88.00");
    bytes = bytes_of(*env.store);
  }
  Env env;
  Bytes bytes;
};

}  // namespace

TEST_CASE("LED-7: a bit flipped in the index of command ids is found: the id it loses could run twice") {
  Lived lived;
  REQUIRE(fault_of(lived.bytes).empty());
  const auto page_size = static_cast<std::size_t>(number(*lived.env.store, "PRAGMA page_size"));
  const auto page = static_cast<std::size_t>(number(*lived.env.store, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_by_id'"));
  const auto start = lived.bytes.begin() + static_cast<std::ptrdiff_t>((page - 1) * page_size);
  int flipped = 0;
  lived.env.store->each(record_type<JournalRow>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& id = static_cast<const JournalRow*>(row.get())->id.bytes;
    const auto found = std::search(start, start + static_cast<std::ptrdiff_t>(page_size), id.begin(), id.end());
    if (found == start + static_cast<std::ptrdiff_t>(page_size)) return;
    Bytes changed = lived.bytes;
    changed[static_cast<std::size_t>(found - lived.bytes.begin()) + 15] ^= 1;
    CHECK(fault_of(changed).find("journal") != std::string::npos);
    ++flipped;
  });
  CHECK(flipped > 10);
}

TEST_CASE("LED-7: a bit flipped anywhere in the database is found, or has changed nothing that can be read") {
  Lived lived;
  const Hash whole = digest_of_tables(*lived.env.store, house_catalogue());
  Random random(20'261'122);
  int found = 0, harmless = 0;
  for (int i = 0; i < 400; ++i) {
    Bytes changed = lived.bytes;
    // Half of them where the rows are: a page is filled from its end.
    const auto at = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(changed.size())));
    const std::size_t place = i % 2 ? at : at / 4096 * 4096 + 4095 - at % 256;
    changed[place] ^= static_cast<std::uint8_t>(1U << random.below(8));
    INFO("byte " << place);
    Reopened reopened(changed);
    if (!audit(reopened.store, house_catalogue()).clean()) {
      ++found;
      continue;
    }
    CHECK(digest_of_tables(reopened.store, house_catalogue()) == whole);
    ++harmless;
  }
  CHECK(found > 50);
  CHECK(harmless > 50);
}

TEST_CASE("LED-7: a schema that is not the migrations' is found, and what of it is named") {
  for (const auto& [sql, words] : std::vector<std::pair<std::string, std::string>>{
           {"DROP INDEX journal_by_id", "schema: index journal_by_id"},
           {"DROP INDEX journal_by_id; CREATE INDEX journal_by_id ON journal (id)", "schema: index journal_by_id"},
           {"CREATE TRIGGER quiet AFTER INSERT ON journal BEGIN SELECT 1; END", "schema: trigger quiet"},
           {"ALTER TABLE party ADD COLUMN note TEXT", "schema: table party"},
           {"DELETE FROM schema_migration", "schema: migration 1"}}) {
    Lived lived;
    change_schema(*lived.env.store, sql);
    const std::string fault = audit(*lived.env.store, house_catalogue()).fault;
    INFO(sql << ": " << fault);
    CHECK(fault.starts_with("database: " + words));
  }
}

}  // namespace ch::test
