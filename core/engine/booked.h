// When something was booked (LED-5). Time never goes back within a tenant (CON-3), so a search by halves in the journal finds it.
#pragma once

#include "ledger/ledger.h"

namespace ch {

// When the command of this journal sequence was booked; and the first sequence booked at `from` or later (one more than the
// last where there is none).
Instant booked_at(Reader& rows, std::int64_t seq);
// It is looked for at `least` and above.
std::int64_t first_seq_from(Reader& rows, Instant from, std::int64_t least = 1);

// The first entry booked at the instant or later; on the day or later, and after it: days may lie before all instants.
EntryId first_entry_from(Reader& rows, Instant instant);
EntryId first_entry_of(Reader& rows, Date day);
EntryId first_entry_after(Reader& rows, Date day);

}  // namespace ch
