// The peer: raw SQLite with prepared statements and nothing else. A hold is an entry with its unique id, the account's two balances and two
// postings, in WAL with synchronous FULL: the least that a ledger on SQLite can do. Ids are ordered, as ours are.
//   sqlite_holds DATABASE BATCH HOLDS ACCOUNTS     prints holds per second
#include <chrono>
#include <random>

#include "sqlite.h"

using namespace peer;

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const std::string path = arguments[1];
  const int batch = std::atoi(arguments[2]);
  const int holds = std::atoi(arguments[3]);
  const int accounts = std::atoi(arguments[4]);
  for (const char* part : {"", "-wal", "-shm"}) std::remove((path + part).c_str());
  open(path);
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
  for (std::int64_t i = 1; i <= holds; ++i) {
    if ((i - 1) % batch == 0) run("BEGIN IMMEDIATE");
    const std::uint64_t key[2] = {__builtin_bswap64(static_cast<std::uint64_t>(i)), random()};
    const auto who = static_cast<std::int64_t>(1 + random() % static_cast<std::uint64_t>(accounts));
    const auto amount = static_cast<std::int64_t>(1 + random() % 50'000);
    step(entry, i, std::span(key), i);
    step(account, amount, who);
    step(posting, i, who, std::int64_t{1}, -amount);
    step(posting, i, who, std::int64_t{2}, amount);
    if (i % batch == 0 || i == holds) run("COMMIT");
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  close();
  std::printf("%.1f\n", holds / seconds);
  return 0;
}
