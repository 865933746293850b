// CSV: what is read is written and read back the same; a bank's table is refused with a place or gives lines.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "interop/bank_statement.h"
#include "interop/csv.h"

namespace {

void check_refusal(const ch::Refusal& refusal, std::size_t size) {
  const std::string* offset = find_arg(refusal, "offset");
  if (offset == nullptr || std::stoull(*offset) > size) std::abort();
}

void check_round_trip(std::string_view input) {
  ch::CsvReader reader(input);
  ch::CsvWriter writer;
  std::vector<std::vector<std::string>> rows;
  ch::CsvRow row;
  while (true) {
    const auto more = reader.next(row);
    if (!more) return check_refusal(more.error(), input.size());
    if (!*more) break;
    rows.emplace_back();
    for (const auto& cell : row) {
      rows.back().push_back(cell.text);
      writer.exact(cell.text);
    }
    writer.end_row();
  }
  const std::string written = writer.take();
  ch::CsvReader again(written);
  for (const auto& expected : rows) {
    // A row of one empty cell is an empty line, and those are skipped.
    if (expected.size() == 1 && expected.front().empty()) continue;
    const auto more = again.next(row);
    if (!more || !*more || row.size() != expected.size()) std::abort();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].text != expected[i]) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_round_trip(input);
  const ch::ColumnMap signed_map{.bank_reference = "ref", .booked = "date", .amount = "amount", .payer_name = "name"};
  const ch::ColumnMap split_map{.bank_reference = "ref", .booked = "date", .credit = "in", .debit = "out"};
  const ch::ColumnMap gb18030_map{.bank_reference = "ref", .booked = "date", .amount = "amount", .encoding = ch::TextEncoding::gb18030};
  for (const ch::ColumnMap* map : {&signed_map, &split_map, &gb18030_map}) {
    const auto lines = ch::read_bank_csv(input, *map);
    if (!lines) {
      check_refusal(lines.error(), 2 * size);  // GB18030 grows where it becomes UTF-8, which places are in
      continue;
    }
    for (const ch::BankLine& line : *lines) {
      if (line.bank_reference.empty() || line.amount.is_zero()) std::abort();
    }
  }
  return 0;
}
