// LED-7 below the rows: what audit says of a database whose bytes, indexes or schema have changed.
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "engine/audit.h"
#include "support/env.h"
#include "support/folder.h"

namespace ch::test {
namespace {

using Bytes = std::vector<char>;

// A database file of its own, gone with the test.
class File {
 public:
  std::string path() const { return folder_.file("a.db"); }
  Bytes bytes() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const Bytes& bytes) const { std::ofstream(path(), std::ios::binary).write(bytes.data(), std::ssize(bytes)); }

 private:
  Folder folder_;
};

const SqliteOptions in_one_file{.journal_mode = "truncate"};

// What audit says of these bytes, and what `look` sees in them where audit says nothing.
std::string fault_of(const Bytes& bytes, const std::function<void(Store&)>& look = {}) {
  const File file;
  file.write(bytes);
  try {
    SqliteStore store(file.path(), in_one_file);
    sqlite3_exec(store.handle(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);  // nobody will want it after a power loss
    std::string fault = audit(store, house_catalogue()).fault;
    if (fault.empty() && look) look(store);
    return fault;
  } catch (const StoreError& error) {
    return error.what();
  }
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
    bytes = file.bytes();
  }
  File file;
  Env env{std::make_unique<SqliteStore>(file.path(), in_one_file)};
  Bytes bytes;
};

}  // namespace

TEST_CASE("LED-7: a bit flipped in the index of command ids is found: the id it loses could run twice", "[sqlite]") {
  Lived lived;
  REQUIRE(fault_of(lived.bytes).empty());
  const auto page_size = static_cast<std::size_t>(std::stoll(look_up(*lived.env.store, "PRAGMA page_size")));
  const auto page =
      static_cast<std::size_t>(std::stoll(look_up(*lived.env.store, "SELECT rootpage FROM sqlite_schema WHERE name = 'journal_by_id'")));
  const auto start = lived.bytes.begin() + static_cast<std::ptrdiff_t>((page - 1) * page_size);
  int flipped = 0;
  lived.env.store->each(record_type<JournalRow>(), [&](const Row& row, std::int64_t, std::int64_t) {
    const auto& id = static_cast<const JournalRow*>(row.get())->id.bytes;
    const auto same = [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; };
    const auto found = std::search(start, start + static_cast<std::ptrdiff_t>(page_size), id.begin(), id.end(), same);
    if (found == start + static_cast<std::ptrdiff_t>(page_size)) return;
    Bytes changed = lived.bytes;
    changed[static_cast<std::size_t>(found - lived.bytes.begin()) + 15] ^= 1;
    CHECK(fault_of(changed).find("journal") != std::string::npos);
    ++flipped;
  });
  CHECK(flipped > 10);
}

TEST_CASE("LED-7: a bit flipped anywhere in the database is found, or has changed nothing that can be read", "[sqlite]") {
  Lived lived;
  const Bytes noted = lived.bytes;  // as a crash would leave it: with notes in the log
  const Hash whole = digest_of_tables(*lived.env.store, house_catalogue());
  const Bytes filled = lived.file.bytes();
  REQUIRE(noted != filled);
  Random random(20'261'122);
  int found = 0, harmless = 0;
  for (int i = 0; i < 1'000; ++i) {
    Bytes changed = i % 4 < 2 ? filled : noted;
    // Half of them where the rows are: a page is filled from its end.
    const auto at = static_cast<std::size_t>(random.below(std::ssize(changed)));
    const std::size_t place = i % 2 ? at : at / 4096 * 4096 + 4095 - at % 256;
    changed[place] ^= static_cast<char>(1 << random.below(8));
    INFO("flip " << i << ", byte " << place);
    const auto the_same = [&](Store& store) {
      CHECK(digest_of_tables(store, house_catalogue()) == whole);
      CHECK(look_up(store, "PRAGMA integrity_check") == "ok");  // of which audit runs but a part, and knows the rest itself
      ++harmless;
    };
    if (!fault_of(changed, the_same).empty()) ++found;
  }
  CHECK(found > 150);
  CHECK(harmless > 100);
}

TEST_CASE("LED-7: a schema that is not the migrations' is found, and what of it is named", "[sqlite]") {
  for (const auto& [sql, words] : std::vector<std::pair<std::string, std::string>>{
           {"DROP INDEX journal_by_id", "schema: index journal_by_id"},
           {"DROP INDEX journal_by_id; CREATE INDEX journal_by_id ON journal (id)", "schema: index journal_by_id"},
           {"CREATE TRIGGER quiet AFTER INSERT ON journal BEGIN SELECT 1; END", "schema: trigger quiet"},
           {"ALTER TABLE party ADD COLUMN note TEXT", "schema: table party"},
           {"DELETE FROM schema_migration", "schema: migration 1"}}) {
    Lived lived;
    REQUIRE(tamper(*lived.env.store, sql));
    const std::string fault = audit(*lived.env.store, house_catalogue()).fault;
    INFO(sql << ": " << fault);
    CHECK(fault.starts_with("database: " + words));
  }
}

}  // namespace ch::test
