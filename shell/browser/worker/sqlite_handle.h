// Owners of SQLite's handles, and the small questions the worker's own jobs ask.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>

namespace ch::browser {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;
using Backup = std::unique_ptr<sqlite3_backup, FinishBackup>;

/// The connection is null unless `code` is SQLITE_OK.
inline Connection open_connection(const char* name, int flags, int& code) {
  sqlite3* raw = nullptr;
  code = sqlite3_open_v2(name, &raw, flags, nullptr);
  Connection connection{raw};
  if (code != SQLITE_OK) connection.reset();
  return connection;
}

inline Statement prepare(sqlite3* connection, const char* sql) {
  sqlite3_stmt* raw = nullptr;
  sqlite3_prepare_v2(connection, sql, -1, &raw, nullptr);
  return Statement{raw};
}

inline std::string text_column(sqlite3_stmt* statement, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text == nullptr ? std::string{} : std::string{text};
}

/// The first column of the first row, or `otherwise`.
inline std::int64_t integer_of(sqlite3* connection, const char* sql, std::int64_t otherwise) {
  const Statement statement = prepare(connection, sql);
  if (!statement || sqlite3_step(statement.get()) != SQLITE_ROW) return otherwise;
  return sqlite3_column_int64(statement.get(), 0);
}

}  // namespace ch::browser
