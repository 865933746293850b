// CSV in and out. RFC 4180.
#include "interop/csv.h"

#include <algorithm>
#include <utility>

#include "api/codes.h"
#include "base/place.h"
#include "base/text.h"

namespace ch {

CsvReader::CsvReader(std::string_view input, char delimiter, CsvLimits limits) : input_(input), delimiter_(delimiter), limits_(limits) {}

std::unexpected<Refusal> CsvReader::fail(const char* reason, std::size_t at) const {
  return refused("malformed_csv", {}, reason_at(input_, reason, at));
}

Check CsvReader::begin() {
  begun_ = true;
  if (input_.size() > limits_.max_bytes) return fail("too_long", limits_.max_bytes);
  if (const auto bad = first_invalid_utf8(input_)) return fail("invalid_utf8", *bad);
  if (const auto nul = input_.find('\0'); nul != std::string_view::npos) return fail("nul", nul);
  if (input_.starts_with("\xef\xbb\xbf")) at_ = 3;
  return {};
}

Result<bool> CsvReader::next(CsvRow& row) {
  row.clear();
  if (!begun_) {
    if (auto begun = begin(); !begun) return std::unexpected(begun.error());
  }
  while (at_ < input_.size() && take_line_end()) {
  }
  if (at_ == input_.size()) return false;
  if (++rows_ > limits_.max_rows) return fail("too_many_rows", at_);
  while (true) {
    if (row.size() == limits_.max_columns) return fail("too_many_columns", at_);
    row.emplace_back();
    row.back().offset = at_;
    if (auto read = read_cell(row.back()); !read) return std::unexpected(read.error());
    if (at_ == input_.size() || take_line_end()) return true;
    ++at_;  // the delimiter: nothing else ends a cell
  }
}

bool CsvReader::take_line_end() {
  const std::string_view rest = input_.substr(at_);
  const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') || rest.starts_with('\r') ? 1 : 0;
  at_ += length;
  return length > 0;
}

Check CsvReader::read_cell(CsvCell& cell) {
  if (input_.substr(at_).starts_with('"')) return read_quoted(cell);
  // ="00123", by which a writer keeps a spreadsheet from making a number of it.
  if (input_.substr(at_).starts_with("=\"")) {
    ++at_;
    return read_quoted(cell);
  }
  const char ends[] = {delimiter_, '\r', '\n', '"'};
  const std::size_t end = std::min(input_.find_first_of(std::string_view(ends, 4), at_), input_.size());
  // A quote inside a plain cell means that the writer did not quote, and where this cell ends nobody knows.
  if (end < input_.size() && input_[end] == '"') return fail("quote", end);
  if (end - at_ > limits_.max_cell) return fail("cell_too_long", at_);
  cell.text = input_.substr(at_, end - at_);
  at_ = end;
  return {};
}

Check CsvReader::read_quoted(CsvCell& cell) {
  const std::size_t start = at_++;
  while (true) {
    const std::size_t quote = input_.find('"', at_);
    if (quote == std::string_view::npos) return fail("unclosed_quote", start);
    cell.text.append(input_.substr(at_, quote - at_));
    if (cell.text.size() >= limits_.max_cell) return fail("cell_too_long", start);
    at_ = quote + 1;
    if (!input_.substr(at_).starts_with('"')) break;
    cell.text.push_back('"');
    ++at_;
  }
  // Banks pad cells with blanks and tabs, and do so behind the quote too.
  while (at_ < input_.size() && input_[at_] != delimiter_ && (input_[at_] == ' ' || input_[at_] == '\t')) ++at_;
  const bool ends = at_ == input_.size() || input_[at_] == delimiter_ || input_[at_] == '\r' || input_[at_] == '\n';
  if (!ends) return fail("quote", at_);
  return {};
}

CsvWriter::CsvWriter(bool byte_order_mark) {
  if (byte_order_mark) out_ = "\xef\xbb\xbf";
}

CsvWriter& CsvWriter::text(std::string_view cell) { return exact(harmless_cell(cell)); }

CsvWriter& CsvWriter::exact(std::string_view cell) {
  if (row_begun_) out_.push_back(',');
  row_begun_ = true;
  // Plain, they would be trimmed, or taken for the mark of the file.
  const bool delicate = cell.starts_with(' ') || cell.ends_with(' ') || cell.starts_with("\xef\xbb\xbf");
  if (!delicate && cell.find_first_of(",\"\r\n\t") == std::string_view::npos) {
    out_.append(cell);
    return *this;
  }
  out_.push_back('"');
  for (const char c : cell) {
    if (c == '"') out_.push_back('"');
    out_.push_back(c);
  }
  out_.push_back('"');
  return *this;
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  row_begun_ = false;
}

std::string CsvWriter::take() { return std::exchange(out_, {}); }

}  // namespace ch
