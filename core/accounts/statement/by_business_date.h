// An account's entries in the order of the days that they are for, newest first, with what its books hold in that order (LED-5).
// Those booked on their day lie in that order already; the others are few, and are laid between.
#pragma once

#include "accounts/statement/entries.h"
#include "ledger/backdating.h"

namespace ch {

struct BusinessPlace {
  Date day;
  EntryId entry = no_entry_yet;
  auto operator<=>(const BusinessPlace&) const = default;
};

class EntriesByBusinessDate final : public EntryReader {
 public:
  // Of `books`, those before the place.
  EntriesByBusinessDate(Reader& rows, AccountId account, std::span<const Book> books, BusinessPlace below);
  std::optional<AccountEntry> next() override;
  std::int64_t postings_read() const override { return on_their_day_.postings_read() + late_read_; }

 private:
  Money held_below(Book book, BusinessPlace place);
  Money growth_in(Book book, EntryId entry);
  void look_for_late();
  void look_on_their_day(const Backdated* late);
  AccountEntry read(const Backdated& late);

  Reader& rows_;
  AccountId account_;
  std::vector<Book> books_;
  EntriesBackwards on_their_day_;
  std::optional<AccountEntry> next_on_its_day_;
  std::optional<BusinessPlace> rest_below_;  // what of those is still to be read lies before this
  std::vector<Backdated> late_;              // a piece of those backdated
  std::size_t at_ = 0;
  bool late_dry_ = false;
  BusinessPlace late_below_;
  std::vector<Money> held_;  // of each book, below what was answered last
  std::int64_t late_read_ = 0;
};

}  // namespace ch
