// SRV-8, LED-7: what a flush noted reaches its table, whenever the program ended.
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "store/sqlite_store.h"
#include "support/env.h"
#include "support/folder.h"

namespace ch::test {

struct Numbered {
  std::int64_t id = 0;
  std::int64_t number = 0;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Numbered, (), (id, number, note))
// As an earlier program had it.
struct NumberedBefore {
  std::int64_t id = 0;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(NumberedBefore, (), (id, number))

}  // namespace ch::test
template <>
struct ch::TableOf<ch::test::Numbered> {
  static TableSpec spec() { return {"numbered", {"id"}, {{"by_number", {"number"}, true}}, ""}; }
};
template <>
struct ch::TableOf<ch::test::NumberedBefore> {
  static TableSpec spec() { return {"numbered", {"id"}, {{"by_number", {"number"}, true}}, ""}; }
};

namespace ch::test {
namespace {

const RecordType* const now[] = {&record_type<Numbered>()};
const RecordType* const before[] = {&record_type<NumberedBefore>()};
const std::string schema = create_sql(record_type<Numbered>(), sqlite_dialect);
const Migration numbered[] = {{1, "numbered", schema}};

// A store in a file whose bytes can be looked at while it is open, as a crash would leave them.
class Filed {
 public:
  explicit Filed(std::size_t pending_rows = 1'000'000) : options_{.journal_mode = "truncate", .pending_rows = pending_rows} { open(path_); }

  void crash() {
    std::filesystem::copy_file(path_, crashed_, std::filesystem::copy_options::overwrite_existing);
    store.reset();
    std::filesystem::rename(crashed_, path_);
  }
  Check open() { return open(path_); }
  // Beneath the store, of what a crash left.
  void change(const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(path_.c_str(), &db) == SQLITE_OK);
    INFO(sql);
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
  }
  std::map<std::int64_t, std::int64_t> rows() {
    std::map<std::int64_t, std::int64_t> found;
    TableSum sum;
    store->each(record_type<Numbered>(), [&](const Row& row, std::int64_t seq, std::int64_t digest) {
      const auto& numbered = *static_cast<const Numbered*>(row.get());
      found[numbered.id] = numbered.number;
      CHECK(digest == row_digest(record_type<Numbered>(), row.get(), seq));
      sum.take(content_digest(record_type<Numbered>(), row.get()));
    });
    CHECK(store->sum_of(record_type<Numbered>()) == sum);
    return found;
  }

  const Folder folder;
  std::unique_ptr<SqliteStore> store;

 private:
  Check open(const std::string& path) {
    store = std::make_unique<SqliteStore>(path, options_);
    return store->migrate(numbered, now);
  }
  const std::string path_ = folder.file("log.db"), crashed_ = folder.file("crashed.db");
  SqliteOptions options_;
};

void put(Store& store, const std::vector<Numbered>& rows, const std::vector<std::int64_t>& erased = {}) {
  Committed committed(store);
  View view(committed), stamped(committed);
  for (const std::int64_t id : erased) view.erase<Numbered>(id);
  for (const Numbered& row : rows) view.put(row);
  view.merge_into(stamped, 1);
  committed.flush(stamped.changes());
}

using Rows = std::map<std::int64_t, std::int64_t>;

}  // namespace

TEST_CASE("SRV-8: whatever was flushed is there after a crash, with its digests and sums, however much of it had reached the tables",
          "[sqlite]") {
  for (const std::size_t pending : {std::size_t{1}, std::size_t{7}, std::size_t{1'000'000}}) {
    Filed filed(pending);
    Random random(pending);
    Rows model;
    for (int round = 0; round < 300; ++round) {
      Rows next = model;
      std::vector<Numbered> rows;
      std::vector<std::int64_t> erased;
      for (std::int64_t i = 1 + random.below(4); i > 0; --i) {
        const std::int64_t id = random.below(12);
        if (random.below(3) == 0 && model.contains(id)) {
          erased.push_back(id);
          next.erase(id);
        } else {
          // Now and then the number of a row that is gone by then.
          const std::int64_t number = random.below(3) == 0 && !erased.empty() ? model[erased.front()] : 100 + round * 10 + i;
          if (std::ranges::any_of(next, [&](const auto& row) { return row.second == number && row.first != id; })) continue;
          std::erase(erased, id);
          next[id] = number;
          rows.push_back({id, number, random.below(2) ? std::optional(std::string("示例")) : std::nullopt});
        }
      }
      std::erase_if(rows, [&](const Numbered& row) { return !next.contains(row.id) || next[row.id] != row.number; });
      put(*filed.store, rows, erased);
      model = next;
      if (random.below(10) == 0) {
        filed.crash();
        REQUIRE(filed.open().has_value());
      }
      if (random.below(10) == 0) REQUIRE(filed.rows() == model);
      const auto read = filed.store->get(record_type<Numbered>(), key_of(std::int64_t{3}));
      CHECK((read ? static_cast<const Numbered*>(read.get())->number : -1) == (model.contains(3) ? model[3] : -1));
    }
    CHECK(filed.rows() == model);
  }
}

TEST_CASE("SRV-8: rows change places in a unique index within a flush and between flushes, and no two take one", "[sqlite]") {
  for (const bool crash : {false, true}) {
    Filed filed;
    put(*filed.store, {{1, 10, {}}, {2, 20, {}}});
    (void)filed.store->handle();  // in their table
    put(*filed.store, {{1, 20, {}}, {2, 10, {}}});
    put(*filed.store, {{3, 30, {}}}, {1});
    put(*filed.store, {{4, 20, {}}});
    CHECK_THROWS_AS(put(*filed.store, {{5, 50, {}}, {6, 10, {}}}), StoreError);
    CHECK_THROWS_AS(put(*filed.store, {{5, 50, {}}, {6, 50, {}}}), StoreError);
    if (crash) {
      filed.crash();
      REQUIRE(filed.open().has_value());
    }
    CHECK(filed.rows() == Rows{{2, 10}, {3, 30}, {4, 20}});
  }
}

TEST_CASE("LED-7: a note that was changed, taken out or left alone in the log is found before anything is made of it", "[sqlite]") {
  for (const char* sql :
       {"UPDATE flush_log SET rows = CAST(rows || x'00' AS BLOB) WHERE position = 1", "UPDATE flush_log SET digest = digest + 1",
        "DELETE FROM flush_log WHERE position = 1", "DELETE FROM flush_log WHERE position = 2", "DELETE FROM flush_log",
        "UPDATE flush_log SET position = 3 WHERE position = 2"}) {
    Filed filed;
    put(*filed.store, {{1, 10, {}}});
    put(*filed.store, {{2, 20, {}}});
    filed.crash();
    filed.change(sql);
    CHECK_THROWS_MATCHES(filed.open(), StoreError, Catch::Matchers::Predicate<StoreError>([](const StoreError& error) {
                           return error.trouble == StoreTrouble::damaged;
                         }));
    CHECK(filed.store->damage(numbered, now).starts_with("flush_log: "));
  }
}

TEST_CASE("LED-7: sums of what there is not are found, and what is no note of the log's", "[sqlite]") {
  Filed filed;
  put(*filed.store, {{1, 10, {}}});
  const auto damage = [&](const std::string& sql) {
    sqlite3* db = filed.store->handle();
    CHECK(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    return filed.store->damage(numbered, now);
  };
  CHECK(damage("SELECT 1").empty());
  CHECK(damage("UPDATE table_sum SET content_sum = 5 WHERE name = 'flush_log'").starts_with("flush_log: "));
  CHECK(damage("UPDATE table_sum SET content_sum = 0 WHERE name = 'flush_log'; INSERT INTO table_sum VALUES ('zzz', 1, 1)") ==
        "table_sum: there is no table zzz");
}

TEST_CASE("SRV-14: what an earlier program noted and could not fill is filled in the columns of then, before the schema moves on",
          "[sqlite]") {
  const Folder folder;
  const std::string path = folder.file("a.db"), crashed = folder.file("crashed.db");
  const std::string sql = create_sql(record_type<NumberedBefore>(), sqlite_dialect);
  const Migration migrations[] = {{1, "numbered", sql}, {2, "note", "ALTER TABLE numbered ADD COLUMN note TEXT;\n"}};
  const SqliteOptions options{.journal_mode = "truncate"};
  {
    SqliteStore store(path, options);
    REQUIRE(store.migrate(std::span(migrations).first(1), before).has_value());
    Committed committed(store);
    View view(committed);
    view.put(NumberedBefore{1, 10});
    view.put(NumberedBefore{2, 20});
    committed.flush(view.changes());
    std::filesystem::copy_file(path, crashed, std::filesystem::copy_options::overwrite_existing);
  }
  {
    SqliteStore store(crashed, options);
    REQUIRE(store.migrate(migrations, now).has_value());
    Committed committed(store);
    CHECK(committed.get<Numbered>(std::int64_t{2})->number == 20);
    CHECK(store.damage(migrations, now).empty());
    store.each(record_type<Numbered>(), [&](const Row& row, std::int64_t seq, std::int64_t digest) {
      CHECK(digest == row_digest(record_type<Numbered>(), row.get(), seq));
    });
  }
}

}  // namespace ch::test
