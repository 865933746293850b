#include "accounts/statement/statement_csv.h"

#include <array>

#include "accounts/queries.h"
#include "interop/csv.h"

namespace ch {

namespace {

constexpr std::array<std::string_view, 9> heads_zh{"时间",     "业务日期", "类型",     "单号",    "活动",
                                                   "收支金额", "总余额",   "可用余额", "冻结金额"};
constexpr std::array<std::string_view, 9> heads_en{"Time",   "Business date", "Kind",      "Reference", "Campaign",
                                                   "Amount", "Total",         "Available", "Frozen"};

// Amounts have their sign: income without, expense with a minus.
void write_row(CsvWriter& csv, const StatementRow& row, Language language) {
  const EntryKindInfo& kind = info(static_cast<EntryKind>(enum_type<EntryKind>().number_of(row.kind).value()));
  csv.exact(text(row.at)).exact(row.business_date.text()).exact(language == Language::zh ? kind.zh : kind.en);
  csv.text(row.reference)
      .text(row.campaign)
      .exact(row.amount.text())
      .exact(row.total.text())
      .exact(row.available.text())
      .exact(row.frozen.text());
  csv.end_row();
}

}  // namespace

Check statement_csv(ReadContext& context, AskStatement ask, Language language, const std::function<void(std::string_view)>& write) {
  static const Query query = statement_query();
  CsvWriter heads(true);
  for (const std::string_view head : language == Language::zh ? heads_zh : heads_en) heads.exact(head);
  heads.end_row();
  ask.cursor.reset();
  ask.limit = 500;
  bool first = true;
  do {
    const auto answer = query.run(&ask, context);
    if (!answer) return std::unexpected(answer.error());
    if (first) write(heads.take());
    first = false;
    const auto& view = *static_cast<const StatementView*>(answer->get());
    CsvWriter csv;
    for (const StatementRow& row : view.rows) write_row(csv, row, language);
    write(csv.take());
    ask.cursor = view.next;
  } while (!ask.cursor->empty());
  return {};
}

}  // namespace ch
