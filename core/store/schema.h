// What both backends say of schemas (SRV-14). As audit compares them, a schema is a line for each table, column or index, named before its
// first colon.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/store.h"

namespace ch {

// The schema is at this number, of a program that may know more than these migrations (schema_newer).
Check not_newer(std::int64_t at, std::span<const Migration> migrations);
int newest(std::span<const Migration> migrations);
std::unexpected<Refusal> schema_damaged(const RecordType& type);

// What of a record's fields a table has: an earlier schema has fewer.
std::vector<const Field*> fields_among(const RecordType& type, const std::set<std::string, std::less<>>& columns);

// The first difference in words, "schema: index a_by_b of a is missing, …"; empty: none.
std::string schema_difference(std::span<const std::string> is, std::span<const std::string> should);
// Of the tables that have a sum, one that there is not, in words.
std::string sum_of_no_table(std::span<const std::string> named, std::span<const RecordType* const> records);

}  // namespace ch
