// SQLite as a plain program uses it: statements prepared once, values bound in order, and an end to the program where anything fails.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace peer {

inline sqlite3* db = nullptr;

[[noreturn]] inline void fail(std::string_view doing) {
  std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(doing.size()), doing.data(), sqlite3_errmsg(db));
  std::exit(1);
}

inline void run(const std::string& sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

// With the settings that our own store has.
inline void open(const std::string& path) {
  if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
    fail(path);
  run("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; "
      "PRAGMA wal_autocheckpoint = 4000");
}

// All of it in the one file, for whoever copies it or looks at it.
inline void close() {
  while (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr)) sqlite3_finalize(statement);
  sqlite3_close(db);
}

inline sqlite3_stmt* prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) fail(sql);
  return statement;
}

inline void bind(sqlite3_stmt* statement, int at, std::int64_t value) { sqlite3_bind_int64(statement, at, value); }
inline void bind(sqlite3_stmt* statement, int at, std::string_view value) {
  sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
}
inline void bind(sqlite3_stmt* statement, int at, std::span<const std::uint64_t> value) {
  sqlite3_bind_blob(statement, at, value.data(), static_cast<int>(value.size_bytes()), SQLITE_STATIC);
}

// Of a statement that answers nothing.
template <class... Values>
void step(sqlite3_stmt* statement, const Values&... values) {
  int at = 0;
  (bind(statement, ++at, values), ...);
  if (sqlite3_step(statement) != SQLITE_DONE) fail(sqlite3_sql(statement));
  sqlite3_reset(statement);
}

// Calls take(statement) for each row of the answer.
template <class Take>
void each(const char* sql, Take take) {
  sqlite3_stmt* statement = prepare(sql);
  while (sqlite3_step(statement) == SQLITE_ROW) take(statement);
  sqlite3_finalize(statement);
}

}  // namespace peer
