#pragma once
// CSV (RFC 4180): a strict bounded reader that knows its places, and a writer safe to open in a spreadsheet.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.h"

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

// Reads row by row; lines end with CRLF, LF or CR. A refusal: code "malformed_csv", band malformed, rule
// "LED-10"; args reason, offset, line, column. Reasons: too_long, invalid_utf8, nul, quote, unclosed_quote,
// cell_too_long, too_many_rows, too_many_columns.
class CsvReader {
 public:
  explicit CsvReader(std::string_view input, char delimiter = ',', CsvLimits limits = {});
  // False at the end. An empty line is skipped.
  Result<bool> next(CsvRow& row);

 private:
  Check begin();
  Check read_cell(CsvCell& cell);
  Check read_quoted(CsvCell& cell);
  bool take_line_end();
  std::unexpected<Refusal> fail(const char* reason, std::size_t at) const;

  std::string_view input_;
  std::size_t at_ = 0;
  char delimiter_;
  CsvLimits limits_;
  std::size_t rows_ = 0;
  bool begun_ = false;
};

// Writes rows ended by CRLF. Text that a spreadsheet could take for a formula gets an apostrophe before it;
// what the program itself makes goes by `exact` and stays as it is.
class CsvWriter {
 public:
  explicit CsvWriter(bool byte_order_mark = false);
  CsvWriter& text(std::string_view cell);   // from outside: made safe
  CsvWriter& exact(std::string_view cell);  // our own: amounts, dates, codes
  void end_row();
  std::string take();

 private:
  std::string out_;
  bool row_begun_ = false;
};

}  // namespace ch
