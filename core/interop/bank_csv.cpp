// Bank statements as CSV, by a map of the columns. LED-10.
#include <algorithm>
#include <array>
#include <string>

#include "base/digits.h"
#include "base/text.h"
#include "interop/bank_statement.h"
#include "interop/csv.h"
#include "interop/statement_parts.h"

namespace ch {
namespace {

constexpr std::size_t no_column = static_cast<std::size_t>(-1);

bool is_one_of(std::string_view text, const std::vector<std::string>& words) { return std::ranges::find(words, text) != words.end(); }

// Takes the number of exactly that many digits at that place.
std::optional<std::int32_t> number_at(std::string_view text, std::size_t at, std::size_t width) {
  if (text.size() < at + width) return std::nullopt;
  const auto value = digits::read(text.substr(at, width));
  return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
}

bool is_time(std::string_view text, std::string_view allowed) { return text.find_first_not_of(allowed) == std::string_view::npos; }

// Takes a number of one or two digits, and what has to stand behind it.
std::optional<std::int32_t> take_number(std::string_view& text, std::string_view behind) {
  const std::size_t width = std::min({text.find_first_not_of("0123456789"), text.size(), std::size_t{3}});
  const auto value = width == 1 || width == 2 ? number_at(text, 0, width) : std::nullopt;
  if (!value || !text.substr(width).starts_with(behind)) return std::nullopt;
  text.remove_prefix(width + behind.size());
  return value;
}

std::optional<Date> parse_bank_date(std::string_view text) {
  const bool compact = number_at(text, 0, 8).has_value();
  const auto year = number_at(text, 0, 4);
  if (!year) return std::nullopt;
  std::string_view rest = text.substr(4);
  std::optional<std::int32_t> month, day;
  if (compact) {
    month = number_at(text, 4, 2);
    day = number_at(text, 6, 2);
    rest = text.substr(8);
  } else {
    constexpr std::array<std::array<std::string_view, 3>, 4> forms{{{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
    const auto form = std::ranges::find_if(forms, [&](const auto& one) { return rest.starts_with(one[0]); });
    if (form == forms.end()) return std::nullopt;
    rest.remove_prefix((*form)[0].size());
    month = take_number(rest, (*form)[1]);
    if (month) day = take_number(rest, (*form)[2]);
  }
  if (!month || !day) return std::nullopt;

  const bool digits_alone = compact && rest.size() == 6 && is_time(rest, "0123456789");
  const bool behind_blank = rest.starts_with(' ') || rest.starts_with('T');
  if (!rest.empty() && !digits_alone && !(behind_blank && is_time(rest.substr(1), "0123456789:. "))) {
    return std::nullopt;
  }
  return Date::from_ymd(*year, *month, *day);
}

// "1,234,567.89": separators stand where they must or not at all.
std::optional<std::string> without_separators(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  if (whole.find(',') == std::string_view::npos) return std::string(text);
  const std::size_t head = whole.find(',');
  if (head == 0 || head > 3 || (whole.size() - head) % 4 != 0) return std::nullopt;
  std::string plain;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool separator = i >= head && (i - head) % 4 == 0;
    if ((whole[i] == ',') != separator) return std::nullopt;
    if (!separator) plain.push_back(whole[i]);
  }
  return plain.append(text.substr(whole.size()));
}

std::optional<Money> parse_bank_amount(std::string_view text) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  for (const std::string_view sign : {"¥", "￥"}) {
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
  }
  const auto plain = without_separators(text);
  const auto amount = plain ? statement::parse_decimal(*plain) : std::nullopt;
  if (!amount) return std::nullopt;
  return minus ? -*amount : *amount;
}

// One column that the map names, and where the file has it.
struct Column {
  const std::string* heading;
  std::size_t index = no_column;
  bool named() const { return !heading->empty(); }
};

class BankCsvReader {
 public:
  BankCsvReader(std::string_view input, const ColumnMap& map, const StatementLimits& limits)
      : input_(input), map_(map), limits_(limits), rows_(input, map.delimiter, csv_limits(limits)) {}

  Result<std::vector<BankLine>> read();
  std::int64_t without_amount() const { return without_amount_; }

 private:
  static CsvLimits csv_limits(const StatementLimits& limits) {
    CsvLimits csv;
    csv.max_bytes = limits.max_bytes;
    csv.max_rows = limits.max_lines + 1'000;  // headings and what stands around the table
    csv.max_cell = limits.max_text;
    return csv;
  }

  Check check_map() const;
  Check find_headings();
  Check place_columns(const CsvRow& row);
  std::size_t count_headings(const CsvRow& row) const;
  bool is_end(const CsvRow& row) const;
  bool is_line_after_end() const;
  Result<BankLine> read_line();
  struct Moved {
    Money amount;
    bool reversal = false;  // a sign where the column already says which way: it takes something back
  };
  Result<Moved> read_amount();
  Result<std::optional<Money>> amount_in(const Column& column);
  std::string_view cell(const Column& column) const;
  std::unexpected<Refusal> fail(const char* reason, const Column& column) const;
  std::array<Column*, 11> columns() {
    return {&reference_, &booked_, &amount_, &credit_, &debit_, &direction_, &name_, &account_, &remark_, &own_account_, &end_to_end_};
  }
  std::array<const Column*, 11> columns() const {
    return {&reference_, &booked_, &amount_, &credit_, &debit_, &direction_, &name_, &account_, &remark_, &own_account_, &end_to_end_};
  }

  std::string_view input_;
  const ColumnMap& map_;
  const StatementLimits& limits_;
  CsvReader rows_;
  CsvRow row_;
  std::size_t columns_ = 0;  // of the headings
  std::int64_t without_amount_ = 0;
  Column reference_{&map_.bank_reference};
  Column booked_{&map_.booked};
  Column amount_{&map_.amount};
  Column credit_{&map_.credit};
  Column debit_{&map_.debit};
  Column direction_{&map_.direction};
  Column name_{&map_.payer_name};
  Column account_{&map_.payer_account};
  Column remark_{&map_.remark};
  Column own_account_{&map_.own_account};
  Column end_to_end_{&map_.end_to_end};
};

Check BankCsvReader::check_map() const {
  const auto wrong = [this](const char* field) { return statement::fail(input_, "column_map", 0, field); };
  if (!reference_.named()) return wrong("bank_reference");
  if (!booked_.named()) return wrong("booked");
  if (amount_.named() == (credit_.named() || debit_.named())) return wrong("amount");
  if (!amount_.named() && !credit_.named()) return wrong("credit");
  if (!amount_.named() && !debit_.named()) return wrong("debit");
  const bool has_words = !map_.credit_words.empty() && !map_.debit_words.empty();
  if (direction_.named() && (!amount_.named() || !has_words)) return wrong("direction");
  if (std::string_view("\"\r\n").contains(map_.delimiter)) return wrong("delimiter");
  return {};
}

std::size_t BankCsvReader::count_headings(const CsvRow& row) const {
  std::size_t count = 0;
  for (const Column* column : columns()) {
    const auto is_heading = [&](const CsvCell& cell) { return trimmed(cell.text) == *column->heading; };
    if (column->named() && std::ranges::any_of(row, is_heading)) ++count;
  }
  return count;
}

// The headings stand in the first row that has them all. Where none has, the row that has most tells what is
// missing.
Check BankCsvReader::find_headings() {
  std::size_t wanted = 0;
  for (const Column* column : columns()) wanted += column->named() ? 1 : 0;

  CsvRow best;
  std::size_t best_count = 0;
  for (std::size_t seen = 0; seen <= map_.max_preamble; ++seen) {
    const auto more = rows_.next(row_);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    const std::size_t count = count_headings(row_);
    if (count == wanted) return place_columns(row_);
    if (count > best_count) {
      best_count = count;
      best = row_;
    }
  }
  for (const Column* column : columns()) {
    const auto is_heading = [&](const CsvCell& cell) { return trimmed(cell.text) == *column->heading; };
    if (column->named() && std::ranges::none_of(best, is_heading)) {
      return statement::fail(input_, "headings", best.empty() ? 0 : best.front().offset, *column->heading);
    }
  }
  return {};
}

Check BankCsvReader::place_columns(const CsvRow& row) {
  columns_ = row.size();
  for (Column* column : columns()) {
    for (std::size_t i = 0; column->named() && i < row.size(); ++i) {
      if (trimmed(row[i].text) != *column->heading) continue;
      if (column->index != no_column) {
        return statement::fail(input_, "duplicate_heading", row[i].offset, *column->heading);
      }
      column->index = i;
    }
  }
  return {};
}

std::string_view BankCsvReader::cell(const Column& column) const {
  std::string_view text = column.index < row_.size() ? trimmed(row_[column.index].text) : std::string_view{};
  // ="00123" within quotes of its own.
  if (text.size() > 2 && text.starts_with("=\"") && text.ends_with('"')) text = trimmed(text.substr(2, text.size() - 3));
  return text;
}

std::unexpected<Refusal> BankCsvReader::fail(const char* reason, const Column& column) const {
  const CsvCell& at = column.index < row_.size() ? row_[column.index] : row_.back();
  return statement::fail(input_, reason, at.offset, *column.heading);
}

bool BankCsvReader::is_end(const CsvRow& row) const {
  for (const CsvCell& cell : row) {
    const std::string_view text = trimmed(cell.text);
    if (text.empty()) continue;
    return std::ranges::any_of(map_.end_words, [&](const std::string& word) { return text.starts_with(word); });
  }
  return false;
}

// Behind the table a bank writes who printed it, and when, and what is left; what has a line's cells where a line has them is one, even
// with a date that nobody can read.
bool BankCsvReader::is_line_after_end() const {
  const std::string_view booked = cell(booked_);
  const auto is_amount = [&](const Column& column) {
    const auto amount = parse_bank_amount(cell(column));
    return amount && !amount->is_zero();
  };
  const bool named = !cell(reference_).empty(), dated = parse_bank_date(booked).has_value();
  const bool moved = is_amount(amount_) || is_amount(credit_) || is_amount(debit_);
  const bool nearly_dated = booked.size() >= 6 && booked[0] >= '0' && booked[0] <= '9' && !parse_bank_amount(booked);
  return (named && (dated || nearly_dated || (moved && !booked.empty()))) || (dated && moved);
}

Result<std::optional<Money>> BankCsvReader::amount_in(const Column& column) {
  const std::string_view text = cell(column);
  const bool one_of_two = &column != &amount_;
  if (text.empty() || (one_of_two && text == "-")) return std::optional<Money>{};
  const auto amount = parse_bank_amount(text);
  if (!amount) return fail("amount", column);
  return amount;
}

Result<BankCsvReader::Moved> BankCsvReader::read_amount() {
  if (amount_.named()) {
    const auto amount = amount_in(amount_);
    if (!amount) return std::unexpected(amount.error());
    if (!*amount) return fail("missing", amount_);
    const Money moved = **amount;
    if (!direction_.named()) return Moved{moved};
    if (is_one_of(cell(direction_), map_.credit_words)) return Moved{moved, moved.negative()};
    if (is_one_of(cell(direction_), map_.debit_words)) return Moved{-moved, moved.negative()};
    return fail("direction", direction_);
  }

  const auto credit = amount_in(credit_);
  if (!credit) return std::unexpected(credit.error());
  const auto debit = amount_in(debit_);
  if (!debit) return std::unexpected(debit.error());
  if (!*credit && !*debit) return fail("missing", credit_);
  const Money in = credit->value_or(Money{});
  const Money out = debit->value_or(Money{});
  if (!in.is_zero() && !out.is_zero()) return fail("direction", debit_);
  return Moved{in - out, in.negative() || out.negative()};
}

Result<BankLine> BankCsvReader::read_line() {
  // A comma that was not quoted, or a cell that was left out, would move all that follows it.
  if (row_.size() != columns_) return statement::fail(input_, "cells", row_.front().offset, "");
  BankLine line;
  const auto date = parse_bank_date(cell(booked_));
  if (!date) return fail("date", booked_);
  const auto amount = read_amount();
  if (!amount) return std::unexpected(amount.error());
  line.bank_reference = statement::reference(cell(reference_));
  if (line.bank_reference.empty()) return fail("missing", reference_);
  line.booked = *date;
  line.amount = amount->amount;
  line.reversal = amount->reversal;
  line.payer_name = single_line(cell(name_));
  line.payer_account = cell(account_);
  line.remark = single_line(cell(remark_));
  line.own_account = cell(own_account_);
  line.end_to_end = statement::stated_reference(cell(end_to_end_));
  statement::fit(line);
  return line;
}

Result<std::vector<BankLine>> BankCsvReader::read() {
  if (auto checked = check_map(); !checked) return std::unexpected(checked.error());
  if (auto found = find_headings(); !found) return std::unexpected(found.error());
  std::vector<BankLine> lines;
  bool ended = false, headed = false;
  while (true) {
    const auto more = rows_.next(row_);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (is_end(row_)) {
      ended = true;
      continue;
    }
    if (std::ranges::all_of(row_, [](const CsvCell& c) { return trimmed(c.text).empty(); })) continue;
    if (ended) {  // a subtotal, with lines behind it that must not vanish
      if (headed || is_line_after_end()) return fail("lines_after_end", reference_);
      headed = count_headings(row_) > 1;  // another table's, whose columns may stand in another order
      continue;
    }
    auto line = read_line();
    if (!line) return std::unexpected(line.error());
    if (line->amount.is_zero()) {
      ++without_amount_;
      continue;
    }
    if (lines.size() == limits_.max_lines) return fail("too_many", reference_);
    line->place.offset = row_[reference_.index].offset;
    lines.push_back(std::move(*line));
  }
  if (const auto again = statement::repeated_reference(lines)) {
    return statement::fail(input_, "duplicate_reference", lines[*again].place.offset, map_.bank_reference);
  }
  statement::number_lines(input_, lines);
  return lines;
}

}  // namespace

Result<std::vector<BankLine>> read_bank_csv(std::string_view csv, const ColumnMap& map, const StatementLimits& limits,
                                            std::int64_t* without_amount) {
  if (csv.size() > limits.max_bytes) return BankCsvReader(csv, map, limits).read();  // which says so
  const auto text = statement::as_utf8(csv, map.encoding);
  if (!text) return std::unexpected(text.error());
  StatementLimits wider = limits;
  wider.max_bytes = text->size();
  BankCsvReader reader(*text, map, wider);
  auto lines = reader.read();
  if (without_amount) *without_amount = reader.without_amount();
  return lines;
}

}  // namespace ch
