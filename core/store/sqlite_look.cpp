// LED-7: how audit reads a table and its indexes.
#include <exception>
#include <numeric>

#include "store/sqlite_store.h"
#include "store/sqlite_values.h"

namespace ch {

namespace {

LyingValue lying(sqlite3_value* value) {
  using Kind = LyingValue::Kind;
  const auto all = [&] {
    const auto* start = static_cast<const char*>(sqlite3_value_blob(value));
    return std::string_view(start, static_cast<std::size_t>(sqlite3_value_bytes(value)));
  };
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return {Kind::integer, sqlite3_value_int64(value), {}};
    case SQLITE_TEXT:
      return {Kind::text, 0, all()};
    case SQLITE_BLOB:
      return {Kind::bytes, 0, all()};
    default:
      throw StoreError("sqlite: a value is a fraction, which no record has", StoreTrouble::damaged);
  }
}

struct Looking {
  FunctionRef<void(std::span<const LyingValue>)> take;
  std::vector<LyingValue> values;
  std::exception_ptr thrown;
};

// No exception may fly through SQLite.
void look_at_row(sqlite3_context* context, int count, sqlite3_value** columns) {
  auto& looking = *static_cast<Looking*>(*static_cast<void**>(sqlite3_user_data(context)));
  try {
    looking.values.resize(static_cast<std::size_t>(count));
    for (LyingValue& value : looking.values) value = lying(*columns++);
    looking.take(looking.values);
  } catch (...) {
    looking.thrown = std::current_exception();
    sqlite3_result_error(context, "", 0);
  }
}

void end_of_look(sqlite3_context* /*context*/) {}

}  // namespace

// What an index has, or should have.
struct SqliteStore::Indexed {
  const RecordType::Index* index;
  std::vector<std::size_t> places;  // of its columns among the values
  std::int64_t rows = 0;
  std::uint64_t sum = 0;
  void take(std::span<const LyingValue> values) { ++rows, sum += fingerprint(values, places); }
};

// An aggregate function is handed each row: half the cost of steps from one to the next, asking for column after column.
void SqliteStore::look(const std::string& columns, const std::string& from, FunctionRef<void(std::span<const LyingValue>)> take) {
  if (!knows_look_ && sqlite3_create_function(db_, "look_at_row", -1, SQLITE_UTF8, static_cast<void*>(&looking_), nullptr, look_at_row,
                                              end_of_look) != SQLITE_OK)
    fail("prepare to look");
  knows_look_ = true;
  const Prepared statement(prepare("SELECT look_at_row(" + columns + ") FROM " + from), sqlite3_finalize);
  Looking looking{take, {}, {}};
  looking_ = &looking;
  const int step = sqlite3_step(statement.get());
  if (looking.thrown) std::rethrow_exception(looking.thrown);
  if (step != SQLITE_ROW) fail("read all of " + from);
}

std::string SqliteStore::look_through(const RecordType& type, const TakeLying& take) {
  fill();
  const std::string table(type.table.name);
  const std::size_t count = type.shape->fields.size();
  Ascending order(places_of(type, type.key_fields));
  bool in_order = true;
  // Where the key is the row's number an index ends in that number, and one that names the key too has it twice, of which SQL tells but
  // one.
  const bool numbered = type.key_fields.size() == 1 && lies_as_integer(*type.key_fields.front());
  bool twice = false;
  std::vector<Indexed> indexes;
  for (const RecordType::Index& index : type.indexes) {
    if (numbered && !index.unique)
      twice = true;
    else
      indexes.push_back({&index, places_of(type, type.order(&index))});
  }
  look(columns_sql(type) + std::string(own_columns(type)), table + " NOT INDEXED", [&](std::span<const LyingValue> all) {
    const LyingRow row{all.first(count), all[count], type.table.append_only ? LyingValue{} : all[count + 1]};
    in_order = order.take(row.values) && in_order;
    for (Indexed& index : indexes) index.take(row.values);
    take(row);
  });
  if (!in_order) return table + ": its rows do not lie in order";
  for (const Indexed& index : indexes)
    if (std::string found = index_difference(type, index); !found.empty()) return found;
  return twice ? table_damage(table) : "";
}

// An index has the rows of its table, each once, and in order; else a search misses what is there.
std::string SqliteStore::index_difference(const RecordType& type, const Indexed& should) {
  const std::string table(type.table.name), name = table + "_" + std::string(should.index->name);
  const std::vector<const Field*> columns = type.order(should.index);
  Indexed is{should.index, std::vector<std::size_t>(columns.size())};
  std::iota(is.places.begin(), is.places.end(), std::size_t{0});
  Ascending order(is.places);
  bool in_order = true;
  look(names(columns), table + " INDEXED BY " + name, [&](std::span<const LyingValue> values) {
    in_order = order.take(values) && in_order;
    is.take(values);
  });
  if (!in_order) return "index " + name + " is not in order";
  return is.rows == should.rows && is.sum == should.sum ? "" : "index " + name + " does not have the rows of " + table;
}

}  // namespace ch
