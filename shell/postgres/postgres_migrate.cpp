// Bringing a PostgreSQL database to the newest schema (SRV-14), and looking at the one it has (LED-7).
#include <algorithm>

#include "postgres/postgres_connection.h"
#include "postgres/postgres_sql.h"
#include "postgres/postgres_store.h"
#include "store/schema.h"

namespace ch {

using namespace postgres;

namespace {

constexpr int rows_at_once = 2'000;
constexpr std::string_view own_tables =
    "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL);\n"
    "CREATE TABLE IF NOT EXISTS table_sum (tenant BIGINT NOT NULL, name TEXT NOT NULL, row_count BIGINT NOT NULL, "
    "content_sum BIGINT NOT NULL, PRIMARY KEY (tenant, name));\n";

// Numbers before tables: they are what a second program waits at.
std::string numbers_after(std::int64_t at, std::span<const Migration> migrations) {
  std::string text(own_tables);
  for (const Migration& migration : migrations)
    if (migration.number > at) text += applied_sql(migration);
  return text;
}
std::string tables_after(std::int64_t at, std::span<const Migration> migrations) {
  std::string text;
  for (const Migration& migration : migrations)
    if (migration.number > at) text += migration_sql(migration.sql);
  return text;
}

}  // namespace

std::int64_t PostgresStore::schema_number() {
  const bool there = lines(
                         "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = "
                         "'schema_migration'")
                         .size() == 1;
  return there ? std::stoll(lines(std::string(schema_number_sql)).front()) : 0;
}

Check PostgresStore::migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  const std::int64_t at = schema_number();
  if (const Check known = not_newer(at, migrations); !known || at == newest(migrations)) return known;
  Check done;
  try {
    connection_->all_or_nothing([&] {
      // What another program flushes meanwhile lets this fail, instead of being half seen.
      run("BEGIN ISOLATION LEVEL REPEATABLE READ");
      run(numbers_after(at, migrations));
      for (const RecordType* type : records)
        if (at > 0 && !as_written(*type)) return done = schema_damaged(*type), false;
      run(tables_after(at, migrations));
      for (const RecordType* type : records) seal(*type);
      return true;
    });
  } catch (const StoreError&) {
    // Of two programs that migrate at once, the second has waited for the first and failed at what is there now.
    if (schema_number() != newest(migrations)) throw;
  }
  return done;
}

std::vector<const Field*> PostgresStore::columns_in_database(const RecordType& type) {
  const Lines found = lines("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '" +
                            std::string(type.table.name) + "'");
  return fields_among(type, {found.begin(), found.end()});
}

void PostgresStore::pages_of_all(const RecordType& type, std::span<const Field* const> columns,
                                 FunctionRef<void(const pg_result& answer)> take) {
  std::vector<int> key{0};  // where in an answer
  for (const Field* field : type.key_fields) key.push_back(1 + static_cast<int>(std::ranges::find(columns, field) - columns.begin()));
  Question question{page_sql(type, columns, true)};
  question.values.integer(rows_at_once);
  for (;;) {
    const Answer answer = connection_->ask(question);
    const int rows = PQntuples(answer.get());
    if (rows > 0) take(*answer);
    if (rows < rows_at_once) return;
    question = {page_sql(type, columns, false)};
    question.values.integer(rows_at_once);
    for (const int column : key) question.values.as_read(answer.get(), rows - 1, column);
  }
}

// What an earlier program wrote is looked at in the columns of then, of every tenant.
bool PostgresStore::as_written(const RecordType& type) {
  const std::vector<const Field*> columns = columns_in_database(type);
  if (columns.empty()) return true;  // a table of later
  const int count = static_cast<int>(columns.size());
  Sums found, kept;
  bool good = true;
  pages_of_all(type, columns, [&](const PGresult& answer) {
    for (int row = 0; row < PQntuples(&answer); ++row) {
      const auto write = [&](Sink& sink) {
        for (int i = 1; i <= count; ++i) lying_column(&answer, row, i).feed(sink);
      };
      RowSource tenant(&answer, row), own(&answer, row, count + 1);
      const std::int64_t seq = own.integer();
      good = found[tenant.integer()].take_lying(type, write, seq, type.table.append_only ? 0 : own.integer()) && good;
    }
  });
  Question question{"SELECT tenant, row_count, content_sum FROM table_sum WHERE name = $1"};
  question.values.text(type.table.name);
  const Answer sums = connection_->ask(question);
  for (int row = 0; row < PQntuples(sums.get()); ++row) {
    RowSource source(sums.get(), row);
    TableSum& sum = kept[source.integer()];
    sum.rows = source.integer();
    sum.contents = source.integer();
  }
  std::erase_if(kept, [](const auto& sum) { return sum.second == TableSum{}; });  // of tables that are empty again
  return good && found == kept;
}

// The digests of a table and its sums, from the rows as they are.
void PostgresStore::seal(const RecordType& type) {
  Sums sums;
  pages_of_all(type, all_fields(type), [&](const PGresult& answer) {
    Column tenants = Column::integers(), digests = Column::integers();
    RowSet keys(type, true);
    for (int at = 0; at < PQntuples(&answer); ++at) {
      RowSource source(&answer, at);
      const std::int64_t tenant = source.integer();
      const Row row = type.read(source);
      const RowDigests made = digests_of(type, row.get(), source.integer());
      sums[tenant].take(made.content);
      tenants.add(tenant);
      keys.add_key(row.get());
      digests.add(made.row);
    }
    if (type.table.append_only) return;
    Question question{seal_set_sql(type)};
    question.values.column(tenants);
    for (const Column& column : keys.columns) question.values.column(column);
    question.values.column(digests);
    connection_->ask(question);
  });
  Question forget{"DELETE FROM table_sum WHERE name = $1"};
  forget.values.text(type.table.name);
  connection_->ask(forget);
  if (sums.empty()) return;
  std::array<Column, 4> columns{Column::integers(), Column::texts(), Column::integers(), Column::integers()};
  for (const auto& [tenant, sum] : sums) {
    columns[0].add(tenant);
    columns[1].put(type.table.name);
    columns[2].add(sum.rows);
    columns[3].add(sum.contents);
  }
  Question question{insert_sums_sql()};
  for (const Column& column : columns) question.values.column(column);
  connection_->ask(question);
}

// Columns, indexes, triggers and migrations of the schema that the search path names first.
PostgresStore::Lines PostgresStore::schema() {
  return lines(
      "SELECT 'column ' || table_name || '.' || column_name || ': ' || data_type || ' ' || is_nullable || COALESCE(' ' || column_default, "
      "'') "
      "FROM information_schema.columns WHERE table_schema = current_schema() UNION ALL "
      "SELECT 'index ' || indexname || ': ' || replace(indexdef, current_schema() || '.', '') FROM pg_indexes "
      "WHERE schemaname = current_schema() UNION ALL "
      "SELECT 'trigger ' || trigger_name || ': of ' || event_object_table FROM information_schema.triggers "
      "WHERE trigger_schema = current_schema() UNION ALL "
      "SELECT 'migration ' || CAST(number AS TEXT) || ': ' || name FROM schema_migration ORDER BY 1");
}

// Made beside what is there, and taken back; within a transaction where the caller is in one.
const PostgresStore::Lines& PostgresStore::expected_schema(std::span<const Migration> migrations) {
  const std::string sql = numbers_after(0, migrations) + tables_after(0, migrations);
  const auto [at, unknown] = expected_.try_emplace(sql);
  if (!unknown) return at->second;
  const bool alone = !connection_->in_transaction();
  const auto take_back = [&] { run(alone ? "ROLLBACK" : "ROLLBACK TO expected; RELEASE expected"); };
  run(alone ? "BEGIN" : "SAVEPOINT expected");
  try {
    run("CREATE SCHEMA countinghouse_expected; SET LOCAL search_path = countinghouse_expected;" + sql);
    at->second = schema();
  } catch (...) {
    expected_.erase(at);
    take_back();
    throw;
  }
  take_back();
  return at->second;
}

std::string PostgresStore::damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) {
  std::string found = schema_difference(schema(), expected_schema(migrations));
  if (found.empty()) found = sum_of_no_table(lines("SELECT name FROM table_sum WHERE tenant = " + std::to_string(tenant_)), records);
  return found;
}

}  // namespace ch
