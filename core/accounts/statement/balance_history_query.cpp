// LED-5: available and frozen at the end of each day, one look a day and book.
#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/queries.h"
#include "accounts/statement/reading.h"
#include "api/views.h"

namespace ch {

namespace {

constexpr std::int64_t days_max = 400;

PartyId party(const AskBalanceHistory& ask, Reader& rows) { return owner_of(rows, ask.account); }

Result<BalanceHistoryView> run(const AskBalanceHistory& ask, ReadContext& context) {
  if (ask.days < 1 || ask.days > days_max) return refused("days_out_of_range", "days");
  const auto account = account_of(context.rows, ask.account);
  if (!account) return std::unexpected(account.error());
  BalanceHistoryView view{{}, breaker_value(*account, context.policies)};
  const Date today = context.today(), opened = business_date(account->opened);
  std::int64_t seq = 1;
  for (Date day = today.plus_days(1 - ask.days); day < today; day = day.plus_days(1)) {
    BalancePoint& point = view.points.emplace_back(day);
    if (day < opened) continue;
    seq = first_seq_from(context.rows, end_of(day), seq);
    const auto held = [&](Book book) {
      return ask.by == DateAxis::business ? balance_on(context.rows, ask.account, book, day, entry_id(seq, 0))
                                          : balance_before(context.rows, ask.account, book, entry_id(seq, 0));
    };
    point.available = held(Book::available);
    point.frozen = held(Book::frozen);
  }
  view.points.push_back(
      {today, balance_of(context.rows, ask.account, Book::available), balance_of(context.rows, ask.account, Book::frozen)});
  return view;
}

}  // namespace

Query balance_history_query() { return query<AskBalanceHistory, BalanceHistoryView>("balance_history", party, run); }

}  // namespace ch
