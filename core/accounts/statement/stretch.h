// The stretch of an account's entries that a question is about, and its totals (PRE-22, LED-5, LED-8).
#pragma once

#include "accounts/statement/entries.h"
#include "api/views.h"
#include "engine/context.h"

namespace ch {

struct Stretch {
  std::optional<Date> first, last;     // inclusive
  std::optional<Instant> as_of;        // by booking time
  EntryId from, below = no_entry_yet;  // by booking time, the same as entries: at or after `from`, before `below`
  DateAxis by = DateAxis::booking;     // what its dates are of
};
// Refusals dates_reversed, one_axis.
Result<Stretch> stretch_of(Reader& rows, std::optional<Date> first, std::optional<Date> last, std::optional<Instant> as_of,
                           std::optional<DateAxis> by);

// What the books hold together where the stretch begins and where it ends.
struct StretchEnds {
  Money opening, closing;
};
StretchEnds ends_of(Reader& rows, AccountId account, std::span<const Book> books, const Stretch& stretch);
// Of available and frozen together, since days keep no other (DayTotals); closing = opening + income - expense.
struct StretchTurnover {
  Money income, expense;
};
StretchTurnover turnover_of(Reader& rows, AccountId account, const Stretch& stretch);

// Rows of a list, newest first.
struct Wanted {
  std::vector<Book> books;  // available, frozen and what else the amount is made of; or one alone, whose balance is the rows' total
  std::vector<EntryKind> kinds;
  std::optional<std::string> reference;
  Money (*amount)(const AccountEntry& entry);
};
struct Page {
  std::vector<StatementRow> rows;
  std::string next;
};
// A page looks at a bounded number of entries, so that it costs the same however long the history is: where hardly anything
// fits the filters it may hold fewer rows than asked for, or none, and yet have a next one.
Result<Page> page_of(ReadContext& context, AccountId account, const Wanted& wanted, const Stretch& stretch,
                     const std::optional<std::string>& cursor, std::optional<std::int64_t> limit);

// Those of `allowed`, or the one named. Refusal unknown_entry_kind.
Result<std::vector<EntryKind>> kinds_of(const std::optional<std::string>& kind, std::span<const EntryKind> allowed);

}  // namespace ch
