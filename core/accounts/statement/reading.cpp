#include "accounts/statement/reading.h"

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

Money balance_before(Reader& rows, AccountId account, Book book, EntryId entry) {
  Money balance;
  rows.scan<Posting>({.prefix = key_of(account, book), .to = key_of(entry), .descending = true, .limit = 1},
                     [&](const Posting& posting) { return balance = posting.after, false; });
  return balance;
}

}  // namespace ch
