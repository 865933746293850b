#include "api/ids.h"

namespace ch {

std::string readable_number(std::string_view prefix, std::int64_t value) {
  const std::string digits = std::to_string(value);
  std::string number(prefix);
  number += '-';
  if (digits.size() < 6) number.append(6 - digits.size(), '0');
  return number += digits;
}

}  // namespace ch
