#include "store/schema.h"

#include <algorithm>

namespace ch {

int newest(std::span<const Migration> migrations) { return migrations.empty() ? 0 : migrations.back().number; }

Check not_newer(std::int64_t at, std::span<const Migration> migrations) {
  if (at <= newest(migrations)) return {};
  return std::unexpected(
      Refusal{"schema_newer", Band::refused, "SRV-14", "", {{"found", std::to_string(at)}, {"known", std::to_string(newest(migrations))}}});
}

std::unexpected<Refusal> schema_damaged(const RecordType& type) {
  return std::unexpected(Refusal{"schema_damaged", Band::refused, "LED-7", "", {{"table", std::string(type.table.name)}}});
}

std::vector<const Field*> fields_among(const RecordType& type, const std::set<std::string, std::less<>>& columns) {
  std::vector<const Field*> fields;
  for (const Field& field : type.shape->fields)
    if (columns.contains(field.name)) fields.push_back(&field);
  return fields;
}

std::string schema_difference(std::span<const std::string> is, std::span<const std::string> should) {
  const auto name_of = [](const std::string& line) { return line.substr(0, line.find(':')); };
  for (const std::string& line : should)
    if (!std::ranges::contains(is, line)) return "schema: " + name_of(line) + " is missing, or not as the migrations left it";
  for (const std::string& line : is)
    if (!std::ranges::contains(should, line)) return "schema: " + name_of(line) + " is none of the migrations'";
  return {};
}

std::string sum_of_no_table(std::span<const std::string> named, std::span<const RecordType* const> records) {
  for (const std::string& name : named)
    if (std::ranges::none_of(records, [&](const RecordType* type) { return type->table.name == name; }))
      return "table_sum: there is no table " + name;
  return {};
}

}  // namespace ch
