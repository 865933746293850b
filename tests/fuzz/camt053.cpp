// camt.053: refused with a place inside the input, or lines that a ledger can take.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "interop/bank_statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = ch::read_camt053({reinterpret_cast<const char*>(data), size});
  if (!lines) {
    const std::string* offset = find_arg(lines.error(), "offset");
    if (offset == nullptr || std::stoull(*offset) > size) std::abort();
    return 0;
  }
  for (const ch::BankLine& line : *lines) {
    if (line.bank_reference.empty() || line.amount.is_zero() || !ch::valid_text(line.remark)) std::abort();
  }
  return 0;
}
