// The part of audit that is about business dates: what backdating keeps, and the trial balances of closed periods (LED-5, LED-12).
#pragma once

#include <map>
#include <set>

#include "ledger/periods.h"
#include "store/store.h"

namespace ch {

class DatesAudit {
 public:
  // Every entry of the journal, in order, with the day on which it was booked.
  void take(const Entry& entry, Date booked);
  // The first difference in words; empty: none.
  std::string difference(Store& store) const;

 private:
  std::string late_amounts(Store& store) const;
  std::string backdated(Store& store) const;
  std::string periods(Store& store) const;
  std::string period_balances(Store& store, const std::map<std::int64_t, Period>& periods) const;

  std::map<std::tuple<AccountId, Book, Date>, Money> late_;
  std::set<std::tuple<AccountId, Date, EntryId>> backdated_;
  std::map<std::pair<Book, Date>, Money> moved_;  // by business date, on the book's normal side
};

}  // namespace ch
