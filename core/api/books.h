// What is asked and told of the books as a whole: trial balances and accounting periods (LED-5, LED-12).
#pragma once

#include "api/views.h"

namespace ch {

struct AskTrialBalance {
  std::optional<Instant> as_of;  // by booking time
  std::optional<Date> on;        // at the end of a day by business date; one of the two at most
};
BOOST_DESCRIBE_STRUCT(AskTrialBalance, (), (as_of, on))
struct TrialRow {
  std::string book, zh, en;
  Money debit, credit;
};
BOOST_DESCRIBE_STRUCT(TrialRow, (), (book, zh, en, debit, credit))
struct TrialBalanceView {
  std::vector<TrialRow> rows;
  Money debit, credit;  // equal, always
};
BOOST_DESCRIBE_STRUCT(TrialBalanceView, (), (rows, debit, credit))

struct AskPeriods {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskPeriods, (), (cursor, limit))
struct PeriodRow {
  std::int64_t number;
  Date first, last;
  Instant closed_at;
  std::string closed_by;
  std::vector<TrialRow> rows;
  Money debit, credit;
};
BOOST_DESCRIBE_STRUCT(PeriodRow, (), (number, first, last, closed_at, closed_by, rows, debit, credit))
struct PeriodsView {
  Date next_first, next_last;      // of the period to be closed next
  ActionView close;                // may it be?
  std::vector<PeriodRow> periods;  // closed, newest first
  std::string next;
};
BOOST_DESCRIBE_STRUCT(PeriodsView, (), (next_first, next_last, close, periods, next))

}  // namespace ch
