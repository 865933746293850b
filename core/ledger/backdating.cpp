#include "ledger/backdating.h"

#include <algorithm>

#include "api/codes.h"
#include "base/fault.h"
#include "ledger/periods.h"

namespace ch {

namespace {

Check had_enough(Reader& rows, Date from, Date today, std::span<const Leg> legs, FirstEntryAfter first_entry_after) {
  if (std::ranges::none_of(legs, [](const Leg& leg) { return growth_of(leg).negative(); })) return {};
  for (Date day = from; day < today; day = day.plus_days(1)) {
    const EntryId booked_below = first_entry_after(rows, day);
    for (const Leg& leg : legs) {
      if (!growth_of(leg).negative()) continue;
      const Money held = balance_on(rows, leg.account, leg.book, day, booked_below);
      if (held + growth_of(leg) < info(leg.book).floor)
        return refused("below_floor_then", "business_date",
                       {{"day", day.text()},
                        {"balance", held.text()},
                        {"book_zh", std::string(info(leg.book).zh)},
                        {"book_en", std::string(info(leg.book).en)}});
    }
  }
  return {};
}

}  // namespace

Check may_backdate(Reader& rows, Date business_date, Date today, std::span<const Leg> legs, FirstEntryAfter first_entry_after) {
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
  return had_enough(rows, business_date, today, legs, first_entry_after);
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

Money balance_before(Reader& rows, AccountId account, Book book, EntryId entry) {
  Money balance;
  rows.scan<Posting>({.prefix = key_of(account, book), .to = key_of(entry), .descending = true, .limit = 1},
                     [&](const Posting& posting) { return balance = posting.after, false; });
  return balance;
}

Money balance_on(Reader& rows, AccountId account, Book book, Date day, EntryId booked_below) {
  return balance_before(rows, account, book, booked_below) + late_amount(rows, account, book, day);
}

}  // namespace ch
