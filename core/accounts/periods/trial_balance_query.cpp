// LED-12: every book's sum over all accounts; debit equals credit, always. Of now, or of the past by one look a balance (LED-5).
#include "accounts/periods/trial.h"
#include "accounts/queries.h"
#include "accounts/statement/reading.h"
#include "api/codes.h"

namespace ch {

namespace {

Result<TrialBalanceView> run(const AskTrialBalance& ask, ReadContext& context) {
  if (ask.as_of && ask.on) return refused("one_axis", "on");
  const std::map<Book, Money> sums = ask.on      ? sums_on(context.rows, *ask.on)
                                     : ask.as_of ? sums_before(context.rows, first_entry_from(context.rows, Instant{ask.as_of->ms + 1}))
                                                 : sums_now(context.rows);
  const TrialTotals totals = trial_totals(sums);
  return TrialBalanceView{trial_rows(sums), totals.debit, totals.credit};
}

}  // namespace

std::vector<TrialRow> trial_rows(const std::map<Book, Money>& sums) {
  std::vector<TrialRow> rows;
  for (const BookInfo& book : all_books()) {
    const auto found = sums.find(book.book);
    const Money sum = found == sums.end() ? Money{} : found->second;
    const bool debit = (book.normal == Side::debit) != sum.negative();
    TrialRow row{
        std::string(enum_type<Book>().name_of(static_cast<std::int64_t>(book.book))), std::string(book.zh), std::string(book.en), {}, {}};
    (debit ? row.debit : row.credit) = abs(sum);
    rows.push_back(std::move(row));
  }
  return rows;
}

Query trial_balance_query() { return query<AskTrialBalance, TrialBalanceView>("trial_balance", nullptr, run); }

}  // namespace ch
