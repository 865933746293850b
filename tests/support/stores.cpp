#include "support/stores.h"

#include <sqlite3.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdlib>
#include <iostream>
#include <set>

#ifndef __EMSCRIPTEN__
#include <unistd.h>

#include "postgres/postgres_store.h"
#endif

namespace ch::test {

std::string postgres_url() {
  const char* url = std::getenv("CH_POSTGRES");
  return url ? url : "";
}

namespace {

// How many tests stood on a store, told at the end: tests/run sees to it that on each backend there were as many.
bool stood = false;
class Standing : public Catch::EventListenerBase {
 public:
  using EventListenerBase::EventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo&) override { stood = false; }
  void testCaseEnded(const Catch::TestCaseStats& ended) override {
    const auto is = [&](std::string_view tag) {
      return std::ranges::any_of(ended.testInfo->tags,
                                 [&](const Catch::Tag& own) { return std::string_view(own.original.data(), own.original.size()) == tag; });
    };
    if (is("sqlite") || is("postgres"))
      ++alone_;
    else if (stood)
      ++tests_;
  }
  void testRunEnded(const Catch::TestRunStats&) override {
    const char* backend = postgres_url().empty() ? "SQLite" : "PostgreSQL";
    std::cout << "stores: " << tests_ << " tests on " << backend << ", " << alone_ << " of " << backend << " alone\n";
  }

 private:
  int tests_ = 0, alone_ = 0;
};
CATCH_REGISTER_LISTENER(Standing)

#ifndef __EMSCRIPTEN__
std::unique_ptr<Store> fresh_postgres(const std::string& schema) {
  static std::int64_t tenants = 0;
  static std::set<std::string> made;
  const std::string url = postgres_url(), own = schema + "_" + std::to_string(getpid());
  if (made.insert(own).second) PostgresStore(url, 0).run("CREATE SCHEMA " + own);
  return std::make_unique<PostgresStore>(url + "&options=-csearch_path%3D" + own, ++tenants);
}
#endif

}  // namespace

std::unique_ptr<Store> fresh_store([[maybe_unused]] const std::string& schema) {
  stood = true;
#ifndef __EMSCRIPTEN__
  if (!postgres_url().empty()) return fresh_postgres(schema);
#endif
  return std::make_unique<SqliteStore>(":memory:");
}

#ifdef __EMSCRIPTEN__
// There is no other store, nor what would tell one from another.
SqliteStore& as_sqlite(Store& store) { return static_cast<SqliteStore&>(store); }
std::string bytes_type(Store&) { return "BLOB"; }
#else
SqliteStore& as_sqlite(Store& store) { return dynamic_cast<SqliteStore&>(store); }
std::string bytes_type(Store& store) { return dynamic_cast<SqliteStore*>(&store) ? "BLOB" : "BYTEA"; }
#endif

std::string own_rows([[maybe_unused]] Store& store) {
#ifndef __EMSCRIPTEN__
  if (auto* postgres = dynamic_cast<PostgresStore*>(&store)) return "tenant = " + std::to_string(postgres->tenant());
#endif
  return "1 = 1";
}

bool tamper(Store& store, const std::string& sql) {
#ifndef __EMSCRIPTEN__
  if (auto* postgres = dynamic_cast<PostgresStore*>(&store)) {
    try {
      postgres->run(sql);
      return true;
    } catch (const StoreError& error) {
      UNSCOPED_INFO(error.what());
      return false;
    }
  }
#endif
  char* message = nullptr;
  const int code = sqlite3_exec(as_sqlite(store).handle(), sql.c_str(), nullptr, nullptr, &message);
  if (message) UNSCOPED_INFO(sql << ": " << message);
  sqlite3_free(message);
  return code == SQLITE_OK;
}

std::string look_up(Store& store, const std::string& sql) {
#ifndef __EMSCRIPTEN__
  if (auto* postgres = dynamic_cast<PostgresStore*>(&store)) {
    const auto lines = postgres->lines(sql);
    return lines.empty() ? std::string{} : lines.front();
  }
#endif
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(as_sqlite(store).handle(), sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  std::string found;
  if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
    found = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return found;
}

}  // namespace ch::test
