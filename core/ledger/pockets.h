// Pockets (账本) of an account beside its general money: earmarked for certain items, or promotional, each with its validity and its
// place in the order of use (LED-3, GRP-1, GRP-2). A pocket's money lies under an id of its own, so that balances, statements and
// as-of work for it as for any account.
#pragma once

#include "ledger/ledger.h"

namespace ch {

// Money is used in this order; what is available (通用) stands at general_order.
inline constexpr std::int64_t promotional_order = 100, earmarked_order = 200, general_order = 300;

struct Pocket {
  AccountId id;       // under which its money lies
  AccountId account;  // whose pocket it is
  PartyId party;
  Book book = Book::promotional;   // promotional or earmarked
  std::vector<std::string> items;  // what it may pay for; empty: anything (promotional alone)
  std::int64_t use_order = promotional_order;
  Date first_day;
  std::optional<Date> last_day;  // none: without end
};
BOOST_DESCRIBE_STRUCT(Pocket, (), (id, account, party, book, items, use_order, first_day, last_day))
template <>
struct TableOf<Pocket> {
  static TableSpec spec() { return {"pocket", {"id"}, {{"by_use", {"account", "use_order"}}}, "party"}; }
};

class Pockets {
 public:
  Pockets(View& view, Ledger& ledger) : view_(view), ledger_(ledger) {}

  // Refusals: dates_reversed, pocket_without_items (earmarked), pocket_kind (another book), pocket_order (at general_order).
  Check open(const Pocket& pocket, Instant now);
  // From the book given: promotional money from the platform's costs, earmarked from cash at bank or from what its account has available.
  // Refusals: pocket_source (from elsewhere), more_than_available.
  Check fund(AccountId pocket, Money amount, AccountId from, Book from_book, std::string_view reference);
  // Charges the account for an item: from its pockets that are valid today and may pay for it, and from what is available, in order
  // of use, as one entry. What is earmarked for another item is never touched. Refusal more_than_available, with what there is.
  Check charge(AccountId account, Money amount, std::string_view item, AccountId to, Book to_book, std::string_view reference);
  // After its last day: promotional money goes back to the platform's costs, earmarked becomes available. Nothing is left in it.
  // Refusal pocket_still_valid.
  Check expire(AccountId pocket, std::string_view reference);
  // What could be charged for an item today.
  Money usable(AccountId account, std::string_view item) const;

 private:
  struct Source {
    AccountId account;
    Book book;
  };
  std::vector<Source> sources(AccountId account, std::string_view item) const;

  View& view_;
  Ledger& ledger_;
};

}  // namespace ch
