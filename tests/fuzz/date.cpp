// Dates, instants, business months, UUIDs and text: what is read is written the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/business_month.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto date = ch::Date::parse(input); date && date->text() != input) std::abort();
  if (const auto instant = ch::Instant::parse(input)) {
    if (ch::Instant::parse(text(*instant)) != instant) std::abort();
  }
  if (const auto month = ch::BusinessMonth::parse(input)) {
    if (month->text() != input || business_month(month->first_day()) != *month) std::abort();
  }
  if (const auto uuid = ch::Uuid::parse(input); uuid && ch::Uuid::parse(uuid->text()) != uuid) std::abort();
  const std::string name = ch::normal_text(input);
  if (ch::normal_text(name) != name) std::abort();
  if (ch::valid_utf8(input) && !ch::valid_utf8(name)) std::abort();
  return 0;
}
