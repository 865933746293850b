#include "accounts/statement/period.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "accounts/checks.h"
#include "accounts/paging.h"
#include "accounts/queries/view_parts.h"
#include "accounts/statement/reading.h"

namespace ch {

namespace {

constexpr std::int64_t postings_per_page = 20'000;
constexpr std::array total_books{Book::available, Book::frozen};

// Dates that a question may name begin before instants do.
bool before_all_instants(Date day) { return day < business_date(first_instant); }

EntryId first_entry_from(Reader& rows, Instant instant) { return entry_id(first_seq_from(rows, instant), 0); }

Money total_before(Reader& rows, AccountId account, EntryId entry) {
  Money total;
  for (const Book book : total_books)
    total += entry == no_entry_yet ? balance_of(rows, account, book) : balance_before(rows, account, book, entry);
  return total;
}

void add_whole_days(Reader& rows, AccountId account, std::optional<Date> first, std::optional<Date> last, PeriodTotals& totals) {
  Scan days{.prefix = key_of(account)};
  if (first) days.from = key_of(*first);
  if (last) days.to = key_of(Date{last->days + 1});
  rows.scan<DayTotals>(days, [&](const DayTotals& day) {
    totals.income += day.income;
    totals.expense += day.expense;
    return true;
  });
}

// Of a day that the question sees a part of.
void add_entries(Reader& rows, AccountId account, EntryId from, EntryId below, PeriodTotals& totals) {
  EntriesBackwards entries(rows, account, total_books, below);
  while (const auto entry = entries.next()) {
    if (entry->id < from) break;
    const Money growth = entry->available.growth + entry->frozen.growth;
    (growth.positive() ? totals.income : totals.expense) += abs(growth);
  }
}

template <class T, class IdType>
std::string state_of_numbered(Reader& rows, const std::string& reference, const std::string& prefix) {
  if (!reference.starts_with(prefix + "-")) return {};
  std::int64_t number = 0;
  const char* const end = reference.data() + reference.size();
  if (std::from_chars(reference.data() + prefix.size() + 1, end, number).ptr != end) return {};
  const auto row = rows.get<T>(IdType{number});
  return row ? name_of(row->state) : std::string{};
}

void add_subject(ReadContext& context, AccountId account, EntryKind kind, StatementRow& row) {
  switch (kind) {
    case EntryKind::recharge:
      row.state = state_of_numbered<Recharge, RechargeId>(context.rows, row.reference, context.policies.text("credit.prefix.recharge"));
      if (row.state.empty())
        row.state = state_of_numbered<Wire, WireId>(context.rows, row.reference, context.policies.text("credit.prefix.wire"));
      return;
    case EntryKind::withdrawal:
    case EntryKind::withdrawal_return:
      row.state =
          state_of_numbered<Withdrawal, WithdrawalId>(context.rows, row.reference, context.policies.text("credit.prefix.withdrawal"));
      return;
    default:
      break;
  }
  const auto order = context.rows.get<Order>(account, row.reference);
  if (!order) return;
  row.state = name_of(order->state);
  if (const auto campaign = context.rows.get<Campaign>(order->campaign)) row.campaign = campaign->title;
}

StatementRow row_of(ReadContext& context, AccountId account, const AccountEntry& entry, Money amount) {
  StatementRow row{entry.id,
                   booked_at(context.rows, seq_of(entry.id)),
                   entry.business_date,
                   name_of(entry.kind),
                   entry.reference,
                   {},
                   amount,
                   entry.available.after + entry.frozen.after,
                   entry.available.after,
                   entry.frozen.after,
                   {}};
  add_subject(context, account, entry.kind, row);
  return row;
}

bool fits(const AccountEntry& entry, const Wanted& wanted) {
  return std::ranges::find(wanted.kinds, entry.kind) != wanted.kinds.end() && (!wanted.reference || *wanted.reference == entry.reference);
}

}  // namespace

Result<Period> period_of(Reader& rows, std::optional<Date> first, std::optional<Date> last, std::optional<Instant> as_of) {
  if (first && last && *last < *first) return refused("dates_reversed", "from");
  Period period{first, last, as_of};
  if (first && !before_all_instants(*first)) period.from = first_entry_from(rows, start_of(*first));
  if (last) period.below = before_all_instants(*last) ? EntryId{} : first_entry_from(rows, end_of(*last));
  if (as_of) period.below = std::min(period.below, first_entry_from(rows, Instant{as_of->ms + 1}));
  return period;
}

PeriodTotals totals_of(Reader& rows, AccountId account, const Period& period) {
  // Where the moment asked about lies before the period, nothing of it had happened yet.
  PeriodTotals totals{.opening = total_before(rows, account, std::min(period.from, period.below)),
                      .closing = total_before(rows, account, period.below)};
  if (!period.as_of) {
    add_whole_days(rows, account, period.first, period.last, totals);
    return totals;
  }
  const Date cut = business_date(*period.as_of);
  if (period.last && *period.last < cut) {
    add_whole_days(rows, account, period.first, period.last, totals);
    return totals;
  }
  if (!period.first || *period.first < cut) add_whole_days(rows, account, period.first, cut.plus_days(-1), totals);
  add_entries(rows, account, std::max(period.from, first_entry_from(rows, start_of(cut))), period.below, totals);
  return totals;
}

Result<Page> page_of(ReadContext& context, AccountId account, const Wanted& wanted, const Period& period,
                     const std::optional<std::string>& cursor, std::optional<std::int64_t> limit) {
  const auto rows_max = page_limit(limit);
  if (!rows_max) return std::unexpected(rows_max.error());
  const auto ids = ids_of_cursor(cursor);
  if (!ids) return std::unexpected(ids.error());
  EntryId below = period.below;
  if (!ids->empty()) below = std::min(below, EntryId{ids->front()});
  Page page;
  EntriesBackwards entries(context.rows, account, wanted.books, below);
  EntryId last;
  while (const auto entry = entries.next()) {
    if (entry->id < period.from) return page;
    const bool full = page.rows.size() == static_cast<std::size_t>(*rows_max);
    if (fits(*entry, wanted)) {
      if (full) {
        page.next = cursor_of(key_of(page.rows.back().entry));
        return page;
      }
      page.rows.push_back(row_of(context, account, *entry, wanted.amount(*entry)));
    }
    last = entry->id;
    if (entries.postings_read() > postings_per_page) {
      page.next = cursor_of(key_of(last));
      return page;
    }
  }
  return page;
}

Result<std::vector<EntryKind>> kinds_of(const std::optional<std::string>& kind, std::span<const EntryKind> allowed) {
  if (!kind) return std::vector<EntryKind>(allowed.begin(), allowed.end());
  const auto number = enum_type<EntryKind>().number_of(*kind);
  if (!number || std::ranges::find(allowed, static_cast<EntryKind>(*number)) == allowed.end())
    return refused("unknown_entry_kind", "kind", {{"kind", *kind}});
  return std::vector{static_cast<EntryKind>(*number)};
}

}  // namespace ch
