#include "ledger/backdating.h"

#include "api/codes.h"
#include "base/fault.h"
#include "ledger/periods.h"

namespace ch {

Check may_backdate(Reader& rows, Date business_date, Date today, std::span<const Leg> legs) {
  if (business_date > today) return refused("date_in_future", "business_date", {{"today", today.text()}});
  const Date earliest = today.plus_days(-backdating_days_max);
  if (business_date < earliest) return refused("date_too_old", "business_date", {{"earliest", earliest.text()}});
  if (const Date open = first_open_day(rows); business_date < open)
    return refused("period_closed", "business_date", {{"earliest", open.text()}});
  for (const Leg& leg : legs) {
    const auto account = rows.get<LedgerAccount>(leg.account);
    require(account != nullptr, "LED-3: a posting is to an account that exists");
    if (const Date opened = ch::business_date(account->opened); business_date < opened)
      return refused("before_opening", "business_date", {{"opened", opened.text()}});
  }
  return {};
}

void note_backdated(View& view, const Entry& entry, Date today) {
  for (const Leg& leg : entry.legs) {
    const PartyId party = view.get<LedgerAccount>(leg.account)->party;
    view.put(Backdated{leg.account, entry.business_date, entry.id, party});
    for (Date day = entry.business_date; day < today; day = day.plus_days(1)) {
      const auto kept = view.get<LateAmount>(leg.account, leg.book, day);
      LateAmount late = kept ? *kept : LateAmount{leg.account, leg.book, day, {}, party};
      late.amount += growth_of(leg);
      view.put(late);
    }
  }
}

Money late_amount(Reader& rows, AccountId account, Book book, Date day) {
  const auto kept = rows.get<LateAmount>(account, book, day);
  return kept ? kept->amount : Money{};
}

}  // namespace ch
