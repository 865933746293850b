// The embedded backend: one SQLite file is one tenant (SRV-2, SRV-11).
#pragma once

#include <unordered_map>

#include "store/sql.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ch {

struct SqliteOptions {
  std::string vfs;                   // empty: the default
  std::string journal_mode = "wal";  // or "truncate" (tested fallback), "memory" for a database in memory
  bool exclusive = true;             // the one writer keeps the file; needed for WAL without shared memory
  int cache_kib = 65'536;
};

class SqliteStore final : public Store {
 public:
  // path ":memory:" keeps nothing. Throws StoreError where the file cannot be opened or is not a database.
  explicit SqliteStore(const std::string& path, const SqliteOptions& options = {});
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  Check migrate(std::span<const Migration> migrations) override;
  Row get(const RecordType& type, const Key& key) override;
  void scan(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) override;
  void each(const RecordType& type, const std::function<void(const Row&, std::int64_t, std::int64_t)>& take) override;
  void flush(std::span<const RowChange> changes) override;

  sqlite3* handle() { return db_; }

 private:
  struct Writers {
    sqlite3_stmt* insert = nullptr;
    sqlite3_stmt* update = nullptr;
    sqlite3_stmt* erase = nullptr;
    sqlite3_stmt* get = nullptr;
  };
  sqlite3_stmt* prepare(const std::string& sql);
  sqlite3_stmt*& made(sqlite3_stmt*& slot, const std::string& sql);
  sqlite3_stmt* scanner(const std::string& sql);
  void run(const char* sql);
  void write(const RowChange& change);
  [[noreturn]] void fail(std::string_view doing);

  sqlite3* db_ = nullptr;
  std::unordered_map<const RecordType*, Writers> writers_;
  std::unordered_map<std::string, sqlite3_stmt*> scanners_;
};

}  // namespace ch
