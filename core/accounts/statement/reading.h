// Reading the past: when something was booked, and what a balance was (LED-5).
#pragma once

#include <map>

#include "engine/booked.h"
#include "ledger/backdating.h"

namespace ch {

// What all accounts hold in each book: now, before an entry, or at the end of a day by business date.
std::map<Book, Money> sums_now(Reader& rows);
std::map<Book, Money> sums_before(Reader& rows, EntryId entry);
std::map<Book, Money> sums_on(Reader& rows, Date day);

}  // namespace ch
