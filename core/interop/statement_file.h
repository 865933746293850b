// An account's statement as a file for others (PRE-22, LED-8): a row at a time, oldest first, so that its length costs no memory.
#pragma once

#include <functional>
#include <memory>

#include "api/export_format.h"
#include "api/language.h"
#include "api/views.h"
#include "base/outcome.h"
#include "ledger/books.h"

namespace ch {

// What is known before the first row.
struct StatementHead {
  std::string holder, number;            // whose account, and its number
  Date first, last;                      // days that it is about
  Money opening, closing;                // of those days, whatever the rows are of
  std::optional<Money> income, expense;  // likewise; none: of one book
  bool part = false;                     // the rows are those of one kind or reference
  DateAxis by = DateAxis::booking;       // what the days are of, and in whose order the rows come
  std::int64_t rows = 0;                 // that will come
  std::optional<Book> book = {};         // that it is of; none: available and frozen together
};
BOOST_DESCRIBE_STRUCT(StatementHead, (), (holder, number, first, last, opening, closing, income, expense, part, by, rows, book))

class StatementFile {
 public:
  virtual ~StatementFile() = default;
  virtual Check row(const StatementRow& row) = 0;
  virtual Check end() = 0;  // once, after the last row
};

// Takes each piece of the file, in order.
using PieceOut = std::function<void(std::string_view)>;

// Every format but XLSX, which takes a library. CSV has the rows alone, in columns that follow from the description of StatementRow.
// A journal is the merchant's: what the platform owes him is his asset. It opens against equity, gives each row its counter account
// as far as a statement knows it, and asserts the closing balance. That of one book is of whoever the account belongs to, has the book's
// own account, and gives all rows one counter account: where a movement went to or came from, a statement of one book does not know.
std::unique_ptr<StatementFile> text_statement(ExportFormat format, const StatementHead& head, Language language, PieceOut out);

// The row's day on the statement's axis (LED-5).
Date date_of(const StatementRow& row, DateAxis by);

// What a file calls the column of this field of StatementRow; empty: it has none.
std::string_view column_words(std::string_view field, const StatementHead& head, Language language);
std::string_view book_words(Book book, Language language);

// What a file calls the rows that are not entries.
std::string_view opening_words(Language language);
std::string_view closing_words(Language language);
std::string_view not_listed_words(Language language);

// The row's kind of entry, and what it is called.
EntryKind kind_of(const StatementRow& row);
std::string_view kind_words(const StatementRow& row, Language language);

}  // namespace ch
