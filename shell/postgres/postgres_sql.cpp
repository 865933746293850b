#include "postgres/postgres_sql.h"

#include <algorithm>

namespace ch::postgres {

namespace {

// "(SELECT unnest($2::BIGINT[]) AS account, unnest($3::TEXT[]) AS name) AS v", column by column: they go forward together. As one call in
// FROM, PostgreSQL would lay each column down and read it again.
class Rows {
 public:
  explicit Rows(int first_parameter) : next_(first_parameter) {}
  Rows& add(std::string_view name, std::string_view kind) {
    if (!columns_.empty()) columns_ += ", ";
    columns_ += "unnest($" + std::to_string(next_++) + "::" + std::string(kind) + "[]) AS " + std::string(name);
    return *this;
  }
  Rows& add(const Field& field) {
    return add(field.name, lies_as_integer(field) ? dialect.integer : lies_as_text(field) ? dialect.text : dialect.bytes);
  }
  Rows& keys(const RecordType& type) {
    for (const Field* field : type.key_fields) add(*field);
    return *this;
  }
  Rows& whole(const RecordType& type) {
    for (const Field& field : type.shape->fields) add(field);
    return own(type);
  }
  Rows& own(const RecordType& type) {
    add("row_seq", dialect.integer);
    return type.table.append_only ? *this : add("row_digest", dialect.integer);
  }
  std::string text() const { return "(SELECT " + columns_ + ") AS v"; }

 private:
  int next_;
  std::string columns_;
};

std::string table_of(const RecordType& type) { return std::string(type.table.name); }

// " AND t.a = v.a"
std::string same_key(const RecordType& type) {
  std::string text;
  for (const Field* field : type.key_fields) text += " AND t." + std::string(field->name) + " = v." + std::string(field->name);
  return text;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

// "(a, b, a)" as "(tenant, a, b)": a column that comes again orders nothing, and CockroachDB refuses it.
std::string with_tenant(std::string_view columns) {
  std::vector<std::string> found{"tenant"};
  while (!columns.empty()) {
    const std::size_t end = std::min(columns.find(", "), columns.size());
    if (!std::ranges::contains(found, columns.substr(0, end))) found.emplace_back(columns.substr(0, end));
    columns.remove_prefix(std::min(end + 2, columns.size()));
  }
  std::string text;
  for (const std::string& column : found) text += (text.empty() ? "" : ", ") + column;
  return text;
}

constexpr std::string_view sum_columns = "name, row_count, content_sum";

Rows sums(Rows rows) { return rows.add("name", dialect.text).add("row_count", dialect.integer).add("content_sum", dialect.integer); }

}  // namespace

std::string insert_set_sql(const RecordType& type) {
  return "INSERT INTO " + table_of(type) + " (tenant, " + columns_sql(type) + std::string(own_columns(type)) +
         ") SELECT $1::BIGINT, v.* FROM " + Rows(2).whole(type).text();
}

std::string update_set_sql(const RecordType& type, std::span<const std::size_t> fields) {
  std::string set;
  Rows rows(2);
  for (const std::size_t place : fields) {
    const Field& field = type.shape->fields[place];
    rows.add(field);
    if (!std::ranges::contains(type.key_fields, &field)) set += std::string(field.name) + " = v." + std::string(field.name) + ", ";
  }
  rows.own(type);
  return "UPDATE " + table_of(type) + " AS t SET " + set + "row_seq = v.row_seq, row_digest = v.row_digest FROM " + rows.text() +
         " WHERE t.tenant = $1" + same_key(type);
}

std::string delete_set_sql(const RecordType& type) {
  return "DELETE FROM " + table_of(type) + " AS t USING " + Rows(2).keys(type).text() + " WHERE t.tenant = $1" + same_key(type);
}

std::string get_set_sql(const RecordType& type) {
  std::string columns;
  for (const Field& field : type.shape->fields) columns += ", t." + std::string(field.name);
  // LIMIT leaves no choice: for each key asked for one look into the index. Joined freely, a plan made while the table was empty went
  // through the whole of it for each key, for as long as nobody counted its rows anew.
  return "SELECT v.asked" + columns + " FROM " + Rows(2).add("asked", dialect.integer).keys(type).text() +
         " CROSS JOIN LATERAL (SELECT * FROM " + table_of(type) + " AS t WHERE t.tenant = $1" + same_key(type) + " LIMIT 1) AS t";
}

std::string add_sums_sql() {
  return "INSERT INTO table_sum (tenant, " + std::string(sum_columns) + ") SELECT $1::BIGINT, v.* FROM " + sums(Rows(2)).text() +
         add_sum_sql(dialect);
}

std::string seal_set_sql(const RecordType& type) {
  return "UPDATE " + table_of(type) + " AS t SET row_digest = v.row_digest FROM " +
         Rows(1).add("tenant", dialect.integer).keys(type).add("row_digest", dialect.integer).text() + " WHERE t.tenant = v.tenant" +
         same_key(type);
}

std::string insert_sums_sql() {
  return "INSERT INTO table_sum (tenant, " + std::string(sum_columns) + ") SELECT v.* FROM " +
         sums(Rows(1).add("tenant", dialect.integer)).text();
}

std::string page_sql(const RecordType& type, std::span<const Field* const> columns, bool first) {
  const std::string key = "tenant, " + names(type.key_fields);
  std::string text = "SELECT tenant, " + names(columns) + std::string(own_columns(type)) + " FROM " + table_of(type);
  if (!first) {
    text += " WHERE (" + key + ") > ($2";
    for (std::size_t i = 0; i < type.key_fields.size(); ++i) text += ", $" + std::to_string(i + 3);
    text += ")";
  }
  return text + " ORDER BY " + key + " LIMIT $1";
}

namespace {

// "UPDATE a SET x = (SELECT e.at FROM b e WHERE …": what is looked up for a row is its own tenant's.
void look_up_within_tenant(std::string& line) {
  constexpr std::string_view update = "UPDATE ", from = " FROM ", where = " WHERE ";
  const std::string table = line.substr(update.size(), line.find(' ', update.size()) - update.size());
  for (std::size_t at = line.find("(SELECT "); at != std::string::npos; at = line.find("(SELECT ", at)) {
    const std::size_t named = line.find(from, at) + from.size(), end = line.find(where, named);
    const std::string name = line.substr(line.rfind(' ', end - 1) + 1, end - line.rfind(' ', end - 1) - 1);  // the alias
    line.insert(end + where.size(), name + ".tenant = " + table + ".tenant AND ");
    at = end;
  }
}

}  // namespace

std::string migration_sql(std::string_view frozen) {
  std::string text(frozen);
  replace_all(text, ") WITHOUT ROWID;", ");");
  replace_all(text, " BLOB", " BYTEA");
  replace_all(text, " INTEGER", " BIGINT");
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string line = text.substr(at, end - at);
    // A table's statement and an index's are each one line, and what a table's ends in is its key.
    if (line.starts_with("CREATE ")) {
      const bool table = line.starts_with("CREATE TABLE ");
      const std::size_t columns = table ? line.rfind("PRIMARY KEY (") + 13 : line.find('(') + 1;
      const std::size_t count = line.find(')', columns) - columns;
      line.replace(columns, count, with_tenant(std::string_view(line).substr(columns, count)));
      if (table) line.insert(line.find('(') + 1, "tenant BIGINT NOT NULL, ");
    }
    if (line.starts_with("UPDATE ")) look_up_within_tenant(line);
    if (line.starts_with("INSERT INTO ")) {
      line.insert(line.find('(') + 1, "tenant, ");
      line.insert(line.find("SELECT ") + 7, "tenant, ");
    }
    if (line.starts_with("UPDATE ")) {  // what it looks up beside a row is of the row's tenant
      const std::string table = line.substr(7, line.find(' ', 7) - 7);
      replace_all(line, " o WHERE ", " o WHERE o.tenant = " + table + ".tenant AND ");
    }
    made += line;
    at = end;
  }
  return made;
}

}  // namespace ch::postgres
