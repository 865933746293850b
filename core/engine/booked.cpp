#include "engine/booked.h"

#include "base/fault.h"
#include "engine/records.h"

namespace ch {

Instant booked_at(Reader& rows, std::int64_t seq) {
  const auto row = rows.get<JournalRow>(seq);
  require(row != nullptr, "LED-2: every posting names a command of the journal");
  return row->at;
}

std::int64_t first_seq_from(Reader& rows, Instant from, std::int64_t least) {
  std::int64_t low = least, above = least;
  rows.scan<JournalRow>({.descending = true, .limit = 1}, [&](const JournalRow& row) { return above = row.seq + 1, false; });
  while (low < above) {
    const std::int64_t middle = low + (above - low) / 2;
    if (booked_at(rows, middle) < from)
      low = middle + 1;
    else
      above = middle;
  }
  return low;
}

EntryId first_entry_from(Reader& rows, Instant instant) { return entry_id(first_seq_from(rows, instant), 0); }

EntryId first_entry_of(Reader& rows, Date day) {
  return day < business_date(first_instant) ? EntryId{} : first_entry_from(rows, start_of(day));
}

EntryId first_entry_after(Reader& rows, Date day) {
  return day < business_date(first_instant) ? EntryId{} : first_entry_from(rows, end_of(day));
}

}  // namespace ch
