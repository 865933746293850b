// Accounting periods (会计期间): closed in order, for the whole pack, each with its trial balance; a closed one takes no entry (LED-12).
#pragma once

#include <map>

#include "ledger/ledger.h"

namespace ch {

struct Period {
  std::int64_t number = 0;  // from 1
  Date first, last;         // inclusive
  Instant closed_at;
  std::string closed_by;
  Money total;  // of its trial balance: debit and credit alike
};
BOOST_DESCRIBE_STRUCT(Period, (), (number, first, last, closed_at, closed_by, total))
template <>
struct TableOf<Period> {
  static TableSpec spec() { return {"period", {"number"}, {}, ""}; }
};

// Its trial balance: what all accounts held in a book at the end of its last day, by business date; on the book's normal side.
struct PeriodBalance {
  std::int64_t period = 0;
  Book book = Book::available;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(PeriodBalance, (), (period, book, amount))
template <>
struct TableOf<PeriodBalance> {
  static TableSpec spec() { return {"period_balance", {"period", "book"}, {}, ""}; }
};

// How far the books are closed: one row, from the first close on.
struct ClosedThrough {
  std::int64_t id = 1;
  Date day;
  std::int64_t period = 0;  // its number
};
BOOST_DESCRIBE_STRUCT(ClosedThrough, (), (id, day, period))
template <>
struct TableOf<ClosedThrough> {
  static TableSpec spec() { return {"closed_through", {"id"}, {}, ""}; }
};

// The day after the last one closed, or the earliest of all.
Date first_open_day(Reader& rows);

// The period to be closed next: it begins where the last one ended, or with the platform's account, and ends on the closing day
// (31: the month's last).
struct OpenPeriod {
  std::int64_t number = 1;
  Date first, last;
};
OpenPeriod next_period(Reader& rows, std::int32_t closing_day);

// `sums`: of each book, as PeriodBalance has them.
void close_period(View& view, const OpenPeriod& period, const std::map<Book, Money>& sums, Instant now, std::string_view user);

struct TrialTotals {
  Money debit, credit;
};
TrialTotals trial_totals(const std::map<Book, Money>& sums);

}  // namespace ch
