// LED-12: every book's sum over all accounts; debit equals credit, always. As of a past moment by one look a balance (LED-5).
#include <map>

#include "accounts/queries.h"
#include "accounts/statement/reading.h"
#include "api/views.h"

namespace ch {

namespace {

Result<TrialBalanceView> run(const AskTrialBalance& ask, ReadContext& context) {
  std::optional<EntryId> below;
  if (ask.as_of) below = entry_id(first_seq_from(context.rows, Instant{ask.as_of->ms + 1}), 0);
  std::map<Book, Money> sums;
  context.rows.scan<Balance>({}, [&](const Balance& balance) {
    sums[balance.book] += below ? balance_before(context.rows, balance.account, balance.book, *below) : balance.amount;
    return true;
  });
  TrialBalanceView view;
  for (const BookInfo& book : all_books()) {
    const Money sum = sums[book.book];
    const bool debit = (book.normal == Side::debit) != sum.negative();
    TrialRow row{
        std::string(enum_type<Book>().name_of(static_cast<std::int64_t>(book.book))), std::string(book.zh), std::string(book.en), {}, {}};
    (debit ? row.debit : row.credit) = abs(sum);
    view.debit += row.debit;
    view.credit += row.credit;
    view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace

Query trial_balance_query() { return query<AskTrialBalance, TrialBalanceView>("trial_balance", nullptr, run); }

}  // namespace ch
