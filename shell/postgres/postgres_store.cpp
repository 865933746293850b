#include "postgres/postgres_store.h"

#include <algorithm>
#include <cassert>

#include "postgres/postgres_connection.h"
#include "postgres/postgres_lease.h"
#include "postgres/postgres_sql.h"
#include "store/view.h"

namespace ch {

using namespace postgres;

namespace {

constexpr int first_page = 64, largest_page = 4'096;  // rows

}  // namespace

PostgresStore::PostgresStore(const std::string& url, std::int64_t tenant, PostgresOptions options)
    : connection_(std::make_unique<Connection>(
          url, Settings{std::move(options.schema), options.fence ? options.fence->patience : std::chrono::milliseconds(0)})),
      tenant_(tenant),
      fence_(std::move(options.fence)) {
  if (options.snapshot) connection_->run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1");  // the first look is what it sees from then on
}

PostgresStore::~PostgresStore() = default;

void PostgresStore::run(const std::string& sql) { connection_->run(sql); }

PostgresStore::Lines PostgresStore::lines(const std::string& sql) { return connection_->lines(sql); }

Row PostgresStore::get(const RecordType& type, const Key& key) {
  Question question{get_sql(type, dialect)};
  question.values.integer(tenant_);
  for (const KeyValue& value : key_values(type.key_fields, key)) question.values.key(value);
  assert(question.values.count() == type.key_fields.size() + 1 && "get needs the whole key");
  const Answer answer = connection_->ask(question);
  if (PQntuples(answer.get()) == 0) return {};
  RowSource source(answer.get(), 0);
  return type.read(source);
}

// One statement for each table, all of them sent together.
std::vector<Row> PostgresStore::get_all(std::span<const RowName> names) {
  struct Asked {
    const RecordType* type;
    std::vector<Column> columns;  // which of the names it is, then its key
  };
  std::vector<Asked> tables;
  for (std::size_t place = 0; place < names.size(); ++place) {
    const RowName& name = names[place];
    auto table = std::ranges::find(tables, name.type, &Asked::type);
    if (table == tables.end()) {
      table = tables.insert(tables.end(), {name.type, {Column::integers()}});
      for (const Field* field : name.type->key_fields) table->columns.emplace_back(*field);
    }
    auto column = table->columns.begin();
    column++->add(static_cast<std::int64_t>(place));
    for (const KeyValue& value : key_values(name.type->key_fields, name.key)) column++->add(value);
    assert(column == table->columns.end() && "a name has the whole key");
  }
  std::vector<Question> questions;
  for (const Asked& table : tables) {
    Question& question = questions.emplace_back(Question{get_set_sql(*table.type)});
    question.values.integer(tenant_);
    for (const Column& column : table.columns) question.values.column(column);
  }
  std::vector<Row> rows(names.size());
  const std::vector<Answer> answers = connection_->ask_all(questions);
  for (std::size_t i = 0; i < tables.size(); ++i)
    for (int at = 0; at < PQntuples(answers[i].get()); ++at) {
      RowSource source(answers[i].get(), at);
      const auto place = static_cast<std::size_t>(source.integer());
      rows[place] = tables[i].type->read(source);
    }
  return rows;
}

namespace {

// Rows with their seq and digest, no more than the limit.
Question page_of(const RecordType& type, const Scan& scan, std::int64_t tenant) {
  const BoundScan bound = bound_scan(type, scan);
  Question question{scan_sql(bound.shape, dialect, own_columns(type))};
  question.values.integer(tenant);
  for (const KeyValue& value : bound.values) question.values.key(value);
  question.values.integer(scan.limit);
  return question;
}

}  // namespace

// Most scans end soon, so pages begin small and grow.
void PostgresStore::pages(const RecordType& type, Scan scan, int page_rows,
                          FunctionRef<bool(const Row&, std::int64_t, std::int64_t)> take) {
  const RecordType::Index* index = scan.index.empty() ? nullptr : &type.index(scan.index);
  for (int left = scan.limit; left > 0; page_rows = std::min(page_rows * 4, largest_page)) {
    scan.limit = std::min(left, page_rows);
    const Answer answer = connection_->ask(page_of(type, scan, tenant_));
    const int found = PQntuples(answer.get());
    for (int at = 0; at < found; ++at) {
      RowSource source(answer.get(), at);
      const Row row = type.read(source);
      const std::int64_t seq = source.integer();
      if (at + 1 == found) scan.after = position_in(type, index, row.get());
      if (!take(row, seq, type.table.append_only ? 0 : source.integer())) return;
    }
    if (found < scan.limit) return;
    left -= found;
  }
}

void PostgresStore::scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) {
  pages(type, scan, first_page, [&](const Row& row, std::int64_t, std::int64_t) { return take(row); });
}

void PostgresStore::each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t, std::int64_t)> take) {
  pages(type, {.limit = INT32_MAX}, largest_page,
        [&](const Row& row, std::int64_t seq, std::int64_t digest) { return take(row, seq, digest), true; });
}

// Order and indexes are the server's to keep; what can be asked of a tenant's rows is that they are there.
std::string PostgresStore::look_through(const RecordType& type, const TakeLying& take) {
  const std::size_t count = type.shape->fields.size();
  std::vector<LyingValue> row(count + (type.table.append_only ? 1 : 2));
  const std::vector<std::size_t> key = places_of(type, type.key_fields);
  Scan scan{.limit = largest_page};
  for (int found = largest_page; found == largest_page;) {
    const Answer answer = connection_->ask(page_of(type, scan, tenant_));
    found = PQntuples(answer.get());
    for (int at = 0; at < found; ++at) {
      for (std::size_t i = 0; i < row.size(); ++i) row[i] = lying_column(answer.get(), at, static_cast<int>(i));
      take({std::span(row).first(count), row[count], type.table.append_only ? LyingValue{} : row.back()});
    }
    if (found == 0) break;
    scan.after.clear();
    KeySink after(scan.after);
    for (const std::size_t place : key) row[place].feed(after);
  }
  return {};
}

TableSum PostgresStore::sum_of(const RecordType& type) {
  Question question{"SELECT row_count, content_sum FROM table_sum WHERE tenant = $1 AND name = $2"};
  question.values.integer(tenant_);
  question.values.text(type.table.name);
  const Answer answer = connection_->ask(question);
  if (PQntuples(answer.get()) == 0) return {};
  RowSource source(answer.get(), 0);
  const std::int64_t rows = source.integer();
  return {rows, source.integer()};
}

namespace {

// Gone before changed before new, so that what a unique index frees may be taken in the same flush.
class Writing {
 public:
  Writing(std::int64_t tenant, std::span<const RowChange> changes) : tenant_(tenant) {
    for (const RowChange& change : changes)
      if (change.before || change.after) add(change);
  }

  std::vector<Question> questions(const Fence* fence) const {
    std::vector<Question> made{{"BEGIN"}};
    if (fence) made.push_back(fence->question());
    for (const RowSet& set : gone_) ask(made, delete_set_sql(*set.type), set.columns);
    for (const RowSet& set : changed_) {
      const std::vector<std::size_t> fields = set.to_write();
      Question& question = ask(made, update_set_sql(*set.type, fields), {});
      for (const std::size_t field : fields) question.values.column(set.columns[field]);
      for (std::size_t own = set.type->shape->fields.size(); own < set.columns.size(); ++own) question.values.column(set.columns[own]);
    }
    for (const RowSet& set : added_) ask(made, insert_set_sql(*set.type), set.columns);
    std::vector<Column> columns{Column::texts(), Column::integers(), Column::integers()};
    for (const auto& [type, sum] : sums_) {
      columns[0].put(type->table.name);
      columns[1].add(sum.rows);
      columns[2].add(sum.contents);
    }
    ask(made, add_sums_sql(), columns);
    return made;
  }

  // A row that should have been there and was not: the cache and the database disagree, so nothing may be kept.
  void expect_all(std::span<const Answer> answers, Fence* fence) const {
    std::size_t next = 1;
    if (fence && PQntuples(answers[next++].get()) != 1) fence->lose();
    for (const std::vector<RowSet>* sets : {&gone_, &changed_, &added_})
      for (const RowSet& set : *sets)
        if (std::stoi(PQcmdTuples(answers[next++].get())) != set.rows)
          throw StoreError("postgresql: a row of " + std::string(set.type->table.name) + " that was read is gone");
  }

 private:
  void add(const RowChange& change) {
    const RowDigests digests = sums_[change.type].follow(change);
    const bool leaves = leaves_its_place(change);
    if (leaves) set_of(gone_, *change.type, true).add_key(change.before.get());
    if (!change.after) return;
    if (leaves || !change.before)
      set_of(added_, *change.type, false).add(change, digests.row);
    else
      set_of(changed_, *change.type, false).add_changed(change, digests.row);
  }
  static RowSet& set_of(std::vector<RowSet>& sets, const RecordType& type, bool keys_only) {
    const auto found = std::ranges::find(sets, &type, &RowSet::type);
    return found != sets.end() ? *found : sets.emplace_back(type, keys_only);
  }
  Question& ask(std::vector<Question>& questions, std::string sql, std::span<const Column> columns) const {
    Question& question = questions.emplace_back(Question{std::move(sql)});
    question.values.integer(tenant_);
    for (const Column& column : columns) question.values.column(column);
    return question;
  }

  std::int64_t tenant_;
  std::vector<RowSet> gone_, changed_, added_;
  std::map<const RecordType*, TableSum> sums_;
};

}  // namespace

void PostgresStore::flush(std::span<const RowChange> changes) {
  if (std::ranges::none_of(changes, [](const RowChange& change) { return change.before || change.after; })) return;
  const Writing writing(tenant_, changes);
  connection_->all_or_nothing([&] {
    writing.expect_all(connection_->ask_all(writing.questions(fence_.get())), fence_.get());
    return true;
  });
}

}  // namespace ch
