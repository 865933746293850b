// What PostgreSQL's set-based writing needs besides store/sql: one statement a table and kind of change, however many rows, with an
// array for each column. docs/postgresql.md says what of SQL that is, and who else takes it.
#pragma once

#include "store/sql.h"

namespace ch::postgres {

inline constexpr Dialect dialect{'$', "BIGINT", "BYTEA", "TEXT", "", "tenant"};

// $1 is the tenant; then an array for each column, in this order.
std::string insert_set_sql(const RecordType& type);  // fields, row_seq, row_digest
// These of the fields, row_seq, row_digest: the key's among them find the row. A database copies what a statement does not name.
std::string update_set_sql(const RecordType& type, std::span<const std::size_t> fields);
std::string delete_set_sql(const RecordType& type);  // the key's fields
std::string get_set_sql(const RecordType& type);     // numbers, the key's fields: answers with the number, then the row of that key
std::string add_sums_sql();                          // names, row counts, contents

// Of all tenants; arrays alone.
std::string seal_set_sql(const RecordType& type);  // tenants, the key's fields, row_digest
std::string insert_sums_sql();                     // tenants, names, row counts, contents
// The next rows by tenant and key: tenant, these columns, row_seq, row_digest. After the first page, those beyond $2 (tenant), $3 … (key);
// $1 is how many.
std::string page_sql(const RecordType& type, std::span<const Field* const> columns, bool first);

// A frozen migration, written for SQLite, as PostgreSQL takes it: other types, and the tenant first in every key and index.
std::string migration_sql(std::string_view frozen);

}  // namespace ch::postgres
