#include "ledger/ledger.h"

#include <algorithm>

#include "api/codes.h"
#include "base/fault.h"
#include "ledger/backdating.h"

namespace ch {

namespace {

Leg leg(AccountId account, Book book, Money growth) { return {account, book, info(book).normal == Side::debit ? growth : -growth}; }

// Invariant: the postings of an entry sum to zero (LED-1).
void require_sound(const Entry& entry) {
  require(entry.legs.size() >= 2, "LED-1: an entry has two or more postings");
  Money sum;
  for (const Leg& leg : entry.legs) {
    require(!leg.amount.is_zero(), "LED-1: a posting moves something");
    for (const Leg& other : entry.legs)
      require(&leg == &other || leg.account != other.account || leg.book != other.book, "LED-1: an entry names a book once");
    sum += leg.amount;
  }
  require(sum.is_zero(), "LED-1: the postings of an entry sum to zero");
}

// Of the legs of one side, last first: what of them lies between the first `so_far` of the side's total and the next `part`.
void take_back(const Entry& entry, bool debit, Money so_far, Money part, std::vector<Leg>& into) {
  Money passed;
  for (auto leg = entry.legs.rbegin(); leg != entry.legs.rend(); ++leg) {
    if (leg->amount.positive() != debit) continue;
    const Money from = std::max(passed, so_far);
    passed += abs(leg->amount);
    const Money taken = std::min(passed, so_far + part) - from;
    if (taken.positive()) into.push_back({leg->account, leg->book, debit ? -taken : taken});
  }
}

}  // namespace

Leg grow(AccountId account, Book book, Money amount) { return leg(account, book, amount); }
Leg shrink(AccountId account, Book book, Money amount) { return leg(account, book, -amount); }
Money debit_total(const Entry& entry) {
  Money total;
  for (const Leg& leg : entry.legs)
    if (leg.amount.positive()) total += leg.amount;
  return total;
}

Money growth_of(const Leg& leg) { return info(leg.book).normal == Side::debit ? leg.amount : -leg.amount; }
Money growth_of(const Posting& posting) { return growth_of(Leg{posting.account, posting.book, posting.amount}); }

void Ledger::open_account(AccountId account, PartyId party, Instant now) { view_.put(LedgerAccount{account, party, now}); }

Money Ledger::balance(AccountId account, Book book) const {
  const auto kept = view_.get<Balance>(account, book);
  return kept ? kept->amount : Money{};
}

Check Ledger::post(Entry entry) {
  require_sound(entry);
  if (static_cast<std::int64_t>(entries_.size()) >= entries_per_command_max) return refused("too_many_entries");
  const bool backdated = entry.business_date != today_;
  if (backdated)
    if (Check may = may_backdate(view_, entry.business_date, today_, entry.legs, first_entry_after_); !may) return may;
  std::vector<Balance> after;
  after.reserve(entry.legs.size());
  for (const Leg& leg : entry.legs) {
    const auto kept = view_.get<Balance>(leg.account, leg.book);
    Balance& balance = after.emplace_back();
    if (kept) {
      balance = *kept;
    } else {
      const auto account = view_.get<LedgerAccount>(leg.account);
      require(account != nullptr, "LED-3: a posting is to an account that exists");
      balance = {leg.account, leg.book, {}, account->party};
    }
    const Money before = balance.amount;
    balance.amount += growth_of(leg);
    if (balance.amount < info(leg.book).floor && balance.amount < before)  // LED-3
      return leg.book == Book::cash_at_bank
                 ? refused("cash_short", "amount", {{"balance", before.text()}, {"amount", (before - balance.amount).text()}})
             : leg.book == Book::available
                 ? refused("more_than_available", "amount", {{"available", before.text()}, {"amount", (before - balance.amount).text()}})
                 : refused("below_floor", "amount",
                           {{"book_zh", std::string(info(leg.book).zh)},
                            {"book_en", std::string(info(leg.book).en)},
                            {"balance", before.text()}});
  }
  entry.id = entry_id(seq_, static_cast<std::int64_t>(entries_.size()));
  for (std::size_t i = 0; i < entry.legs.size(); ++i) {
    const Leg& leg = entry.legs[i];
    view_.put(after[i]);
    view_.put(Posting{leg.account, leg.book, entry.id, leg.amount, after[i].amount, entry.kind, entry.business_date, entry.reference});
  }
  if (backdated) note_backdated(view_, entry, today_);
  entries_.push_back(std::move(entry));
  return {};
}

Check Ledger::reverse(const Entry& original, std::optional<Money> part, Date business_date) {
  const Reversible allowed = info(original.kind).reversible;
  const Money total = debit_total(original);
  const Money wanted = part.value_or(total);
  if (allowed == Reversible::never || (allowed == Reversible::whole && wanted != total)) return refused("not_reversible", "entry");
  const auto earlier = view_.get<Reversal>(original.id);
  const Money so_far = earlier ? earlier->amount : Money{};
  if (so_far == total || (earlier && allowed == Reversible::whole)) return refused("already_reversed", "entry");
  if (!wanted.positive() || wanted > total - so_far) return refused("more_than_entry", "amount", {{"left", (total - so_far).text()}});

  if (business_date < original.business_date)
    return refused("date_too_old", "business_date", {{"earliest", original.business_date.text()}});

  Entry reversing{{}, EntryKind::reversal, business_date, original.reference, original.id, {}};
  for (const bool debit : {true, false}) take_back(original, debit, so_far, wanted, reversing.legs);
  if (Check posted = post(std::move(reversing)); !posted) return posted;
  view_.put(Reversal{original.id, entries_.back().id, so_far + wanted});
  return {};
}

Check Ledger::hold(Hold& hold, AccountId account, Money amount, Date business_date, std::string_view reference) {
  require(amount.positive(), "LED-6: a hold is of something");
  const Check posted = post({{},
                             EntryKind::hold,
                             business_date,
                             std::string(reference),
                             {},
                             {shrink(account, Book::available, amount), grow(account, Book::frozen, amount)}});
  if (posted) hold.held += amount;
  return posted;
}

Check Ledger::settle(Hold& hold, AccountId account, Money amount, AccountId to, Book to_book, Date business_date,
                     std::string_view reference) {
  require(amount.positive(), "LED-6: a settlement is of something");
  if (amount > hold.open()) return refused("more_than_held", "amount", {{"held", hold.open().text()}});
  const Check posted = post({{},
                             EntryKind::settlement,
                             business_date,
                             std::string(reference),
                             {},
                             {shrink(account, Book::frozen, amount), grow(to, to_book, amount)}});
  if (posted) hold.settled += amount;
  return posted;
}

Check Ledger::release(Hold& hold, AccountId account, Money amount, Date business_date, std::string_view reference) {
  require(amount.positive(), "LED-6: a release is of something");
  if (amount > hold.open()) return refused("more_than_held", "amount", {{"held", hold.open().text()}});
  const Check posted = post({{},
                             EntryKind::release,
                             business_date,
                             std::string(reference),
                             {},
                             {shrink(account, Book::frozen, amount), grow(account, Book::available, amount)}});
  if (posted) hold.released += amount;
  return posted;
}

}  // namespace ch
