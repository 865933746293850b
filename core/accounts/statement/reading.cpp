#include "accounts/statement/reading.h"

#include "base/fault.h"
#include "engine/records.h"
#include "ledger/backdating.h"

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

Money balance_on(Reader& rows, AccountId account, Book book, Date day, EntryId booked_below) {
  return balance_before(rows, account, book, booked_below) + late_amount(rows, account, book, day);
}

EntryId first_entry_from(Reader& rows, Instant instant) { return entry_id(first_seq_from(rows, instant), 0); }

EntryId first_entry_of(Reader& rows, Date day) {
  return day < business_date(first_instant) ? EntryId{} : first_entry_from(rows, start_of(day));
}

EntryId first_entry_after(Reader& rows, Date day) {
  return day < business_date(first_instant) ? EntryId{} : first_entry_from(rows, end_of(day));
}

namespace {

// `held` answers for each balance what counts of it.
template <class Held>
std::map<Book, Money> sums_of(Reader& rows, Held held) {
  std::map<Book, Money> sums;
  rows.scan<Balance>({}, [&](const Balance& kept) {
    sums[kept.book] += held(kept);
    return true;
  });
  return sums;
}

}  // namespace

std::map<Book, Money> sums_now(Reader& rows) {
  return sums_of(rows, [](const Balance& kept) { return kept.amount; });
}

std::map<Book, Money> sums_before(Reader& rows, EntryId entry) {
  return sums_of(rows, [&](const Balance& kept) { return balance_before(rows, kept.account, kept.book, entry); });
}

std::map<Book, Money> sums_on(Reader& rows, Date day) {
  const EntryId below = first_entry_after(rows, day);
  return sums_of(rows, [&](const Balance& kept) { return balance_on(rows, kept.account, kept.book, day, below); });
}

}  // namespace ch
