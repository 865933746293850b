// camt.053: refused with a place inside the input, or lines that a ledger can take.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "interop/bank_statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ch::read_camt053({reinterpret_cast<const char*>(data), size});
  if (!read) {
    const std::string* offset = find_arg(read.error(), "offset");
    if (offset == nullptr || std::stoull(*offset) > size) std::abort();
    return 0;
  }
  for (const ch::BankLine& line : read->lines) {
    if (line.bank_reference.empty() || line.amount.is_zero() || !ch::valid_text(line.remark)) std::abort();
  }
  return 0;
}
