// Where the values of a described struct go to (Sink) and come from (Source), one field after the other.
// SQL rows, JSON, digests and keys are each one Sink and one Source; a struct knows none of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/ratio.h"

namespace ch {

class StructType;
struct EnumType;

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void null() = 0;
  virtual void integer(std::int64_t value) = 0;
  virtual void text(std::string_view value) = 0;
  virtual void bytes(std::span<const std::uint8_t> value) = 0;

  // Kinds with a form of their own in JSON lie as one of the four above everywhere else.
  virtual void boolean(bool value) { integer(value ? 1 : 0); }
  virtual void money(Money value) { integer(value.minor()); }
  virtual void instant(Instant value) { integer(value.ms); }
  virtual void date(Date value) { integer(value.days); }
  virtual void ratio(Ratio value) { text(value.text()); }
  virtual void uuid(const Uuid& value) { bytes(value.bytes); }
  virtual void enumeration(const EnumType& type, std::int64_t number);
  // A list lies in one SQL column only as texts, one a line; lists of structs exist in JSON alone.
  virtual void texts(std::span<const std::string> value);
  virtual void list(const StructType& type, const void* first, std::size_t count, std::size_t stride);
  virtual void object(const StructType& type, const void* value);
};

class Source {
 public:
  virtual ~Source() = default;
  // Is there a value for the field that comes next? Only an optional field may be without.
  virtual bool present() = 0;
  virtual std::int64_t integer() = 0;
  virtual std::string text() = 0;
  virtual void bytes(std::span<std::uint8_t> into) = 0;

  virtual bool boolean() { return integer() != 0; }
  virtual Money money() { return Money::fen(integer()); }
  virtual Instant instant() { return Instant{integer()}; }
  virtual Date date() { return Date{static_cast<std::int32_t>(integer())}; }
  virtual Ratio ratio();
  virtual Uuid uuid();
  virtual std::int64_t enumeration(const EnumType& type);
  virtual std::vector<std::string> texts();
  // Reads the elements of a list: calls add() for each, which makes room and returns where to read into.
  virtual void list(const StructType& type, void* (*add)(void* list), void* list);
  virtual void object(const StructType& type, void* value);
};

}  // namespace ch
