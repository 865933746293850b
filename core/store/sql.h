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
};

// A value to bind: a column of a key is an integer or a text (bytes lie as bytes).
struct KeyValue {
  const Field* field;
  std::int64_t integer = 0;
  std::string text;
};

std::string create_sql(const RecordType& type, const Dialect& dialect);  // table and indexes, each statement ending ";\n"
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
std::string scan_sql(const ScanShape& shape, const Dialect& dialect);
std::vector<KeyValue> key_values(std::span<const Field* const> fields, const Key& key);

}  // namespace ch
