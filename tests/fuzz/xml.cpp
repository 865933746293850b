// The XML reader: it ends, its events nest, and a refusal has a place inside the input.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "interop/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ch::XmlReader reader({reinterpret_cast<const char*>(data), size});
  std::size_t depth = 0;
  while (true) {
    const auto event = reader.next();
    if (!event) {
      const std::string* offset = find_arg(event.error(), "offset");
      if (offset == nullptr || std::stoull(*offset) > size) std::abort();
      return 0;
    }
    if (*event == ch::XmlEvent::finished) break;
    if (*event == ch::XmlEvent::start) ++depth;
    if (*event == ch::XmlEvent::end && depth-- == 0) std::abort();
  }
  if (depth != 0) std::abort();
  return 0;
}
