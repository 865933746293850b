// The embedded backend: one SQLite file is one tenant (SRV-2, SRV-11).
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "store/row_images.h"
#include "store/sql.h"
#include "store/view.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ch {

struct SqliteOptions {
  std::string vfs;                   // empty: the default
  std::string journal_mode = "wal";  // or "truncate" (tested fallback), "memory" for one in memory; empty: as the file has it
  bool exclusive = true;             // the one writer keeps the file; needed for WAL without shared memory
  bool reads = false;                // changes neither file nor log: what opening would bring up to date is so in memory alone
  int cache_kib = 65'536;
  std::size_t pending_rows = 20'000;  // changed rows that gather before the tables are filled with them, a twentieth at a time
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
  void scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override;
  void each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t, std::int64_t)> take) override;
  std::string look_through(const RecordType& type, const TakeLying& take) override;
  TableSum sum_of(const RecordType& type) override;
  std::string damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) override;
  void flush(std::span<const RowChange> changes) override;

  // For who works on the file beside the store: all rows lie in their tables.
  sqlite3* handle() { return fill(), db_; }

 private:
  // The tables alone, without what waits to go into them.
  class Tables final : public Reader {
   public:
    explicit Tables(SqliteStore& store) : store_(store) {}
    Row find(const RowRef& row) override { return store_.row_in_table(*row.type, Key(row.key)); }
    void each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override {
      store_.scan_table(type, scan, take);
    }

   private:
    SqliteStore& store_;
  };

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
  struct Indexed;
  sqlite3_stmt* prepare(const std::string& sql);
  void insert(Statements& statements, const RowChange& change, std::int64_t digest);
  void update(Statements& statements, const RowChange& change, std::int64_t digest);
  void erase(Statements& statements, const RowChange& change);
  void step(sqlite3_stmt* statement, std::string_view table);
  void expect_one(const RecordType& type);
  void run(const char* sql);
  void look_at_log();
  Row row_in_table(const RecordType& type, const Key& key);
  void scan_table(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take);
  void write(const RowChange& change, TableSum& sum);
  void add(std::string_view table, const TableSum& sum);
  TableSum sum_named(std::string_view table);
  void expect_unique(std::span<const RowChange> changes);
  void note(std::string_view rows, std::int64_t position);
  bool is_noted(std::string_view rows, std::int64_t position);
  void fill();
  void finish_fill();
  void begin_fill();
  std::size_t next_step();
  void fill_rows(std::size_t to);
  void filled(std::size_t to);
  bool has_notes_of_fill();
  std::size_t step_rows() const { return std::max<std::size_t>(pending_rows_ / 20, 1); }
  void empty_log();
  std::string recover(std::span<const RecordType* const> records);  // what is damaged of the log, in words
  void put_back(const RecordType& type, const std::map<std::vector<Lying>, const RowImage*>& rows);
  std::vector<const Field*> columns_in_file(const RecordType& type);
  bool as_written(const RecordType& type);
  bool has_sums();
  void seal(const RecordType& type);
  std::string page_damage();
  std::string table_damage(const std::string& table);
  std::string index_difference(const RecordType& type, const Indexed& should);
  static const std::vector<std::string>& schema_after(std::span<const Migration> migrations);
  void look(const std::string& columns, const std::string& from, FunctionRef<void(std::span<const LyingValue>)> take);
  void all_or_nothing(FunctionRef<void()> work);
  [[noreturn]] void fail(std::string_view doing);

  sqlite3* db_ = nullptr;
  bool reads_;
  std::unordered_map<const RecordType*, Statements> statements_;
  sqlite3_stmt* add_sum_ = nullptr;
  sqlite3_stmt* note_ = nullptr;
  bool knows_look_ = false;
  void* looking_ = nullptr;  // of sqlite_look.cpp
  std::map<ScanShape, sqlite3_stmt*> scans_;
  Tables tables_{*this};
  // Rows that have not reached their tables: those that come, over those that the tables are being filled with.
  View one_{static_cast<Reader&>(tables_)}, other_{static_cast<Reader&>(one_)};
  View *filling_ = &one_, *pending_ = &other_;
  struct FillRow {
    const RowChange* change;
    bool leaves;  // its place, so that another may take it
  };
  struct Fill {
    std::vector<FillRow> rows;
    std::size_t done = 0;
    std::size_t next_at = 0;  // when so many rows have gathered anew, the next step is due
    std::int64_t up_to = 0;   // the notes that hold them
  };
  std::optional<Fill> fill_;
  std::size_t pending_rows_;
  std::int64_t notes_ = 0, emptied_to_ = 0;  // positions in the log: of its last note, and of the last that has left it
  ImageWriter images_;                       // of the flush that is running
};

}  // namespace ch
