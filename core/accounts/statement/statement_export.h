// A whole statement on its way into a file (PRE-22, LED-8): a page a step, so that a host can tell the progress, answer others and be
// told to end it. Pages are asked for as anybody would, by cursor, each judged by what the actor may see. They come newest first and a
// file goes on in time; so the first way through notes where each page begins, and the second hands them over from the oldest on.
// What is booked meanwhile is newer than the first page and not in it; but for an earlier business date, and by that axis, it would stand
// between pages that were handed over: such a file is given up (statement_changed).
#pragma once

#include "engine/engine.h"
#include "interop/statement_file.h"

namespace ch {

struct AskStatementFile {
  AccountId account;
  ExportFormat format = ExportFormat::csv;
  Language language = Language::zh;
  std::optional<Date> from, to;
  std::optional<std::string> kind, reference;
  std::optional<Instant> as_of;
  std::optional<DateAxis> by;
  std::optional<std::string> book;
};
BOOST_DESCRIBE_STRUCT(AskStatementFile, (), (account, format, language, from, to, kind, reference, as_of, by, book))

// What goes from the one who asks to the one who writes, where they are two programs: head and question first, then rows.
struct StatementPiece {
  std::optional<AskStatementFile> ask;
  std::optional<StatementHead> head;
  std::vector<StatementRow> rows;
};
BOOST_DESCRIBE_STRUCT(StatementPiece, (), (ask, head, rows))

class StatementExport {
 public:
  StatementExport(Engine& engine, AskStatementFile ask, Actor actor, Instant now);

  struct Step {
    std::optional<StatementHead> head;  // in one step, before any rows
    std::vector<StatementRow> rows;     // oldest first
    bool last = false;
    int percent = 0;  // of the whole work
  };
  // Not after the last, and not after a refusal. Refusals: those of the query `statement`, and statement_changed.
  Result<Step> next();

 private:
  Result<StatementView> page(const std::optional<std::string>& cursor);
  Check as_it_was();
  Result<Step> look();
  Result<Step> give();
  StatementHead head() const;
  DateAxis axis() const;
  std::optional<Book> book() const;
  Date oldest() const;

  Engine& engine_;
  AskStatementFile ask_;
  Actor actor_;
  Instant now_;
  std::int64_t began_ = 0, looked_ = 0;  // the journal's end when the work began, and when it was last looked for changes
  StatementView newest_;                 // the first page, which is not asked for twice: rows may have been added
  std::vector<std::string> cursors_;     // of the others that have rows; a page is 500 rows
  std::vector<StatementRow> at_end_;     // rows of the page that was looked at last
  std::optional<std::string> next_;      // the cursor to look at
  std::int64_t found_ = 0, given_ = 0;
  bool looking_ = true;
};

}  // namespace ch
