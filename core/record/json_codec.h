// Described structs to JSON and back, strictly (CON-9): no unknown field, none missing unless optional, every range checked.
// Money "12.34", instants "2026-02-10T12:00:00.000+08:00", dates "2026-02-10", enumerations by name, bytes in hex.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/outcome.h"
#include "record/struct_type.h"

namespace ch {

inline constexpr std::size_t text_bytes_max = 4'000;  // of one text in a payload
inline constexpr std::size_t list_items_max = 1'000;  // of one list in a payload

nlohmann::json encode(const StructType& type, const void* object);
// Refusal "malformed_field", rule CON-9, field = path such as "contacts/0"; args reason and, where known, expected.
Check decode(const StructType& type, void* object, const nlohmann::json& json);

template <class T>
Result<T> decode(const nlohmann::json& json) {
  T object{};
  if (Check read = decode(struct_type<T>(), &object, json); !read) return std::unexpected(read.error());
  return object;
}
// One text, for who does not want the parser's header.
std::string encode_text(const StructType& type, const void* object);
template <class T>
std::string encode_text(const T& object) {
  return encode_text(struct_type<T>(), &object);
}

}  // namespace ch
