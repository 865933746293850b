// The ledger's invariants, one by one. Each is opened by the sentence that it tells where it does not hold; they look at what a command
// changed, all of them at every command, before it counts.
#include <algorithm>
#include <tuple>

#include "base/fault.h"
#include "engine/engine.h"
#include "ledger/backdating.h"
#include "ledger/periods.h"

namespace ch {

namespace {

using Faults = std::vector<std::string>;

// Calls look(before, after) for each changed row of the type; either may be null: new, or gone. Not of one made and gone within the
// command.
template <class T, class Look>
void each(const Changed& changed, Look look) {
  for (const RowChange& change : changed.rows)
    if (change.type == &record_type<T>() && (change.before || change.after))
      look(static_cast<const T*>(change.before.get()), static_cast<const T*>(change.after.get()));
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

// Beside each posting of the command: the balance that its book had before the command, and what came since.
void running_balances(const Changed& changed, Faults& faults) {
  using Place = std::pair<AccountId, Book>;
  struct Kept {
    Place place;
    Money before;
  };
  std::vector<const Posting*> postings;
  std::vector<Kept> kept;
  each<Posting>(changed, [&](const Posting*, const Posting* after) { postings.push_back(after); });
  if (postings.empty()) return;
  each<Balance>(changed, [&](const Balance* before, const Balance* after) {
    const Balance& named = after ? *after : *before;
    kept.push_back({{named.account, named.book}, before ? before->amount : Money{}});
  });
  const auto place_of = [](const Posting* posting) { return Place(posting->account, posting->book); };
  std::ranges::sort(postings, {}, [&](const Posting* posting) { return std::pair(place_of(posting), posting->entry); });
  std::ranges::sort(kept, {}, &Kept::place);
  auto book = kept.begin();
  bool wrong = false;
  for (auto posting = postings.begin(); posting != postings.end() && !wrong;) {
    const Place place = place_of(*posting);
    while (book != kept.end() && book->place < place) ++book;
    Money running;
    if (book != kept.end() && book->place == place)
      running = book->before;
    else if (const auto balance = changed.view.get<Balance>(place.first, place.second))
      running = balance->amount;
    for (; posting != postings.end() && place_of(*posting) == place; ++posting) {
      running += growth_of(**posting);
      wrong = wrong || (*posting)->after != running;
    }
  }
  if (wrong) faults.push_back("Invariant: beside a posting stands the balance after it (LED-5)");
}

// What the command's backdated entries add to the days between the one meant and the one booked, and nothing else.
void late_amounts(const Changed& changed, Faults& faults) {
  using Place = std::tuple<AccountId, Book, Date>;
  std::vector<std::pair<Place, Money>> moved;
  each<LateAmount>(changed, [&](const LateAmount* before, const LateAmount* after) {
    const LateAmount& named = after ? *after : *before;
    moved.emplace_back(Place(named.account, named.book, named.day),
                       (before ? before->amount : Money{}) - (after ? after->amount : Money{}));
  });
  bool unlisted = false;
  each<Posting>(changed, [&](const Posting*, const Posting* after) {
    if (after->business_date >= changed.today) return;
    unlisted = unlisted || !changed.view.get<Backdated>(after->account, after->business_date, after->entry);
    for (Date day = after->business_date; day < changed.today; day = day.plus_days(1))
      moved.emplace_back(Place(after->account, after->book, day), growth_of(*after));
  });
  if (some_sum_is_not_zero(moved)) faults.push_back("Invariant: late amounts are those of the entries booked late (LED-5)");
  if (unlisted) faults.push_back("Invariant: an entry booked late is listed as such (LED-5)");
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
  return {own_postings, conservation, balances_follow_postings, floors, one_reversal, closed_periods, running_balances, late_amounts};
}

}  // namespace ch
