// Where a record's values come from when they come out of a store, whichever.
#pragma once

#include "record/struct_type.h"

namespace ch {

// A value that is not what was written (another kind, length or range) is damage: it is told, never read as something else (LED-7).
class StoredSource : public Source {
 public:
  bool boolean() final {
    const std::int64_t value = integer();
    if (value != 0 && value != 1) damaged();
    return value == 1;
  }
  Date date() final {
    const std::int64_t days = integer();
    if (days < INT32_MIN || days > INT32_MAX) damaged();
    return Date{static_cast<std::int32_t>(days)};
  }
  std::int64_t enumeration(const EnumType& type) final {
    const std::int64_t number = integer();
    if (type.name_of(number).empty()) damaged();
    return number;
  }

 protected:
  // Throws StoreError with the place of the value that was read last.
  [[noreturn]] virtual void damaged() const = 0;
};

}  // namespace ch
