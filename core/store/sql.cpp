#include "store/sql.h"

#include <algorithm>
#include <iterator>

namespace ch {

namespace {

std::string parameter(const Dialect& dialect, int number) { return dialect.parameter + std::to_string(number); }

// "(a, b) >= (?1, ?2)"; with one column without the brackets.
std::string compare(std::span<const Field* const> fields, std::string_view op, const Dialect& dialect, int& next) {
  std::string left, right;
  for (const Field* field : fields) {
    if (!left.empty()) left += ", ", right += ", ";
    left += field->name;
    right += parameter(dialect, next++);
  }
  if (fields.size() == 1) return left + " " + std::string(op) + " " + right;
  return "(" + left + ") " + std::string(op) + " (" + right + ")";
}

std::string joined(std::span<const Field* const> fields, std::string_view after = "") {
  std::string text;
  for (const Field* field : fields) {
    if (!text.empty()) text += ", ";
    text += field->name;
    text += after;
  }
  return text;
}

std::string_view column_type(const Field& field, const Dialect& dialect) {
  if (lies_as_integer(field)) return dialect.integer;
  return lies_as_text(field) ? dialect.text : dialect.bytes;
}

}  // namespace

std::vector<const Field*> all_fields(const RecordType& type) {
  std::vector<const Field*> fields;
  fields.reserve(type.shape->fields.size());
  for (const Field& field : type.shape->fields) fields.push_back(&field);
  return fields;
}

std::string where_key(const RecordType& type, const Dialect& dialect, int next) {
  std::string text;
  const auto equal = [&](std::string_view column) {
    text += text.empty() ? " WHERE " : " AND ";
    text += column;
    text += " = " + parameter(dialect, next++);
  };
  if (!dialect.scope.empty()) equal(dialect.scope);
  for (const Field* field : type.key_fields) equal(field->name);
  return text;
}

std::string names(std::span<const Field* const> fields) { return joined(fields); }

std::string columns_sql(const RecordType& type) { return joined(all_fields(type)); }

std::string create_sql(const RecordType& type, const Dialect& dialect) {
  const std::string table(type.table.name);
  std::string text = "CREATE TABLE " + table + " (";
  for (const Field& field : type.shape->fields) {
    text += std::string(field.name) + " " + std::string(column_type(field, dialect));
    text += field.optional ? ", " : " NOT NULL, ";
  }
  const std::string integer(dialect.integer);
  text += "row_seq " + integer + " NOT NULL, ";
  if (!type.table.append_only) text += "row_digest " + integer + " NOT NULL, ";
  text += "PRIMARY KEY (" + joined(type.key_fields) + "))";
  if (type.key_fields.size() > 1 || !lies_as_integer(*type.key_fields.front())) text += dialect.table_suffix;
  text += ";\n";
  for (const auto& index : type.indexes) {
    text += index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    text += table + "_" + std::string(index.name) + " ON " + table + " (" + joined(index.fields);
    // The key completes the order, so that cursors are exact; a unique index needs no more than its own columns.
    if (!index.unique)
      for (const Field* field : type.key_fields) text += ", " + std::string(field->name);
    text += ");\n";
  }
  return text;
}

std::string insert_sql(const RecordType& type, const Dialect& dialect) { return insert_sql(type, all_fields(type), dialect); }

std::string insert_sql(const RecordType& type, std::span<const Field* const> fields, const Dialect& dialect) {
  std::string text = "INSERT INTO " + std::string(type.table.name) + " (" + joined(fields) + ", row_seq" +
                     (type.table.append_only ? "" : ", row_digest") + ") VALUES (";
  const int count = static_cast<int>(fields.size()) + (type.table.append_only ? 1 : 2);
  for (int i = 1; i <= count; ++i) text += (i > 1 ? ", " : "") + parameter(dialect, i);
  return text + ")";
}

std::vector<const Field*> update_fields(const RecordType& type, bool indexed_too) {
  std::vector<const Field*> fields;
  for (const Field& field : type.shape->fields) {
    const auto among = [&](std::span<const Field* const> some) { return std::ranges::find(some, &field) != some.end(); };
    const bool indexed = std::ranges::any_of(type.indexes, [&](const RecordType::Index& index) { return among(index.fields); });
    if (!among(type.key_fields) && (indexed_too || !indexed)) fields.push_back(&field);
  }
  return fields;
}

std::string update_sql(const RecordType& type, bool indexed_too, const Dialect& dialect) {
  std::string text = "UPDATE " + std::string(type.table.name) + " SET ";
  int next = 1;
  for (const Field* field : update_fields(type, indexed_too)) text += std::string(field->name) + " = " + parameter(dialect, next++) + ", ";
  text += "row_seq = " + parameter(dialect, next++);
  text += ", row_digest = " + parameter(dialect, next++);
  return text + where_key(type, dialect, next);
}

std::string seal_sql(const RecordType& type, const Dialect& dialect) {
  return "UPDATE " + std::string(type.table.name) + " SET row_digest = " + parameter(dialect, 1) + where_key(type, dialect, 2);
}

std::string delete_sql(const RecordType& type, const Dialect& dialect) {
  return "DELETE FROM " + std::string(type.table.name) + where_key(type, dialect, 1);
}

std::string get_sql(const RecordType& type, const Dialect& dialect) {
  return "SELECT " + columns_sql(type) + " FROM " + std::string(type.table.name) + where_key(type, dialect, 1);
}

std::vector<KeyValue> key_values(std::span<const Field* const> fields, const Key& key) {
  std::vector<KeyValue> values;
  values.reserve(fields.size());
  KeyReader reader(key);
  for (const Field* field : fields) {
    if (reader.at_end()) break;
    KeyValue& value = values.emplace_back(KeyValue{field, 0, {}});
    if (lies_as_integer(*field))
      value.integer = reader.integer().value();
    else
      value.text = reader.text().value();
  }
  return values;
}

BoundScan bound_scan(const RecordType& type, const Scan& scan) {
  const RecordType::Index* index = scan.index.empty() ? nullptr : &type.index(scan.index);
  const std::vector<const Field*> order = type.order(index);
  BoundScan made{{&type, index, 0, 0, 0, 0, scan.descending}, key_values(order, scan.prefix)};
  made.shape.equal = made.values.size();
  const auto rest = std::span(order).subspan(made.shape.equal);
  const auto bind = [&](const Key& key) {
    std::vector<KeyValue> values = key_values(rest, key);
    std::ranges::move(values, std::back_inserter(made.values));
    return values.size();
  };
  made.shape.from = bind(scan.from);
  made.shape.to = bind(scan.to);
  if (!scan.after.empty()) made.shape.after = bind(scan.after.substr(scan.prefix.size()));
  return made;
}

std::string_view own_columns(const RecordType& type) { return type.table.append_only ? ", row_seq" : ", row_seq, row_digest"; }

std::string scan_sql(const ScanShape& shape, const Dialect& dialect, std::string_view further_columns) {
  const std::vector<const Field*> order = shape.type->order(shape.index);
  const std::span all(order);
  std::string text = "SELECT " + columns_sql(*shape.type) + std::string(further_columns) + " FROM " + std::string(shape.type->table.name);
  int next = 1;
  std::string_view glue = " WHERE ";
  if (!dialect.scope.empty()) {
    text += glue;
    text += std::string(dialect.scope) + " = " + parameter(dialect, next++);
    glue = " AND ";
  }
  const auto condition = [&](std::span<const Field* const> fields, std::string_view op) {
    if (fields.empty()) return;
    text += glue;
    text += compare(fields, op, dialect, next);
    glue = " AND ";
  };
  for (std::size_t i = 0; i < shape.equal; ++i) condition(all.subspan(i, 1), "=");
  const auto rest = all.subspan(shape.equal);
  condition(rest.first(shape.from), ">=");
  condition(rest.first(shape.to), "<");
  condition(rest.first(shape.after), shape.descending ? "<" : ">");
  text += " ORDER BY " + joined(rest.empty() ? all : rest, shape.descending ? " DESC" : "");
  return text + " LIMIT " + parameter(dialect, next);
}

std::string applied_sql(const Migration& migration) {
  return "INSERT INTO schema_migration VALUES (" + std::to_string(migration.number) + ", '" + std::string(migration.name) + "');\n";
}

std::string add_sum_sql(const Dialect& dialect) {
  const std::string key = dialect.scope.empty() ? "name" : std::string(dialect.scope) + ", name";
  return " ON CONFLICT (" + key +
         ") DO UPDATE SET row_count = table_sum.row_count + excluded.row_count, "
         "content_sum = (table_sum.content_sum + excluded.content_sum) & 4611686018427387903";
}

bool moves_in_a_unique_index(const RowChange& change) {
  return std::ranges::any_of(change.type->indexes, [&](const RecordType::Index& index) {
    return index.unique && change.type->index_key_of(index, change.before.get()) != change.type->index_key_of(index, change.after.get());
  });
}

bool leaves_its_place(const RowChange& change) { return change.before && (!change.after || moves_in_a_unique_index(change)); }

}  // namespace ch
