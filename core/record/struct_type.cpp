#include "record/struct_type.h"

#include <cassert>

namespace ch {

std::string_view EnumType::name_of(std::int64_t number) const {
  for (const Item& item : items)
    if (item.number == number) return item.name;
  return {};
}

std::optional<std::int64_t> EnumType::number_of(std::string_view item_name) const {
  for (const Item& item : items)
    if (item.name == item_name) return item.number;
  return std::nullopt;
}

void EnumType::add(std::int64_t number, const char* item_name) { items.push_back({number, item_name}); }

void StructType::write(const void* object, Sink& sink) const {
  for (const Field& field : fields) field.write(object, sink);
}

void StructType::read(void* object, Source& source) const {
  for (const Field& field : fields) field.read(object, source);
}

void StructType::add(const char* field_name, std::ptrdiff_t place, const FieldShape& shape) {
  fields.push_back({field_name, shape.kind, shape.optional, shape.enum_type ? &shape.enum_type() : nullptr,
                    shape.struct_type ? &shape.struct_type() : nullptr, place, &shape});
}

const Field* StructType::field(std::string_view field_name) const {
  for (const Field& field : fields)
    if (field.name == field_name) return &field;
  return nullptr;
}

void Sink::enumeration(const EnumType&, std::int64_t number) { integer(number); }

void Sink::texts(std::span<const std::string> value) {
  std::string lines;
  for (const std::string& line : value) {
    assert(line.find('\n') == std::string::npos && "a text of a stored list is one line");
    if (!lines.empty()) lines += '\n';
    lines += line;
  }
  text(lines);
}

void Sink::list(const StructType&, const void*, std::size_t, std::size_t) { assert(false && "only JSON carries lists of structs"); }
void Sink::object(const StructType&, const void*) { assert(false && "only JSON carries structs inside structs"); }

Ratio Source::ratio() { return Ratio::parse(text()).value_or(Ratio{}); }

Uuid Source::uuid() {
  Uuid value;
  bytes(value.bytes);
  return value;
}

std::int64_t Source::enumeration(const EnumType&) { return integer(); }

std::vector<std::string> Source::texts() {
  std::vector<std::string> lines;
  const std::string all = text();
  for (std::size_t start = 0; start < all.size();) {
    const std::size_t end = std::min(all.find('\n', start), all.size());
    lines.push_back(all.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

void Source::list(const StructType&, void* (*)(void*), void*) { assert(false && "only JSON carries lists of structs"); }
void Source::object(const StructType&, void*) { assert(false && "only JSON carries structs inside structs"); }

}  // namespace ch
