// The server's backend: the rows of many tenants in one PostgreSQL database, or in a distributed one that speaks its protocol (SRV-11,
// SRV-12). `tenant` stands first in every key; the core never sees it. The database must compare texts byte by byte, as keys do
// (LC_COLLATE 'C'); the constructor refuses another. docs/postgresql.md has the rest.
#pragma once

#include <map>
#include <memory>

#include "store/sql.h"
#include "store/store.h"

struct pg_result;

namespace ch {

namespace postgres {
class Connection;
}

class Fence;

struct PostgresOptions {
  std::string schema;            // where the tables lie; empty: where the URL's search path says
  std::shared_ptr<Fence> fence;  // of the lease under which it writes (SRV-12); null: it writes whatever others do
  bool snapshot = false;         // sees all as it was at the opening, and writes nothing
};

class PostgresStore final : public Store {
 public:
  // url: postgresql://USER@HOST:PORT/DATABASE, or any connection string of libpq. Throws StoreError where it cannot be reached.
  PostgresStore(const std::string& url, std::int64_t tenant, PostgresOptions options = {});
  ~PostgresStore() override;
  PostgresStore(const PostgresStore&) = delete;
  PostgresStore& operator=(const PostgresStore&) = delete;

  // Of all tenants in the database, at once. Of two programs that migrate one waits for the other, and finds it done.
  Check migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) override;
  Row get(const RecordType& type, const Key& key) override;
  bool far() const override { return true; }
  std::vector<Row> get_all(std::span<const RowName> names) override;
  void scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override;
  void each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t, std::int64_t)> take) override;
  std::string look_through(const RecordType& type, const TakeLying& take) override;
  TableSum sum_of(const RecordType& type) override;
  std::string damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) override;
  void flush(std::span<const RowChange> changes) override;

  std::int64_t tenant() const { return tenant_; }
  std::int64_t schema_number();  // of the newest migration; 0: there are no tables of ours
  // Beside the store's own ways, for tests and tools: statements that answer nothing, and the first column of an answer.
  void run(const std::string& sql);
  std::vector<std::string> lines(const std::string& sql);

 private:
  using Lines = std::vector<std::string>;
  using Sums = std::map<std::int64_t, TableSum>;  // by tenant

  // Rows with their seq and digest, in pages: an answer is held in memory as a whole.
  void pages(const RecordType& type, Scan scan, int page_rows, FunctionRef<bool(const Row&, std::int64_t, std::int64_t)> take);
  // A page of rows of all tenants after another: tenant, columns, seq, digest.
  void pages_of_all(const RecordType& type, std::span<const Field* const> columns, FunctionRef<void(const pg_result& answer)> take);
  std::vector<const Field*> columns_in_database(const RecordType& type);
  bool as_written(const RecordType& type);
  void seal(const RecordType& type);
  Lines schema();
  const Lines& expected_schema(std::span<const Migration> migrations);

  std::unique_ptr<postgres::Connection> connection_;
  std::int64_t tenant_;
  std::shared_ptr<Fence> fence_;
  std::map<std::string, Lines> expected_;  // by the migrations' text
};

}  // namespace ch
