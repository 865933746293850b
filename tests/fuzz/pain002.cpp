// pain.002: refused with a place inside the input, or what became of payments, each named once.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "base/text.h"
#include "interop/payment_status.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ch::read_pain002({reinterpret_cast<const char*>(data), size});
  if (!read) {
    const std::string* offset = find_arg(read.error(), "offset");
    if (offset == nullptr || std::stoull(*offset) > size) std::abort();
    return 0;
  }
  std::set<std::string> named;
  for (const ch::PaymentStatus& payment : read->payments) {
    if (payment.end_to_end.empty() || !ch::valid_text(payment.reason)) std::abort();
    if (!named.insert(ch::normal_reference(payment.end_to_end)).second) std::abort();
  }
  return 0;
}
