#pragma once
// CSV (RFC 4180): a strict bounded reader that knows its places, and a writer safe to open in a spreadsheet.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.h"
#include "base/place.h"

namespace ch {

struct CsvLimits {
  std::size_t max_bytes = 32U << 20;
  std::size_t max_rows = 200'000;
  std::size_t max_columns = 256;
  std::size_t max_cell = 4'096;  // bytes
};

struct CsvCell {
  std::string text;
  std::size_t offset = 0;  // where it begins in the input
};
using CsvRow = std::vector<CsvCell>;

// Reads row by row. A refusal: code "malformed_csv", band malformed, rule "LED-10"; args reason, offset,
// line, column.
class CsvReader {
 public:
  explicit CsvReader(std::string_view input, char delimiter = ',', CsvLimits limits = {});
  // False at the end. An empty line is skipped.
  Result<bool> next(CsvRow& row);

 private:
  Check read_row(CsvRow& row);
  Check read_cell(CsvCell& cell);
  Check read_quoted(CsvCell& cell);
  std::unexpected<Refusal> fail(const char* reason, std::size_t at) const;

  std::string_view input_;
  std::size_t at_ = 0;
  char delimiter_;
  CsvLimits limits_;
  std::size_t rows_ = 0;
  bool checked_ = false;
};

// Writes rows with CRLF. Text that a spreadsheet would take for a formula (it begins with = + - @ tab or CR)
// gets an apostrophe before it; numbers and dates that the program makes go by `exact` and stay as they are.
class CsvWriter {
 public:
  explicit CsvWriter(bool byte_order_mark = false);
  CsvWriter& text(std::string_view cell);   // from outside: made safe
  CsvWriter& exact(std::string_view cell);  // our own: amounts, dates, codes
  void end_row();
  std::string take();

 private:
  void put(std::string_view cell);
  std::string out_;
  bool row_begun_ = false;
};

}  // namespace ch
