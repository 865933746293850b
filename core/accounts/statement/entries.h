// An account's entries, newest first, put together from the postings of its books. Each book is read in order and in small
// pieces, and the older posting that comes next tells the balance that the book had meanwhile: nothing is replayed (LED-5).
#pragma once

#include <array>
#include <limits>
#include <vector>

#include "ledger/ledger.h"

namespace ch {

inline constexpr std::size_t books_together_most = 3;

struct AccountEntry {
  EntryId id;
  EntryKind kind = EntryKind::hold;
  Date business_date;
  std::string reference;
  // What it added to each book, and what each held after it; of the books asked for, in their order.
  struct InBook {
    Money growth, after;
  };
  std::array<InBook, books_together_most> in{};
  // False: it touches none of them, has no kind, and is told only so that whoever reads can leave off (EntriesByBusinessDate).
  bool here = true;
};

inline constexpr EntryId no_entry_yet{std::numeric_limits<std::int64_t>::max()};

// Newest first, in one of two orders.
class EntryReader {
 public:
  virtual ~EntryReader() = default;
  virtual std::optional<AccountEntry> next() = 0;
  virtual std::int64_t postings_read() const = 0;
};

// As they were booked.
class EntriesBackwards final : public EntryReader {
 public:
  // Of `books`, those before the entry `below`.
  EntriesBackwards(Reader& rows, AccountId account, std::span<const Book> books, EntryId below);
  std::optional<AccountEntry> next() override;
  std::int64_t postings_read() const override { return postings_read_; }

 private:
  struct Stream {
    Book book;
    EntryId below;  // what is read next is older
    std::vector<Posting> piece;
    std::size_t at = 0;
    bool dry = false;
  };
  const Posting* head(Stream& stream);

  Reader& rows_;
  AccountId account_;
  std::vector<Stream> streams_;
  std::int64_t postings_read_ = 0;
};

}  // namespace ch
