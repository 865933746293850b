#include "accounts/statement/reading.h"

namespace ch {

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
