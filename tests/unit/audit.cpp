#include "engine/audit.h"

#include <set>

#include "engine/journal.h"
#include "support/env.h"

namespace ch::test {
namespace {

// A little of everything of chapter 03's money.
void live_a_little(Env& env) {
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  const auto campaign = env.campaign(shop);
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "1200.00"}});
  env.ok(env.shop, "release_order", {{"account", shop.account}, {"order", "O-1"}, {"amount", "200.00"}});
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  env.ok(env.shop, "refund_order", {{"account", shop.account}, {"order", "O-1"}, {"amount", "100.00"}});
  env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "300.00"}});
  env.wire("示例他人（上海）有限公司", "88.00");
}

}  // namespace

TEST_CASE("LED-7: audit of an untouched tenant is clean, and its head is the engine's") {
  Env env;
  live_a_little(env);
  const AuditReport report = audit(*env.store, env.engine->catalogue());
  CHECK(report.fault == "");
  CHECK(report.chain_head == env.engine->chain_head());
  CHECK(report.commands == env.engine->last_seq());
  CHECK(report.postings > 10);
}

TEST_CASE("LED-7: audit finds a change of any column of any table, and names the table") {
  Env env;
  live_a_little(env);
  int columns = 0;
  for (const RecordType* type : env.engine->catalogue().records) {
    const std::string table(type->table.name);
    if (look_up(*env.store, "SELECT COUNT(*) FROM " + table + " WHERE " + own_rows(*env.store)) == "0") continue;
    enum class Kind { integer, text, bytes };
    std::vector<std::pair<std::string, Kind>> changes;
    for (const Field& field : type->shape->fields)
      changes.emplace_back(std::string(field.name), lies_as_integer(field) ? Kind::integer
                                                    : lies_as_text(field)  ? Kind::text
                                                                           : Kind::bytes);
    changes.emplace_back("row_seq", Kind::integer);
    if (!type->table.append_only) changes.emplace_back("row_digest", Kind::integer);
    for (const auto& [column, kind] : changes) {
      // One row's value, by one bit (integers) or one byte (texts, bytes, and what was empty).
      REQUIRE(tamper(*env.store, "BEGIN"));
      std::string condition = " WHERE " + own_rows(*env.store);
      for (const Field* field : type->key_fields)
        condition += " AND " + std::string(field->name) + " = (SELECT " + std::string(field->name) + " FROM " + table + " WHERE " +
                     own_rows(*env.store) + " ORDER BY " + names(type->key_fields) + " LIMIT 1)";
      const std::string value = kind == Kind::integer ? "COALESCE(" + column + ", 0) + 1"
                                : kind == Kind::text  ? "COALESCE(" + column + ", '') || 'x'"
                                                      : "CAST(COALESCE(" + column + ", '') || 'x' AS " + bytes_type(*env.store) + ")";
      if (tamper(*env.store, "UPDATE " + table + " SET " + column + " = " + value + condition)) {
        const AuditReport report = audit(*env.store, env.engine->catalogue());
        INFO("changed " << table << "." << column);
        CHECK_FALSE(report.clean());
        ++columns;
      }  // else a unique index forbade the change, and nothing was changed
      REQUIRE(tamper(*env.store, "ROLLBACK"));
    }
  }
  CHECK(columns > 80);
  CHECK(audit(*env.store, env.engine->catalogue()).clean());
}

namespace {

// One value of one row of one table, to be written otherwise beside the store.
class Value {
 public:
  enum class Kind { integer, text, bytes };
  Value(Store& store, std::string table, std::string column, Kind kind, std::string where)
      : store_(store), table_(std::move(table)), column_(std::move(column)), kind_(kind), where_(std::move(where)) {}

  // As SQL writes it with one bit of it flipped; nothing where it has none.
  std::optional<std::string> flipped(Random& random) const {
    const std::string found = look_up(store_, "SELECT " + (kind_ == Kind::integer ? column_ : as_hex()) + " FROM " + table_ + where_);
    if (found.empty()) return {};
    if (kind_ == Kind::integer) {
      const auto bits = static_cast<std::uint64_t>(std::stoll(found)) ^ std::uint64_t{1} << random.below(64);
      const auto value = static_cast<std::int64_t>(bits);
      return value == INT64_MIN ? "(-9223372036854775807 - 1)" : std::to_string(value);
    }
    std::string hex = found;
    char& digit = hex[static_cast<std::size_t>(random.below(std::ssize(hex)))];
    digit = "0123456789ABCDEF"[std::stoi(std::string(1, digit), nullptr, 16) ^ 1 << random.below(4)];
    return from_hex(hex);
  }
  // False where the database would not take it: a key that is there already, a text that is none.
  bool set(const std::string& value) const { return tamper(store_, "UPDATE " + table_ + " SET " + column_ + " = " + value + where_); }
  std::string name() const { return table_ + "." + column_; }
  const std::string& table() const { return table_; }

 private:
  bool on_sqlite() const { return bytes_type(store_) == "BLOB"; }
  std::string as_hex() const {
    if (on_sqlite()) return "hex(" + column_ + ")";
    return "upper(encode(" + (kind_ == Kind::text ? "convert_to(" + column_ + ", 'UTF8')" : column_) + ", 'hex'))";
  }
  std::string from_hex(const std::string& hex) const {
    if (on_sqlite()) return kind_ == Kind::text ? "CAST(x'" + hex + "' AS TEXT)" : "x'" + hex + "'";
    const std::string bytes = "decode('" + hex + "', 'hex')";
    return kind_ == Kind::text ? "convert_from(" + bytes + ", 'UTF8')" : bytes;
  }

  Store& store_;
  std::string table_, column_;
  Kind kind_;
  std::string where_;
};

// Every value that is stored of a tenant, the store's own tables too.
std::vector<Value> all_values(Env& env) {
  using Kind = Value::Kind;
  std::vector<Value> values;
  const std::string own = " WHERE " + own_rows(*env.store);
  const auto add = [&](const std::string& table, const std::vector<std::pair<std::string, Kind>>& columns, const std::string& key,
                       const std::string& whose) {
    const auto rows = std::stoll(look_up(*env.store, "SELECT COUNT(*) FROM " + table + whose));
    for (long long row = 0; row < rows; ++row)
      for (const auto& [column, kind] : columns)
        values.emplace_back(*env.store, table, column, kind,
                            whose + " AND (" + key + ") = (SELECT " + key + " FROM " + table + whose + " ORDER BY " + key +
                                " LIMIT 1 OFFSET " + std::to_string(row) + ")");
  };
  for (const RecordType* type : env.engine->catalogue().records) {
    std::vector<std::pair<std::string, Kind>> columns{{"row_seq", Kind::integer}};
    if (!type->table.append_only) columns.emplace_back("row_digest", Kind::integer);
    for (const Field& field : type->shape->fields)
      columns.emplace_back(std::string(field.name), lies_as_integer(field) ? Kind::integer
                                                    : lies_as_text(field)  ? Kind::text
                                                                           : Kind::bytes);
    add(std::string(type->table.name), columns, names(type->key_fields), own);
  }
  add("table_sum", {{"name", Kind::text}, {"row_count", Kind::integer}, {"content_sum", Kind::integer}}, "name", own);
  add("schema_migration", {{"number", Kind::integer}, {"name", Kind::text}}, "number", " WHERE 1 = 1");
  return values;
}

}  // namespace

TEST_CASE("LED-7: whichever bit of whichever stored value flips, audit finds it and names it, 1,000 times at random") {
  Env env;
  live_a_little(env);
  const std::vector<Value> values = all_values(env);
  REQUIRE(values.size() > 2'000);
  const bool sqlite = bytes_type(*env.store) == "BLOB";
  Random random(20'261'123);
  std::set<std::string> columns;
  for (int flips = 0; flips < (sqlite ? 1'000 : 200);) {
    const Value& value = values[static_cast<std::size_t>(random.below(std::ssize(values)))];
    const auto flipped = value.flipped(random);
    if (!flipped) continue;
    REQUIRE(tamper(*env.store, "BEGIN"));
    if (value.set(*flipped)) {
      const std::string fault = audit(*env.store, env.engine->catalogue()).fault;
      INFO(value.name() << " became " << *flipped << ": " << fault);
      CHECK_FALSE(fault.empty());
      // What a table's sum says is of that table, and of the migrations the schema's version is told.
      const std::string named = value.table() == "schema_migration" ? "migration" : value.table();
      if (value.table() != "table_sum") CHECK(fault.find(named) != std::string::npos);
      columns.insert(value.name());
      ++flips;
    }
    REQUIRE(tamper(*env.store, "ROLLBACK"));
  }
  CHECK(columns.size() > (sqlite ? 150 : 50));
  CHECK(audit(*env.store, env.engine->catalogue()).clean());
}

TEST_CASE("LED-7: audit finds a row that was taken out of any table, whichever, and names the table") {
  Env env;
  live_a_little(env);
  int tables = 0;
  const std::string own = " WHERE " + own_rows(*env.store);
  for (const RecordType* type : env.engine->catalogue().records) {
    const std::string table(type->table.name);
    const auto count = [&] { return look_up(*env.store, "SELECT COUNT(*) FROM " + table + own); };
    if (count() == "0") continue;
    const std::string key = names(type->key_fields), first(type->key_fields.front()->name);
    for (const char* direction : {" ASC", " DESC"}) {
      REQUIRE(tamper(*env.store, "BEGIN"));
      REQUIRE(tamper(*env.store, "DELETE FROM " + table + own + " AND (" + key + ") = (SELECT " + key + " FROM " + table + own +
                                     " ORDER BY " + first + direction + " LIMIT 1)"));
      const AuditReport report = audit(*env.store, env.engine->catalogue());
      INFO(table << ": " << report.fault);
      CHECK(report.fault.find(table) != std::string::npos);
      ++tables;
      REQUIRE(tamper(*env.store, "ROLLBACK"));
    }
  }
  CHECK(tables > 40);
}

TEST_CASE("LED-7: audit finds a row that an older page brought back, whose digest is as good as the newer's") {
  Env env;
  const Merchant shop = env.merchant("示例家居（杭州）有限公司", "5000.00");
  const std::string own = " WHERE " + own_rows(*env.store);
  REQUIRE(tamper(*env.store, "CREATE TEMP TABLE older AS SELECT * FROM prepaid_account" + own));
  env.ok(shop.user, "set_alerts",
         {{"account", shop.account}, {"alert_value", "600.00"}, {"emails", {"a@example.com"}}, {"phones", json::array()}});
  REQUIRE(audit(*env.store, env.engine->catalogue()).clean());
  REQUIRE(tamper(*env.store, "DELETE FROM prepaid_account" + own + "; INSERT INTO prepaid_account SELECT * FROM older"));
  CHECK(audit(*env.store, env.engine->catalogue()).fault == "prepaid_account: its rows are not those that were written last");
}

TEST_CASE("LED-7: where there is no room to look, audit says so and calls nothing a difference", "[sqlite]") {
  Env env;
  live_a_little(env);
  REQUIRE(tamper(*env.store, "PRAGMA max_page_count = 1"));  // as many as there are
  int done = 0;
  while (env.run(env.admin, "grant_role", {{"user", "user-" + std::to_string(done)}, {"role", "auditor"}}).done()) ++done;
  CHECK(done > 0);
  CHECK_THROWS_AS(audit(*env.store, env.engine->catalogue()), StoreError);
}

TEST_CASE("LED-7: entries are read from the journal as they were posted") {
  std::vector<Entry> entries{{entry_id(9, 0),
                              EntryKind::hold,
                              *Date::parse("2026-03-02"),
                              "O-\"1\\ 示例\n",
                              {5},
                              {{{2}, Book::available, Money::fen(5)}, {{2}, Book::frozen, Money::fen(-5)}}},
                             {entry_id(9, 1),
                              EntryKind::owed,
                              *Date::parse("2026-03-03"),
                              "",
                              {},
                              {{{2}, Book::owed, Money::fen(INT64_MAX)}, {{1}, Book::fees_due, Money::fen(-INT64_MAX)}}}};
  JournalRow row;
  row.seq = 9;
  row.entries = entries_text(entries);
  const std::vector<Entry> read = entries_of(row);
  REQUIRE(read.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(read[i].id == entries[i].id);
    CHECK(read[i].kind == entries[i].kind);
    CHECK(read[i].business_date == entries[i].business_date);
    CHECK(read[i].reference == entries[i].reference);
    CHECK(read[i].reverses == entries[i].reverses);
    REQUIRE(read[i].legs.size() == 2);
    CHECK(read[i].legs[1].amount == entries[i].legs[1].amount);
  }
}

}  // namespace ch::test
