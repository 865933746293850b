// PRE-22, LED-8: the statement as CSV, a page at a time, so that no length of history is too long. Columns and their headings follow
// from the description of StatementRow.
#include "accounts/checks.h"
#include "accounts/queries.h"
#include "api/headings.h"
#include "api/views.h"
#include "interop/csv.h"
#include "ledger/ledger.h"

namespace ch {

namespace {

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

void write_heads(CsvWriter& csv, Language language) {
  for (const Field& field : struct_type<StatementRow>().fields)
    if (const auto words = heading(field.name, language); !words.empty()) csv.exact(words);
  csv.end_row();
}

void write_row(CsvWriter& csv, StatementRow row, Language language) {
  const EntryKindInfo& kind = info(static_cast<EntryKind>(enum_type<EntryKind>().number_of(row.kind).value()));
  row.kind = language == Language::zh ? kind.zh : kind.en;
  CellSink cells(csv);
  for (const Field& field : struct_type<StatementRow>().fields)
    if (!heading(field.name, language).empty()) field.write(&row, cells);
  csv.end_row();
}

PartyId party(const AskStatementCsv& ask, Reader& rows) { return owner_of(rows, ask.account); }

Result<StatementCsvView> run(const AskStatementCsv& ask, ReadContext& context) {
  static const Query statement = statement_query();
  const AskStatement page{ask.account, ask.from, ask.to, ask.kind, ask.reference, ask.as_of, ask.by, ask.cursor, ask.limit};
  const auto answer = statement.run(&page, context);
  if (!answer) return std::unexpected(answer.error());
  const auto& view = *static_cast<const StatementView*>(answer->get());
  const bool first = !ask.cursor;
  CsvWriter csv(first);
  if (first) write_heads(csv, ask.language);
  for (const StatementRow& row : view.rows) write_row(csv, row, ask.language);
  StatementCsvView page_view{.csv = csv.take(), .next = view.next};
  if (!view.rows.empty()) {
    page_view.oldest = business_date(view.rows.back().at);
    page_view.newest = business_date(view.rows.front().at);
  }
  return page_view;
}

}  // namespace

Query statement_csv_query() { return query<AskStatementCsv, StatementCsvView>("statement_csv", party, run); }

}  // namespace ch
