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

// May an entry that touches these accounts be for this day? Refusals: date_in_future, date_too_old, period_closed (LED-12),
// before_opening.
Check may_backdate(Reader& rows, Date business_date, Date today, std::span<const Leg> legs);
void note_backdated(View& view, const Entry& entry, Date today);

// To add to the balance at the end of the day by booking, for the one by business date.
Money late_amount(Reader& rows, AccountId account, Book book, Date day);

}  // namespace ch
