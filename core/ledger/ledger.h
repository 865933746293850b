// The ledger: posts entries into a view and keeps the balances (LED-1 to LED-6). No balance exists that is not the sum of postings.
#pragma once

#include "api/ids.h"
#include "base/outcome.h"
#include "ledger/books.h"
#include "record/record_type.h"
#include "store/view.h"

namespace ch {

struct LedgerAccount {
  AccountId id;
  PartyId party;
  Instant opened;
};
BOOST_DESCRIBE_STRUCT(LedgerAccount, (), (id, party, opened))
template <>
struct TableOf<LedgerAccount> {
  static TableSpec spec() { return {"ledger_account", {"id"}, {{"by_party", {"party"}}}, "party"}; }
};

// LED-4: kept, not summed. On the book's normal side.
struct Balance {
  AccountId account;
  Book book = Book::available;
  Money amount;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(Balance, (), (account, book, amount, party))
template <>
struct TableOf<Balance> {
  static TableSpec spec() { return {"balance", {"account", "book"}, {}, "party"}; }
};

// One line of an entry, with the balance after it (LED-5). Which entry: journal sequence and ordinal in one number, so time orders them.
struct Posting {
  AccountId account;
  Book book = Book::available;
  EntryId entry;
  Money amount;  // debit positive
  Money after;   // on the book's normal side
  EntryKind kind = EntryKind::recharge;
  Date business_date;
  std::string reference;  // order, recharge, withdrawal or wire that it is about
};
BOOST_DESCRIBE_STRUCT(Posting, (), (account, book, entry, amount, after, kind, business_date, reference))
template <>
struct TableOf<Posting> {
  static TableSpec spec() { return {"posting", {"account", "book", "entry"}, {}, "", true}; }
};

// What of an entry has been reversed; its being there forbids another whole reversal (LED-1).
struct Reversal {
  EntryId entry;
  EntryId last;  // the newest entry that reverses it
  Money amount;  // reversed so far, of the entry's debit total
};
BOOST_DESCRIBE_STRUCT(Reversal, (), (entry, last, amount))
template <>
struct TableOf<Reversal> {
  static TableSpec spec() { return {"reversal", {"entry"}, {}, ""}; }
};

struct Leg {
  AccountId account;
  Book book;
  Money amount;  // debit positive, never zero
};

struct Entry {
  EntryId id;  // given by post()
  EntryKind kind;
  Date business_date;
  std::string reference;
  EntryId reverses;  // none for most
  std::vector<Leg> legs;
};

inline constexpr std::int64_t entries_per_command_max = 65'535;
inline EntryId entry_id(std::int64_t seq, std::int64_t ordinal) { return {seq * 65'536 + ordinal}; }
inline std::int64_t seq_of(EntryId entry) { return entry.value / 65'536; }

inline constexpr AccountId platform_account{1};

// The leg that makes the book larger (or smaller) by amount on its normal side.
Leg grow(AccountId account, Book book, Money amount);
Leg shrink(AccountId account, Book book, Money amount);
Money debit_total(const Entry& entry);  // what it moves
// What a leg or a posting does to its book, on the book's normal side.
Money growth_of(const Leg& leg);
Money growth_of(const Posting& posting);

// A hold (冻结) that a record carries: what was frozen under its reference and what became of it (LED-6).
struct Hold {
  Money held, settled, released;
  Money open() const { return held - settled - released; }
};

// The first entry booked after a day. The journal knows, which is not the ledger's.
using FirstEntryAfter = EntryId (*)(Reader& rows, Date day);

class Ledger {
 public:
  // All entries of one command, numbered from its sequence and booked today.
  Ledger(View& view, std::int64_t seq, Date today, FirstEntryAfter first_entry_after)
      : view_(view), seq_(seq), today_(today), first_entry_after_(first_entry_after) {}

  void open_account(AccountId account, PartyId party, Instant now);
  Money balance(AccountId account, Book book) const;

  // Posts, or refuses and leaves the view untouched: below_floor (LED-3), more_than_available where the book is available,
  // too_many_entries; and, for a business date that is not today's (LED-2), those of may_backdate(). Legs that do not sum to zero, are
  // fewer than two, zero, or name one book of an account twice are a fault of the caller and end the command as an internal fault.
  Check post(Entry entry);
  // LED-1: the whole of an entry, once; `part` of its debit total where the kind allows it, from its last legs on, so that what
  // was drawn first comes back last. Refusals: not_reversible, already_reversed, more_than_entry, and those of post().
  Check reverse(const Entry& original, std::optional<Money> part, Date business_date);

  // LED-6. hold: available -> frozen. settle: frozen -> the book given. release: frozen -> available.
  // Refusals: more_than_available (LED-6), more_than_held (LED-6).
  Check hold(Hold& hold, AccountId account, Money amount, Date business_date, std::string_view reference);
  Check settle(Hold& hold, AccountId account, Money amount, AccountId to, Book to_book, Date business_date, std::string_view reference);
  Check release(Hold& hold, AccountId account, Money amount, Date business_date, std::string_view reference);

  std::span<const Entry> entries() const { return entries_; }
  std::vector<Entry> take_entries() { return std::move(entries_); }
  Date today() const { return today_; }

 private:
  View& view_;
  std::int64_t seq_;
  Date today_;
  FirstEntryAfter first_entry_after_;
  std::vector<Entry> entries_;
};

}  // namespace ch
