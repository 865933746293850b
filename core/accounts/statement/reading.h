// Reading the past: when something was booked, and what a balance was (LED-5).
#pragma once

#include <map>

#include "accounts/records.h"
#include "store/view.h"

namespace ch {

// When the command of this journal sequence was booked; and the first sequence booked at `from` or later (one more than the
// last where there is none). Time never goes back within a tenant (CON-3), so a search by halves finds it (LED-5).
Instant booked_at(Reader& rows, std::int64_t seq);
// It is looked for at `least` and above.
std::int64_t first_seq_from(Reader& rows, Instant from, std::int64_t least = 1);

// A book's balance just before an entry, without replaying anything (LED-5).
Money balance_before(Reader& rows, AccountId account, Book book, EntryId entry);
// At the end of a day by business date: with what was booked later for this day or before. `booked_below`: the first entry
// booked after the day.
Money balance_on(Reader& rows, AccountId account, Book book, Date day, EntryId booked_below);

// The first entry booked at the instant or later; on the day or later, and after it: days may lie before all instants.
EntryId first_entry_from(Reader& rows, Instant instant);
EntryId first_entry_of(Reader& rows, Date day);
EntryId first_entry_after(Reader& rows, Date day);

// What all accounts hold in each book: now, before an entry, or at the end of a day by business date.
std::map<Book, Money> sums_now(Reader& rows);
std::map<Book, Money> sums_before(Reader& rows, EntryId entry);
std::map<Book, Money> sums_on(Reader& rows, Date day);

}  // namespace ch
