#include <algorithm>

#include "base/fault.h"
#include "engine/engine.h"
#include "ledger/ledger.h"

namespace ch {

namespace {

// What each key's amounts add up to, where that is not zero.
template <class Key, class Told>
void unless_zero(std::vector<std::pair<Key, Money>>& amounts, Told told) {
  std::ranges::sort(amounts, {}, &std::pair<Key, Money>::first);
  for (std::size_t i = 0; i < amounts.size();) {
    Money sum;
    const Key key = amounts[i].first;
    for (; i < amounts.size() && amounts[i].first == key; ++i) sum += amounts[i].second;
    if (!sum.is_zero()) told();
  }
}

Money signed_amount(const Balance& balance) { return info(balance.book).normal == Side::debit ? balance.amount : -balance.amount; }

}  // namespace

void ledger_invariants(std::span<const RowChange> changes, View&, std::vector<std::string>& faults) {
  std::vector<std::pair<EntryId, Money>> entries;
  std::vector<std::pair<std::pair<AccountId, Book>, Money>> moved;
  for (const RowChange& change : changes) {
    if (change.type->table.append_only && change.before) faults.push_back("Invariant: what is append-only is never changed");
    if (change.type == &record_type<Posting>()) {
      const auto& posting = *static_cast<const Posting*>(change.after.get());
      entries.emplace_back(posting.entry, posting.amount);
      moved.emplace_back(std::pair(posting.account, posting.book), posting.amount);
    } else if (change.type == &record_type<Balance>()) {
      require(change.after != nullptr, "LED-4: a balance is never erased");
      const auto& after = *static_cast<const Balance*>(change.after.get());
      const auto* before = static_cast<const Balance*>(change.before.get());
      moved.emplace_back(std::pair(after.account, after.book), (before ? signed_amount(*before) : Money{}) - signed_amount(after));
      const Money floor = info(after.book).floor;
      if (after.amount < floor && (!before || after.amount < before->amount))
        faults.push_back("Invariant: no entry takes a book below its floor (LED-3)");
    } else if (change.type == &record_type<Reversal>()) {
      const auto& after = *static_cast<const Reversal*>(change.after.get());
      const auto* before = static_cast<const Reversal*>(change.before.get());
      if (before && after.amount <= before->amount) faults.push_back("Invariant: an entry is reversed once (LED-1)");
    }
  }
  unless_zero(entries, [&] { faults.push_back("Invariant: the postings of an entry sum to zero (LED-1)"); });
  unless_zero(moved, [&] { faults.push_back("Invariant: a balance moves by its postings and by nothing else (LED-4)"); });
}

}  // namespace ch
