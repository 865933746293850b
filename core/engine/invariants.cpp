// The ledger's invariants, one by one. Each is opened by the sentence that it tells where it does not hold; they look at what a command
// changed, all of them at every command, before it counts.
#include <algorithm>

#include "base/fault.h"
#include "engine/engine.h"
#include "ledger/periods.h"

namespace ch {

namespace {

using Faults = std::vector<std::string>;

// Calls look(before, after) for each changed row of the type; either may be null: new, or gone.
template <class T, class Look>
void each(const Changed& changed, Look look) {
  for (const RowChange& change : changed.rows)
    if (change.type == &record_type<T>()) look(static_cast<const T*>(change.before.get()), static_cast<const T*>(change.after.get()));
}

// Is there a key whose amounts do not add up to zero?
template <class Key>
bool some_sum_is_not_zero(std::vector<std::pair<Key, Money>>& amounts) {
  std::ranges::sort(amounts, {}, &std::pair<Key, Money>::first);
  for (std::size_t i = 0; i < amounts.size();) {
    Money sum;
    const Key key = amounts[i].first;
    for (; i < amounts.size() && amounts[i].first == key; ++i) sum += amounts[i].second;
    if (!sum.is_zero()) return true;
  }
  return false;
}

Money signed_amount(const Balance& balance) { return info(balance.book).normal == Side::debit ? balance.amount : -balance.amount; }

// Of an earlier entry no posting can be written over, since it names its command; taken out it is never (View::erase).
void own_postings(const Changed& changed, Faults& faults) {
  bool foreign = false;
  each<Posting>(changed, [&](const Posting*, const Posting* after) { foreign = foreign || seq_of(after->entry) != changed.seq; });
  if (foreign) faults.push_back("Invariant: a command posts its own entries and leaves those of others as they are (LED-1)");
}

void conservation(const Changed& changed, Faults& faults) {
  std::vector<std::pair<EntryId, Money>> entries;
  entries.reserve(changed.rows.size());
  each<Posting>(changed, [&](const Posting*, const Posting* after) { entries.emplace_back(after->entry, after->amount); });
  if (some_sum_is_not_zero(entries)) faults.push_back("Invariant: the postings of an entry sum to zero (LED-1)");
}

void balances_follow_postings(const Changed& changed, Faults& faults) {
  std::vector<std::pair<std::pair<AccountId, Book>, Money>> moved;
  moved.reserve(changed.rows.size());
  each<Posting>(changed,
                [&](const Posting*, const Posting* after) { moved.emplace_back(std::pair(after->account, after->book), after->amount); });
  each<Balance>(changed, [&](const Balance* before, const Balance* after) {
    const Balance& named = after ? *after : *before;
    moved.emplace_back(std::pair(named.account, named.book),
                       (before ? signed_amount(*before) : Money{}) - (after ? signed_amount(*after) : Money{}));
  });
  if (some_sum_is_not_zero(moved)) faults.push_back("Invariant: a balance moves by its postings and by nothing else (LED-4)");
}

void floors(const Changed& changed, Faults& faults) {
  bool below = false;
  each<Balance>(changed, [&](const Balance* before, const Balance* after) {
    below = below || (after && after->amount < info(after->book).floor && (!before || after->amount < before->amount));
  });
  if (below) faults.push_back("Invariant: no entry takes a book below its floor (LED-3)");
}

void one_reversal(const Changed& changed, Faults& faults) {
  bool again = false;
  each<Reversal>(changed, [&](const Reversal* before, const Reversal* after) {
    again = again || !after || !after->amount.positive() || (before && after->amount <= before->amount);
  });
  if (again) faults.push_back("Invariant: what of an entry is reversed is not reversed again (LED-1)");
}

void closed_periods(const Changed& changed, Faults& faults) {
  std::optional<Date> earliest;
  each<Posting>(changed, [&](const Posting*, const Posting* after) {
    earliest = std::min(earliest.value_or(after->business_date), after->business_date);
  });
  if (earliest && *earliest < first_open_day(changed.view)) faults.push_back("Invariant: a closed period takes no entry (LED-12)");
  bool reopened = false;
  each<ClosedThrough>(changed, [&](const ClosedThrough* before, const ClosedThrough* after) {
    reopened = reopened || !after || (before && after->day <= before->day);
  });
  each<Period>(changed, [&](const Period* before, const Period*) { reopened = reopened || before; });
  each<PeriodBalance>(changed, [&](const PeriodBalance* before, const PeriodBalance*) { reopened = reopened || before; });
  if (reopened) faults.push_back("Invariant: a period that is closed stays as it was (LED-12)");
}

}  // namespace

std::vector<Invariant> ledger_invariants() {
  return {own_postings, conservation, balances_follow_postings, floors, one_reversal, closed_periods};
}

}  // namespace ch
