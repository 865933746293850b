#include "interop/statement_file.h"

#include <algorithm>
#include <utility>

#include "api/headings.h"
#include "base/fault.h"
#include "interop/csv.h"
#include "interop/export_words.h"
#include "ledger/books.h"

namespace ch {

namespace {

constexpr std::size_t statement_piece = 64U << 10;  // pieces of this size reach `out`

// A row's fields as cells. Texts come from outside and are made safe; amounts and times are our own.
class CellSink final : public Sink {
 public:
  explicit CellSink(CsvWriter& csv) : csv_(csv) {}
  void null() override { csv_.exact(""); }
  void integer(std::int64_t value) override { csv_.exact(std::to_string(value)); }
  void text(std::string_view value) override { csv_.text(value); }
  void bytes(std::span<const std::uint8_t>) override { csv_.exact(""); }
  void money(Money value) override { csv_.exact(value.text()); }
  void instant(Instant value) override { csv_.exact(ch::text(value)); }
  void date(Date value) override { csv_.exact(value.text()); }

 private:
  CsvWriter& csv_;
};

class StatementCsv final : public StatementFile {
 public:
  StatementCsv(const StatementHead& head, Language language, PieceOut out) : language_(language), out_(std::move(out)), csv_(true) {
    for (const Field& field : struct_type<StatementRow>().fields) {
      const std::string_view words = column_words(field.name, head, language_);
      if (words.empty()) continue;
      csv_.exact(words);
      columns_.push_back(&field);
    }
    csv_.end_row();
  }
  Check row(const StatementRow& given) override {
    StatementRow row = given;
    row.kind = kind_words(given, language_);
    CellSink cells(csv_);
    for (const Field* field : columns_) field->write(&row, cells);
    csv_.end_row();
    if (++rows_ % 500 == 0) out_(csv_.take());
    return {};
  }
  Check end() override { return out_(csv_.take()), Check{}; }

 private:
  Language language_;
  PieceOut out_;
  CsvWriter csv_;
  std::vector<const Field*> columns_;
  std::int64_t rows_ = 0;
};

constexpr std::string_view bank = "Assets:Bank", withdrawing = "Assets:WithdrawalInProgress", fees = "Expenses:Fees",
                           opening = "Equity:Opening", reversals = "Equity:Reversals", not_listed = "Equity:NotListed",
                           other_books = "Equity:OtherBooks";

std::string_view counter_account(EntryKind kind) {
  switch (kind) {
    case EntryKind::recharge:
      return bank;
    case EntryKind::withdrawal:  // of what is filed a statement knows no more
    case EntryKind::withdrawal_return:
      return withdrawing;
    case EntryKind::settlement:
    case EntryKind::settled_refund:
    case EntryKind::owed_paid:
      return fees;
    case EntryKind::reversal:
      return reversals;
    default:
      throw Fault("PRE-22: a kind of entry that moves the total of available and frozen");
  }
}

// What the platform owes a merchant is his asset, and what he owes it his liability; its own books are as they are.
std::string own_account(const StatementHead& head) {
  const std::string number = as_part(head.number);
  if (!head.book) return "Assets:Prepaid:" + number;
  const BookInfo& book = info(*head.book);
  if (book.of == BookOf::platform) return std::string(book.section) + ":Platform:" + joined(book.en);
  return std::string(book.normal == Side::credit ? "Assets" : "Liabilities") + ":Prepaid:" + number + ":" + joined(book.en);
}

// Whether a statement's balance is a debit in the books of whoever the account belongs to.
bool is_debit(const StatementHead& head) {
  if (!head.book) return true;
  const BookInfo& book = info(*head.book);
  return (book.normal == Side::debit) == (book.of == BookOf::platform);
}

class StatementJournal final : public StatementFile {
 public:
  StatementJournal(ExportFormat format, const StatementHead& head, Language language, PieceOut out)
      : format_(format), head_(head), language_(language), out_(std::move(out)), own_(own_account(head)), debit_(is_debit(head)) {
    heading();
    begin(head_.first, opening_words(language_), {});
    legs(head_.opening, opening);
  }
  Check row(const StatementRow& row) override {
    begin(date_of(row, head_.by), kind_words(row, language_), row.reference);
    const std::string entry = std::to_string(row.entry.value);
    if (format_ == ExportFormat::beancount) {
      text_ += "  entry: \"" + entry + "\"\n  booked: \"" + ch::text(row.at) + "\"\n";
      if (!row.campaign.empty()) text_ += "  campaign: " + quoted(row.campaign) + "\n";
    } else {
      text_ += "    ; entry:" + entry + ", booked:" + ch::text(row.at) + "\n";
      if (!row.campaign.empty()) text_ += "    ; campaign:" + as_note(row.campaign) + "\n";
    }
    legs(row.amount, head_.book ? other_books : counter_account(kind_of(row)));
    shown_ += row.amount;
    return {};
  }
  Check end() override {
    if (head_.part) {
      begin(head_.last, not_listed_words(language_), {});
      legs(head_.closing - head_.opening - shown_, not_listed);
    }
    if (format_ == ExportFormat::beancount) {  // which looks at the beginning of a day
      text_ += head_.last.plus_days(1).text() + " balance " + own_ + "  " + signed_as_own(head_.closing).text() + " CNY\n";
    } else {
      begin(head_.last, closing_words(language_), {});
      text_ += "    " + own_ + "  CNY 0.00 = CNY " + signed_as_own(head_.closing).text() + "\n";
    }
    hand_over();
    return {};
  }

 private:
  // Strict checkers want every account and the currency declared before they are used.
  void heading() {
    std::string title = head_.holder + " " + head_.number + " ";
    if (head_.book) title += std::string(book_words(*head_.book, language_)) + " ";
    title += head_.first.text() + " – " + head_.last.text();
    if (format_ == ExportFormat::beancount)
      text_ += "option \"title\" " + quoted(title) + "\noption \"operating_currency\" \"CNY\"\n\n";
    else
      text_ += "; " + one_line(title) + "\n\ncommodity CNY" +
               (format_ == ExportFormat::hledger ? " 1000.00\n\n" : "\n    format CNY 1000.00\n\n");
    std::vector<std::string_view> accounts{own_, opening, not_listed};
    if (head_.book)
      accounts.push_back(other_books);
    else
      accounts.insert(accounts.end() - 1, {bank, withdrawing, fees, reversals});
    for (const std::string_view account : accounts) {
      if (format_ == ExportFormat::beancount)
        text_ += head_.first.text() + " open " + std::string(account) + " CNY\n";
      else
        text_ += "account " + std::string(account) + "\n";
    }
  }

  void begin(Date date, std::string_view words, std::string_view reference) {
    if (text_.size() >= statement_piece) hand_over();
    text_ += "\n" + date.text() + " * ";
    if (format_ == ExportFormat::beancount)
      text_ += quoted(words) + " " + quoted(reference);
    else if (reference.empty())
      text_ += words;
    else
      text_ += "(" + as_code(reference) + ") " + std::string(words);
    text_ += "\n";
  }

  Money signed_as_own(Money amount) const { return debit_ ? amount : -amount; }
  void legs(Money amount, std::string_view counter) {
    leg(own_, signed_as_own(amount));
    leg(counter, -signed_as_own(amount));
  }
  void leg(std::string_view account, Money amount) {
    if (format_ == ExportFormat::beancount)
      text_ += "  " + std::string(account) + "  " + amount.text() + " CNY\n";
    else
      text_ += "    " + std::string(account) + "  CNY " + amount.text() + "\n";
  }

  void hand_over() { out_(std::exchange(text_, {})); }

  ExportFormat format_;
  StatementHead head_;
  Language language_;
  PieceOut out_;
  std::string own_, text_;
  bool debit_;
  Money shown_;
};

}  // namespace

EntryKind kind_of(const StatementRow& row) { return static_cast<EntryKind>(enum_type<EntryKind>().number_of(row.kind).value()); }

std::string_view kind_words(const StatementRow& row, Language language) {
  const EntryKindInfo& kind = info(kind_of(row));
  return language == Language::zh ? kind.zh : kind.en;
}

std::string_view column_words(std::string_view field, const StatementHead& head, Language language) {
  if (!head.book) return heading(field, language);
  if (field == "available" || field == "frozen") return {};
  return heading(field == "amount" ? "change" : field == "total" ? "balance" : field, language);
}

std::string_view book_words(Book book, Language language) { return language == Language::zh ? info(book).zh : info(book).en; }

std::string_view opening_words(Language language) { return language == Language::zh ? "期初余额" : "Opening balance"; }
std::string_view closing_words(Language language) { return language == Language::zh ? "期末余额" : "Closing balance"; }
std::string_view not_listed_words(Language language) {
  return language == Language::zh ? "筛选未列出的收支" : "What the filter leaves out";
}

Date date_of(const StatementRow& row, DateAxis by) { return by == DateAxis::business ? row.business_date : business_date(row.at); }

std::unique_ptr<StatementFile> text_statement(ExportFormat format, const StatementHead& head, Language language, PieceOut out) {
  require(format != ExportFormat::xlsx, "LED-8: a sheet is no text");
  if (format == ExportFormat::csv) return std::make_unique<StatementCsv>(head, language, std::move(out));
  return std::make_unique<StatementJournal>(format, head, language, std::move(out));
}

}  // namespace ch
