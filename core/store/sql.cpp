#include "store/sql.h"

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

std::string where_key(const RecordType& type, const Dialect& dialect, int next) {
  std::string text = " WHERE ";
  for (const Field* field : type.key_fields) {
    if (field != type.key_fields.front()) text += " AND ";
    text += field->name;
    text += " = " + parameter(dialect, next++);
  }
  return text;
}

}  // namespace

std::string columns_sql(const RecordType& type) {
  std::string text;
  for (const Field& field : type.shape->fields) {
    if (!text.empty()) text += ", ";
    text += field.name;
  }
  return text;
}

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

std::string insert_sql(const RecordType& type, const Dialect& dialect) {
  std::string text = "INSERT INTO " + std::string(type.table.name) + " (" + columns_sql(type) + ", row_seq" +
                     (type.table.append_only ? "" : ", row_digest") + ") VALUES (";
  const int count = static_cast<int>(type.shape->fields.size()) + (type.table.append_only ? 1 : 2);
  for (int i = 1; i <= count; ++i) text += (i > 1 ? ", " : "") + parameter(dialect, i);
  return text + ")";
}

std::string update_sql(const RecordType& type, const Dialect& dialect) {
  std::string text = "UPDATE " + std::string(type.table.name) + " SET ";
  int next = 1;
  for (const Field& field : type.shape->fields) text += std::string(field.name) + " = " + parameter(dialect, next++) + ", ";
  text += "row_seq = " + parameter(dialect, next++);
  text += ", row_digest = " + parameter(dialect, next++);
  return text + where_key(type, dialect, next);
}

std::string delete_sql(const RecordType& type, const Dialect& dialect) {
  return "DELETE FROM " + std::string(type.table.name) + where_key(type, dialect, 1);
}

std::string get_sql(const RecordType& type, const Dialect& dialect) {
  return "SELECT " + columns_sql(type) + " FROM " + std::string(type.table.name) + where_key(type, dialect, 1);
}

std::vector<KeyValue> key_values(std::span<const Field* const> fields, const Key& key) {
  std::vector<KeyValue> values;
  KeyReader reader(key);
  for (const Field* field : fields) {
    if (reader.at_end()) break;
    KeyValue& value = values.emplace_back(KeyValue{field, 0, {}});
    if (lies_as_integer(*field))
      value.integer = reader.integer();
    else
      value.text = reader.text();
  }
  return values;
}

ScanSql scan_sql(const RecordType& type, const Scan& scan, const Dialect& dialect) {
  std::vector<const Field*> order;
  if (!scan.index.empty()) order = type.index(scan.index).fields;
  order.insert(order.end(), type.key_fields.begin(), type.key_fields.end());
  const std::span<const Field* const> all(order);

  ScanSql made{"SELECT " + columns_sql(type) + " FROM " + std::string(type.table.name), {}};
  int next = 1;
  std::string glue = " WHERE ";
  const auto condition = [&](std::span<const Field* const> fields, std::string_view op, const Key& key) {
    std::vector<KeyValue> values = key_values(fields, key);
    made.text += glue + compare(fields.first(values.size()), op, dialect, next);
    made.values.insert(made.values.end(), values.begin(), values.end());
    glue = " AND ";
  };
  const std::size_t equal = key_values(all, scan.prefix).size();
  for (std::size_t i = 0; i < equal; ++i) {
    made.text += glue + compare(all.subspan(i, 1), "=", dialect, next);
    glue = " AND ";
  }
  made.values = key_values(all, scan.prefix);
  const auto rest = all.subspan(equal);
  if (!scan.from.empty()) condition(rest, ">=", scan.from);
  if (!scan.to.empty()) condition(rest, "<", scan.to);
  if (!scan.after.empty()) condition(rest, scan.descending ? "<" : ">", scan.after.substr(scan.prefix.size()));
  made.text += " ORDER BY " + joined(rest.empty() ? all : rest, scan.descending ? " DESC" : "");
  made.text += " LIMIT " + parameter(dialect, next);
  return made;
}

}  // namespace ch
