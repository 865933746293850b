#include "api/ids.h"

#include "base/digits.h"

namespace ch {

std::string readable_number(std::string_view prefix, std::int64_t value) {
  const std::string digits = std::to_string(value);
  std::string number(prefix);
  number += '-';
  if (digits.size() < 6) number.append(6 - digits.size(), '0');
  return number += digits;
}

std::optional<std::int64_t> value_of_number(std::string_view prefix, std::string_view number) {
  if (!number.starts_with(prefix) || !number.substr(prefix.size()).starts_with('-')) return std::nullopt;
  return digits::read(number.substr(prefix.size() + 1));
}

}  // namespace ch
