// XLSX by libxlsxwriter, which keeps one row in memory and the sheet in a temporary file until it is packed.
#include <minizip/unzip.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "api/codes.h"
#include "api/headings.h"
#include "exports/statement_files.h"
#include "ledger/books.h"

// The library asks for this where it writes a number (USE_DTOA_LIBRARY): the shortest decimal that is read back as the same double, which
// for an amount is the amount itself. `text` has room for 32 characters.
extern "C" void emyg_dtoa(double number, char* text) {
  constexpr std::size_t room = 31;
  const auto plain = std::to_chars(text, text + room, number, std::chars_format::fixed);
  *(plain.ec == std::errc{} ? plain.ptr : std::to_chars(text, text + room, number).ptr) = '\0';
}

namespace ch {

namespace {

constexpr double unix_day = 25'569;  // days from the sheet's day 0 to 1970-01-01

// Where the packed file grows: a name of nobody else's, gone with this.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code error;
    path_ = (std::filesystem::temp_directory_path(error) / "statement-XXXXXX").string();
    const int file = mkstemp(path_.data());
    if (file >= 0)
      close(file);
    else
      path_.clear();
  }
  ~TemporaryFile() {
    if (!path_.empty()) std::remove(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }  // empty: there is none

  bool give_to(const PieceOut& out) const {
    std::FILE* file = std::fopen(path_.c_str(), "rb");
    if (!file) return false;
    std::array<char, 65'536> piece{};
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file)) out({piece.data(), got});
    const bool whole = std::ferror(file) == 0;
    std::fclose(file);
    return whole;
  }

 private:
  std::string path_;
};

// The library does not look whether what it wrote was kept (the disk may be full), so each part is read back: it is what its checksum
// says, and ends as XML does; and the largest has all that was written to the sheet.
bool is_whole(const std::string& path, std::uint64_t sheet_bytes) {
  const unzFile file = unzOpen64(path.c_str());
  if (!file) return false;
  bool whole = true;
  std::uint64_t largest = 0;
  std::array<char, 65'536> piece{};
  for (int found = unzGoToFirstFile(file); whole && found == UNZ_OK; found = unzGoToNextFile(file)) {
    std::uint64_t bytes = 0;
    char last = 0;
    int got = unzOpenCurrentFile(file);
    while (got >= 0 && (got = unzReadCurrentFile(file, piece.data(), piece.size())) > 0) {
      bytes += static_cast<std::uint64_t>(got);
      last = piece[static_cast<std::size_t>(got) - 1];
    }
    largest = std::max(largest, bytes);
    whole = got == 0 && unzCloseCurrentFile(file) == UNZ_OK && (last == '>' || last == '\n');
  }
  unzClose(file);
  return whole && largest > sheet_bytes;
}

double width_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::instant:
      return 20;
    case FieldKind::date:
      return 12;
    case FieldKind::money:
      return 16;
    default:
      return field.name == "campaign" ? 30 : 22;
  }
}

struct Styles {
  lxw_format *text, *time, *date, *money;
};

// Fields as the cells of a row: amounts and days as numbers, every text as text, so that none is taken for a formula.
class SheetSink final : public Sink {
 public:
  SheetSink(lxw_worksheet* sheet, lxw_row_t row, const Styles& styles) : sheet_(sheet), row_(row), styles_(styles) {}
  void at(lxw_col_t column) { column_ = column; }
  lxw_error error() const { return error_; }

  void null() override {}
  void integer(std::int64_t value) override { text(std::to_string(value)); }
  void text(std::string_view value) override {
    if (!value.empty()) note(worksheet_write_string(sheet_, row_, column_, std::string(value).c_str(), styles_.text));
  }
  void bytes(std::span<const std::uint8_t>) override {}
  void money(Money value) override {
    if (abs(value).minor() > sheet_fen_most) return text(value.text());
    number(static_cast<double>(value.minor()) / 100, styles_.money);
  }
  void instant(Instant value) override {
    number(static_cast<double>(value.ms + shanghai_offset_ms) / static_cast<double>(ms_per_day) + unix_day, styles_.time);
  }
  void date(Date value) override { number(value.days + unix_day, styles_.date); }

 private:
  void number(double value, lxw_format* style) { note(worksheet_write_number(sheet_, row_, column_, value, style)); }
  void note(lxw_error error) {
    if (error != LXW_NO_ERROR) error_ = error;
  }

  lxw_worksheet* sheet_;
  lxw_row_t row_;
  const Styles& styles_;
  lxw_col_t column_ = 0;
  lxw_error error_ = LXW_NO_ERROR;
};

class StatementXlsx final : public StatementFile {
 public:
  StatementXlsx(const StatementHead& head, Language language, PieceOut out) : head_(head), language_(language), out_(std::move(out)) {
    for (const Field& field : struct_type<StatementRow>().fields)
      if (!column_words(field.name, head_, language_).empty()) columns_.push_back(&field);
    lxw_workbook_options options{.constant_memory = LXW_TRUE};
    if (!file_.path().empty()) book_ = workbook_new_opt(file_.path().c_str(), &options);
    if (book_) sheet_ = workbook_add_worksheet(book_, sheet_name().c_str());
    if (!sheet_) return;
    about();
    plain_ = styles(false);
    strong_ = styles(true);
    headings();
    sum(head_.first, opening_words(language_), {}, head_.opening);
  }
  ~StatementXlsx() override {
    if (!book_) return;
    if (sheet_) std::fclose(sheet_->optimize_tmpfile);  // the library closes it only where it packs
    lxw_workbook_free(book_);
  }
  StatementXlsx(const StatementXlsx&) = delete;
  StatementXlsx& operator=(const StatementXlsx&) = delete;

  Check row(const StatementRow& given) override {
    StatementRow row = given;
    row.kind = kind_words(given, language_);
    shown_ += given.amount;
    write(row, plain_, [](const Field&) { return true; });
    return state();
  }

  Check end() override {
    if (head_.part) sum(head_.last, not_listed_words(language_), head_.closing - head_.opening - shown_, {});
    if (head_.income) sum(head_.last, in("收入合计", "Income, sum"), head_.income, {});
    if (head_.expense) sum(head_.last, in("支出合计", "Expense, sum"), -*head_.expense, {});
    sum(head_.last, closing_words(language_), {}, head_.closing);
    if (auto good = state(); !good) return good;
    const bool kept = std::fflush(sheet_->optimize_tmpfile) == 0 && std::ferror(sheet_->optimize_tmpfile) == 0;
    const auto bytes = static_cast<std::uint64_t>(std::ftell(sheet_->optimize_tmpfile));
    if (!kept) return not_written();
    // It frees the book, whatever comes of it.
    if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR) return not_written();
    if (!is_whole(file_.path(), bytes) || !file_.give_to(out_)) return not_written();
    return {};
  }

 private:
  std::string_view in(std::string_view zh, std::string_view en) const { return language_ == Language::zh ? zh : en; }
  static std::unexpected<Refusal> not_written() { return refused("sheet_not_written"); }
  Check state() const {
    if (!sheet_ || failed_) return not_written();
    return {};
  }

  // A number's prefix is pack data and may be anything, a sheet's name may not.
  std::string sheet_name() const {
    const std::string words(in("账户流水", "Statement"));
    const std::string name = head_.book ? head_.number + " " + std::string(book_words(*head_.book, language_)) : words + " " + head_.number;
    return workbook_validate_sheet_name(book_, name.c_str()) == LXW_NO_ERROR ? name : words;
  }

  void about() {
    std::string title = head_.holder + " " + head_.number, author = "Countinghouse";
    if (head_.book) title += " " + std::string(book_words(*head_.book, language_));
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = static_cast<time_t>(start_of(std::max(head_.last, business_date(first_instant))).ms / 1000);
    failed_ |= workbook_set_properties(book_, &properties) != LXW_NO_ERROR;
  }

  Styles styles(bool strong) {
    const auto style = [&](const char* format) {
      lxw_format* made = workbook_add_format(book_);
      if (strong) format_set_bold(made);
      if (format) format_set_num_format(made, format);
      return made;
    };
    return {style("@"), style("yyyy-mm-dd hh:mm:ss"), style("yyyy-mm-dd"), style("#,##0.00")};
  }

  void headings() {
    SheetSink cells(sheet_, line_++, strong_);
    for (lxw_col_t column = 0; const Field* field : columns_) {
      worksheet_set_column(sheet_, column, column, width_of(*field), nullptr);
      cells.at(column++);
      cells.text(column_words(field->name, head_, language_));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
  }

  // A balance or a sum: the day, its name, and what it is in the column of amounts or of totals.
  void sum(Date day, std::string_view name, std::optional<Money> amount, std::optional<Money> total) {
    StatementRow row{.business_date = day, .kind = std::string(name), .amount = amount.value_or(Money{}), .total = total.value_or(Money{})};
    write(row, strong_, [&](const Field& field) {
      return field.name == "business_date" || field.name == "kind" || (field.name == "amount" && amount) ||
             (field.name == "total" && total);
    });
  }

  void write(const StatementRow& row, const Styles& styles, const auto& shows) {
    if (!sheet_) return;
    SheetSink cells(sheet_, line_++, styles);
    for (lxw_col_t column = 0; const Field* field : columns_) {
      cells.at(column++);
      if (shows(*field)) field->write(&row, cells);
    }
    failed_ |= cells.error() != LXW_NO_ERROR;
  }

  StatementHead head_;
  Language language_;
  PieceOut out_;
  TemporaryFile file_;
  std::vector<const Field*> columns_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  Styles plain_{}, strong_{};
  lxw_row_t line_ = 0;
  Money shown_;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<StatementFile> statement_xlsx(const StatementHead& head, Language language, PieceOut out) {
  return std::make_unique<StatementXlsx>(head, language, std::move(out));
}

}  // namespace ch
