// Strict JSON: whatever comes, it is refused with a place inside the input, or its canonical text reads back
// to itself.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <nlohmann/json.hpp>

#include "json/strict.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = ch::parse_strict(text);
  if (!parsed) {
    const std::string* offset = find_arg(parsed.error(), "offset");
    if (offset == nullptr || std::stoull(*offset) > size) std::abort();
    return 0;
  }
  // What the strict reader takes, the plain one takes too, and to the same value.
  if (nlohmann::json::parse(text, nullptr, false) != *parsed) std::abort();
  const std::string canonical = ch::canonical(*parsed);
  const auto again = ch::parse_strict(canonical, {.max_bytes = canonical.size()});
  if (!again || *again != *parsed || ch::canonical(*again) != canonical) std::abort();
  return 0;
}
