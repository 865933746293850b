// References that import makes up. LED-10.
#include "api/made_reference.h"

#include "base/digits.h"
#include "base/sha256.h"

namespace ch {

namespace {

constexpr std::size_t digits_of_part = 20;

std::string part_of(std::string_view said) { return hex(sha256(said)).substr(0, digits_of_part); }

bool is_part(std::string_view text) { return text.find_first_not_of("0123456789ABCDEF") == std::string_view::npos; }

}  // namespace

std::string made_reference(std::string_view format, std::string_view content, std::string_view place) {
  return std::string(format) + "-" + part_of(content) + "-" + part_of(place);
}

std::optional<std::string> beginning_of_alike(std::string_view reference) {
  for (const std::string_view format : {"MT940-", "CAMT053-"}) {
    const std::size_t beginning = format.size() + digits_of_part + 1, whole = beginning + digits_of_part;
    if (!reference.starts_with(format) || reference.size() < whole || reference[beginning - 1] != '-') continue;
    // "-2" behind it: the second line with even the place in common.
    const std::string_view rest = reference.substr(whole);
    if (!rest.empty() && (!rest.starts_with('-') || !digits::read(rest.substr(1)))) continue;
    if (is_part(reference.substr(format.size(), digits_of_part)) && is_part(reference.substr(beginning, digits_of_part)))
      return std::string(reference.substr(0, beginning));
  }
  return std::nullopt;
}

}  // namespace ch
