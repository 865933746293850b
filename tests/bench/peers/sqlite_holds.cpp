// The peer: raw SQLite with prepared statements and nothing else. A hold is an entry with its unique id, the account's two balances and two
// postings, in WAL with synchronous FULL: the least that a ledger on SQLite can do. Ids are ordered, as ours are.
//   sqlite_holds DATABASE BATCH HOLDS ACCOUNTS     prints holds per second
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

sqlite3* db = nullptr;

void run(const std::string& sql) {
  char* message = nullptr;
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", sql.c_str(), message);
    std::exit(1);
  }
}

sqlite3_stmt* prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) {
    std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
    std::exit(1);
  }
  return statement;
}

template <class... Values>
void step(sqlite3_stmt* statement, Values... values) {
  int column = 0;
  (sqlite3_bind_int64(statement, ++column, static_cast<sqlite3_int64>(values)), ...);
  sqlite3_step(statement);
  sqlite3_reset(statement);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const std::string path = arguments[1];
  const int batch = std::atoi(arguments[2]);
  const int holds = std::atoi(arguments[3]);
  const int accounts = std::atoi(arguments[4]);
  for (const char* part : {"", "-wal", "-shm"}) std::remove((path + part).c_str());
  if (sqlite3_open(path.c_str(), &db) != SQLITE_OK) return 1;
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000");
  run("CREATE TABLE account (id INTEGER PRIMARY KEY, available INTEGER NOT NULL, frozen INTEGER NOT NULL)");
  run("CREATE TABLE entry (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, kind INTEGER, at INTEGER)");
  run("CREATE TABLE posting (entry INTEGER, account INTEGER, book INTEGER, amount INTEGER, PRIMARY KEY (account, entry, book)) WITHOUT "
      "ROWID");
  run("BEGIN");
  for (int i = 0; i <= accounts; ++i) run("INSERT INTO account VALUES (" + std::to_string(i) + ", 100000000000, 0)");
  run("COMMIT");
  sqlite3_stmt* entry = prepare("INSERT INTO entry VALUES (?, ?, 1, ?)");
  sqlite3_stmt* account = prepare("UPDATE account SET available = available - ?1, frozen = frozen + ?1 WHERE id = ?2");
  sqlite3_stmt* posting = prepare("INSERT INTO posting VALUES (?, ?, ?, ?)");
  std::mt19937_64 random(1);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 1; i <= holds; ++i) {
    if ((i - 1) % batch == 0) run("BEGIN IMMEDIATE");
    const std::uint64_t key[2] = {__builtin_bswap64(static_cast<std::uint64_t>(i)), random()};
    const auto who = static_cast<std::int64_t>(1 + random() % static_cast<std::uint64_t>(accounts));
    const auto amount = static_cast<std::int64_t>(1 + random() % 50'000);
    sqlite3_bind_int64(entry, 1, i);
    sqlite3_bind_blob(entry, 2, key, 16, SQLITE_STATIC);
    sqlite3_bind_int64(entry, 3, i);
    sqlite3_step(entry);
    sqlite3_reset(entry);
    step(account, amount, who);
    step(posting, i, who, 1, -amount);
    step(posting, i, who, 2, amount);
    if (i % batch == 0 || i == holds) run("COMMIT");
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%.1f\n", holds / seconds);
  return 0;
}
