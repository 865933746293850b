// The embedded backend: one SQLite file is one tenant (SRV-2, SRV-11).
#pragma once

#include <map>
#include <unordered_map>

#include "store/sql.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ch {

struct SqliteOptions {
  std::string vfs;                   // empty: the default
  std::string journal_mode = "wal";  // or "truncate" (tested fallback), "memory" for one in memory; empty: as the file has it
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

  Check migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) override;
  Row get(const RecordType& type, const Key& key) override;
  void scan(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) override;
  void each(const RecordType& type, const std::function<void(const Row&, std::int64_t, std::int64_t)>& take) override;
  TableSum sum_of(const RecordType& type) override;
  std::string damage(std::span<const Migration> migrations) override;
  void flush(std::span<const RowChange> changes) override;

  sqlite3* handle() { return db_; }

 private:
  struct Update {
    sqlite3_stmt* statement = nullptr;
    std::vector<const Field*> fields;
  };
  struct Statements {
    sqlite3_stmt* get = nullptr;
    sqlite3_stmt* insert = nullptr;
    Update update, update_indexed;
    sqlite3_stmt* erase = nullptr;
  };
  sqlite3_stmt* prepare(const std::string& sql);
  void insert(Statements& statements, const RowChange& change, std::int64_t digest);
  void update(Statements& statements, const RowChange& change, std::int64_t digest);
  void erase(Statements& statements, const RowChange& change);
  void step(sqlite3_stmt* statement, const RecordType& type);
  void expect_one(const RecordType& type);
  void run(const char* sql);
  void write(const RowChange& change, TableSum& sum);
  void add(const RecordType& type, const TableSum& sum);
  bool as_written(const RecordType& type);
  bool has_sums();
  void seal(const RecordType& type);
  void all_or_nothing(const std::function<void()>& work);
  [[noreturn]] void fail(std::string_view doing);

  sqlite3* db_ = nullptr;
  std::unordered_map<const RecordType*, Statements> statements_;
  sqlite3_stmt* add_sum_ = nullptr;
  sqlite3_stmt* first_sum_ = nullptr;
  std::map<ScanShape, sqlite3_stmt*> scans_;
};

}  // namespace ch
