// All SQL is made here, from record types and scans, in the dialect that SQLite, PostgreSQL and its relatives share.
// Parameters are ?1, ?2 … (SQLite) or $1, $2 … (PostgreSQL).
#pragma once

#include "store/store.h"

namespace ch {

struct Dialect {
  char parameter = '?';
  std::string_view integer = "INTEGER";
  std::string_view bytes = "BLOB";
  std::string_view text = "TEXT";
  std::string_view table_suffix = "";
  std::string_view scope = "";  // a column of whole numbers that stands first in every key; bound as the first parameter
};
// SQLite's, in which migrations are frozen too.
inline constexpr Dialect sqlite_dialect{'?', "INTEGER", "BLOB", "TEXT", " WITHOUT ROWID"};

// A value to bind: a column of a key is an integer or a text (bytes lie as bytes).
struct KeyValue {
  const Field* field;
  std::int64_t integer = 0;
  std::string text;
};

std::string create_sql(const RecordType& type, const Dialect& dialect);  // table and indexes, each statement ending ";\n"
std::vector<const Field*> all_fields(const RecordType& type);
std::string columns_sql(const RecordType& type);                         // "a, b, c"
std::string insert_sql(const RecordType& type, const Dialect& dialect);  // fields, then seq and digest
std::string insert_sql(const RecordType& type, std::span<const Field* const> fields, const Dialect& dialect);  // these, seq, digest
std::string names(std::span<const Field* const> fields);                                                       // "a, b, c"
std::string where_key(const RecordType& type, const Dialect& dialect, int next);  // " WHERE a = ?1 AND …", from that parameter on
// What an update sets: never the key, and what an index stands on only where that changed. A database writes an index anew for
// every column of it that a statement names, changed or not.
std::vector<const Field*> update_fields(const RecordType& type, bool indexed_too);
std::string update_sql(const RecordType& type, bool indexed_too, const Dialect& dialect);  // those fields, seq, digest, then the key
std::string seal_sql(const RecordType& type, const Dialect& dialect);                      // row_digest, of the key
std::string delete_sql(const RecordType& type, const Dialect& dialect);
std::string get_sql(const RecordType& type, const Dialect& dialect);

// What decides the text of a scan's statement: so many leading columns equal, so many more compared.
struct ScanShape {
  const RecordType* type;
  const RecordType::Index* index;  // null: by key
  std::size_t equal, from, to, after;
  bool descending;
  auto operator<=>(const ScanShape&) const = default;
};
struct BoundScan {
  ScanShape shape;
  std::vector<KeyValue> values;  // to bind in order; the limit is bound last
};
BoundScan bound_scan(const RecordType& type, const Scan& scan);
std::string scan_sql(const ScanShape& shape, const Dialect& dialect, std::string_view further_columns = "");
std::string_view own_columns(const RecordType& type);  // ", row_seq, row_digest" as far as the table has them
std::vector<KeyValue> key_values(std::span<const Field* const> fields, const Key& key);

// The store's own tables: what was applied of the migrations, and the sums of the tables.
inline constexpr std::string_view schema_number_sql = "SELECT COALESCE(MAX(number), 0) FROM schema_migration";
std::string applied_sql(const Migration& migration);  // ends in ";\n"
// The end of an INSERT INTO table_sum (…, name, row_count, content_sum): what is added to a table's sum; where it has none, its first.
std::string add_sum_sql(const Dialect& dialect);

// A unique index may have a row's new place taken until another row has left it, so such a row leaves first and comes last.
bool moves_in_a_unique_index(const RowChange& change);
bool leaves_its_place(const RowChange& change);

}  // namespace ch
