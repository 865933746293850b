// Backdating (补记): an entry may be for a day before the one on which it is booked, as long as that day's period is open (LED-2, LED-12).
//
// By booking time a balance is the running one beside a posting. By business date it is that of the day's end, and what was booked
// afterwards for this day or before; that much is kept here, for the days between the one meant and the one booked alone. So entries
// of today cost nothing more, and no question replays anything (LED-5).
#pragma once

#include "ledger/ledger.h"

namespace ch {

// No entry is for a day longer ago than this, however long periods stay open.
inline constexpr std::int64_t backdating_days_max = 366;

// An entry of an account that is for an earlier day than the one on which it was booked.
struct Backdated {
  AccountId account;
  Date business_date;
  EntryId entry;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(Backdated, (), (account, business_date, entry, party))
template <>
struct TableOf<Backdated> {
  static TableSpec spec() { return {"backdated", {"account", "business_date", "entry"}, {{"by_entry", {"account", "entry"}}}, "party"}; }
};

// What entries booked after the day, and for it or an earlier one, add to the book; on its normal side.
struct LateAmount {
  AccountId account;
  Book book = Book::available;
  Date day;
  Money amount;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(LateAmount, (), (account, book, day, amount, party))
template <>
struct TableOf<LateAmount> {
  static TableSpec spec() { return {"late_amount", {"account", "book", "day"}, {}, "party"}; }
};

// May an entry of these legs be for this day? Refusals: date_in_future, date_too_old, period_closed (LED-12), before_opening, and
// below_floor_then (LED-3): what it takes out of a book has to have been there at the end of each day since.
Check may_backdate(Reader& rows, Date business_date, Date today, std::span<const Leg> legs, FirstEntryAfter first_entry_after);
void note_backdated(View& view, const Entry& entry, Date today);

// To add to the balance at the end of the day by booking, for the one by business date.
Money late_amount(Reader& rows, AccountId account, Book book, Date day);

// A book's balance just before an entry, without replaying anything (LED-5).
Money balance_before(Reader& rows, AccountId account, Book book, EntryId entry);
// At the end of a day by business date: with what was booked later for this day or before. `booked_below`: the first entry
// booked after the day.
Money balance_on(Reader& rows, AccountId account, Book book, Date day, EntryId booked_below);

}  // namespace ch
