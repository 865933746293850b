#include "ledger/pockets.h"

#include <algorithm>

#include "api/codes.h"
#include "base/fault.h"

namespace ch {

namespace {

bool may_pay(const Pocket& pocket, std::string_view item, Date day) {
  if (day < pocket.first_day || (pocket.last_day && *pocket.last_day < day)) return false;
  return pocket.items.empty() || std::ranges::contains(pocket.items, item);
}

}  // namespace

Check Pockets::open(const Pocket& pocket, Instant now) {
  if (pocket.book != Book::promotional && pocket.book != Book::earmarked) return refused("pocket_kind", "book");
  if (pocket.book == Book::earmarked && pocket.items.empty()) return refused("pocket_without_items", "items");
  if (pocket.use_order == general_order) return refused("pocket_order", "use_order", {{"general", std::to_string(general_order)}});
  if (pocket.last_day && *pocket.last_day < pocket.first_day) return refused("dates_reversed", "first_day");
  require(view_.get<LedgerAccount>(pocket.account) != nullptr, "LED-3: a pocket is of an account that exists");
  require(view_.get<LedgerAccount>(pocket.id) == nullptr, "LED-3: a pocket has an id of its own");
  ledger_.open_account(pocket.id, pocket.party, now);
  view_.put(pocket);
  return {};
}

Check Pockets::fund(AccountId id, Money amount, AccountId from, Book from_book, std::string_view reference) {
  const auto pocket = view_.get<Pocket>(id);
  require(pocket != nullptr, "LED-3: what is funded is a pocket");
  require(amount.positive(), "LED-3: a pocket is funded with something");
  // Promotional money is a cost of the platform; other money leaves the book where it lay, or comes to the bank.
  const bool fits = pocket->book == Book::promotional ? from == platform_account && from_book == Book::costs
                                                      : (from == platform_account && from_book == Book::cash_at_bank) ||
                                                            (from == pocket->account && from_book == Book::available);
  if (!fits) return refused("pocket_source", "from");
  const bool source_grows = info(from_book).normal == Side::debit;
  return ledger_.post(
      {.kind = EntryKind::pocket_funded,
       .business_date = ledger_.today(),
       .reference = std::string(reference),
       .legs = {source_grows ? grow(from, from_book, amount) : shrink(from, from_book, amount), grow(id, pocket->book, amount)}});
}

std::vector<Pockets::Source> Pockets::sources(AccountId account, std::string_view item) const {
  std::vector<Source> found;
  bool general = false;
  view_.scan<Pocket>({.index = "by_use", .prefix = key_of(account)}, [&](const Pocket& pocket) {
    if (!general && pocket.use_order > general_order) {
      found.push_back({account, Book::available});
      general = true;
    }
    if (may_pay(pocket, item, ledger_.today())) found.push_back({pocket.id, pocket.book});
    return true;
  });
  if (!general) found.push_back({account, Book::available});
  return found;
}

Money Pockets::usable(AccountId account, std::string_view item) const {
  Money sum;
  for (const Source& source : sources(account, item)) sum += ledger_.balance(source.account, source.book);
  return sum;
}

Check Pockets::charge(AccountId account, Money amount, std::string_view item, AccountId to, Book to_book, std::string_view reference) {
  require(amount.positive(), "LED-3: a charge is of something");
  Entry entry{.kind = EntryKind::charge, .business_date = ledger_.today(), .reference = std::string(reference)};
  Money left = amount;
  for (const Source& source : sources(account, item)) {
    const Money part = std::min(left, ledger_.balance(source.account, source.book));
    if (!part.positive()) continue;
    entry.legs.push_back(shrink(source.account, source.book, part));
    left -= part;
    if (left.is_zero()) break;
  }
  if (left.positive()) return refused("more_than_available", "amount", {{"available", (amount - left).text()}, {"amount", amount.text()}});
  entry.legs.push_back(grow(to, to_book, amount));
  return ledger_.post(std::move(entry));
}

Check Pockets::expire(AccountId id, std::string_view reference) {
  const auto pocket = view_.get<Pocket>(id);
  require(pocket != nullptr, "LED-3: what expires is a pocket");
  if (!pocket->last_day || ledger_.today() <= *pocket->last_day)
    return refused("pocket_still_valid", "pocket", {{"last_day", pocket->last_day ? pocket->last_day->text() : ""}});
  const Money rest = ledger_.balance(id, pocket->book);
  if (rest.is_zero()) return {};
  const Leg back =
      pocket->book == Book::promotional ? shrink(platform_account, Book::costs, rest) : grow(pocket->account, Book::available, rest);
  return ledger_.post({.kind = EntryKind::pocket_expired,
                       .business_date = ledger_.today(),
                       .reference = std::string(reference),
                       .legs = {shrink(id, pocket->book, rest), back}});
}

}  // namespace ch
