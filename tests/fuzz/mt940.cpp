// MT940: refused with a place inside the text, or lines that a ledger can take, each with a reference of its own.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "interop/bank_statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = ch::read_mt940({reinterpret_cast<const char*>(data), size});
  if (!read) {
    const std::string* offset = find_arg(read.error(), "offset");
    // GB18030 grows where it becomes UTF-8, which places are in.
    if (offset == nullptr || std::stoull(*offset) > 2 * size) std::abort();
    return 0;
  }
  std::set<std::pair<std::string, std::string>> references;
  for (const ch::BankLine& line : read->lines) {
    if (line.bank_reference.empty() || line.amount.is_zero() || !ch::valid_text(line.remark) || !ch::valid_text(line.payer_name))
      std::abort();
    if (!references.emplace(line.own_account, ch::normal_reference(line.bank_reference)).second) std::abort();
  }
  return 0;
}
