// A key in bytes whose order is the order of its values, so that overlays, caches and both backends agree on it.
// Integers: 8 bytes, big-endian, sign flipped. Texts and bytes: 0x00 escaped as 0x00 0xFF, ended by 0x00 0x01.
#pragma once

#include <vector>

#include "record/struct_type.h"

namespace ch {

using Key = std::string;

class KeySink final : public Sink {
 public:
  explicit KeySink(Key& into) : into_(into) {}
  void null() override;  // no column of a key or index is optional
  void integer(std::int64_t value) override;
  void text(std::string_view value) override;
  void bytes(std::span<const std::uint8_t> value) override;

 private:
  Key& into_;
};

Key key_from(std::span<const Field* const> fields, const void* record);

// key_of(account, "O-1"): the values must be of the types of the key's fields, in their order; fewer make a prefix.
template <class... Values>
Key key_of(const Values&... values) {
  Key key;
  KeySink sink(key);
  (detail::write_value(values, sink), ...);
  return key;
}
inline Key key_of() { return {}; }

// Takes the values out of a key again; nothing where there is no such value.
class KeyReader {
 public:
  explicit KeyReader(std::string_view key) : rest_(key) {}
  bool at_end() const { return rest_.empty(); }
  std::optional<std::int64_t> integer();
  std::optional<std::string> text();

 private:
  std::string_view rest_;
};

// Is it a value for each of the fields and nothing else? For keys that come from outside.
bool is_key_of(std::span<const Field* const> fields, std::string_view key);

// Does the field's value lie as an integer, or as text or bytes?
bool lies_as_integer(const Field& field);
bool lies_as_text(const Field& field);

}  // namespace ch
