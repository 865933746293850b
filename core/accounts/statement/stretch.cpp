#include "accounts/statement/stretch.h"

#include <algorithm>
#include <array>

#include "accounts/checks.h"
#include "engine/paging.h"
#include "accounts/queries/view_parts.h"
#include "accounts/statement/by_business_date.h"
#include "accounts/statement/reading.h"

namespace ch {

namespace {

constexpr std::int64_t postings_per_page = 20'000;
constexpr std::array total_books{Book::available, Book::frozen};

Money held_before(Reader& rows, AccountId account, std::span<const Book> books, EntryId entry) {
  Money total;
  for (const Book book : books)
    total += entry == no_entry_yet ? balance_of(rows, account, book) : balance_before(rows, account, book, entry);
  return total;
}

// Of DayTotals or DayShift.
template <class Day>
void add_days(Reader& rows, AccountId account, std::optional<Date> first, std::optional<Date> last, StretchTurnover& sums) {
  Scan days{.prefix = key_of(account)};
  if (first) days.from = key_of(*first);
  if (last) days.to = key_of(Date{last->days + 1});
  rows.scan<Day>(days, [&](const Day& day) {
    sums.income += day.income;
    sums.expense += day.expense;
    return true;
  });
}

// Of a day that the question sees a part of.
void add_entries(Reader& rows, AccountId account, EntryId from, EntryId below, StretchTurnover& sums) {
  EntriesBackwards entries(rows, account, total_books, below);
  while (const auto entry = entries.next()) {
    if (entry->id < from) break;
    const Money growth = entry->in[0].growth + entry->in[1].growth;
    (growth.positive() ? sums.income : sums.expense) += abs(growth);
  }
}

template <class T, class IdType>
std::string state_of_numbered(Reader& rows, const std::string& reference, const std::string& prefix) {
  const auto number = value_of_number(prefix, reference);
  const auto row = number ? rows.get<T>(IdType{*number}) : nullptr;
  return row ? name_of(row->state) : std::string{};
}

void add_subject(ReadContext& context, AccountId account, EntryKind kind, StatementRow& row) {
  switch (kind) {
    case EntryKind::recharge:
      row.state = state_of_numbered<Recharge, RechargeId>(context.rows, row.reference, context.policies.text("credit.prefix.recharge"));
      if (row.state.empty())
        row.state = state_of_numbered<Wire, WireId>(context.rows, row.reference, context.policies.text("credit.prefix.wire"));
      return;
    case EntryKind::wire_suspense:
    case EntryKind::wire_return_due:
    case EntryKind::wire_returned:
      row.state = state_of_numbered<Wire, WireId>(context.rows, row.reference, context.policies.text("credit.prefix.wire"));
      return;
    case EntryKind::withdrawal:
    case EntryKind::withdrawal_return:
    case EntryKind::withdrawal_paid:
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

StatementRow row_of(ReadContext& context, AccountId account, const AccountEntry& entry, const Wanted& wanted) {
  StatementRow row{.entry = entry.id,
                   .at = booked_at(context.rows, seq_of(entry.id)),
                   .business_date = entry.business_date,
                   .kind = name_of(entry.kind),
                   .reference = entry.reference,
                   .campaign = {},
                   .amount = wanted.amount(entry),
                   .total = entry.in[0].after,
                   .available = {},
                   .frozen = {},
                   .state = {}};
  if (wanted.books.size() > 1) {
    row.total += entry.in[1].after;
    row.available = entry.in[0].after;
    row.frozen = entry.in[1].after;
  }
  add_subject(context, account, entry.kind, row);
  return row;
}

bool fits(const AccountEntry& entry, const Wanted& wanted) {
  return entry.here && std::ranges::find(wanted.kinds, entry.kind) != wanted.kinds.end() &&
         (!wanted.reference || *wanted.reference == entry.reference);
}

Date last_of_all(const Stretch& stretch) { return stretch.last.value_or(business_date(Instant{last_instant.ms - 1})); }

Money held_at_end_of(Reader& rows, AccountId account, std::span<const Book> books, Date day) {
  Money total;
  const EntryId below = first_entry_after(rows, day);
  for (const Book book : books) total += balance_on(rows, account, book, day, below);
  return total;
}

// Entries of a stretch in its order, from where a page begins, and the words for where the next one does.
struct PageOrder {
  std::unique_ptr<EntryReader> entries;
  bool (*before)(const AccountEntry& entry, const Stretch& stretch);
  std::string (*place_after)(Date business_date, EntryId entry);
};

Result<PageOrder> order_by_booking(Reader& rows, AccountId account, const Wanted& wanted, const Stretch& stretch,
                                   const std::optional<std::string>& cursor) {
  const auto ids = ids_of_cursor(cursor);
  if (!ids) return std::unexpected(ids.error());
  EntryId below = stretch.below;
  if (!ids->empty()) below = std::min(below, EntryId{ids->front()});
  return PageOrder{std::make_unique<EntriesBackwards>(rows, account, wanted.books, below),
                   [](const AccountEntry& entry, const Stretch& of) { return entry.id < of.from; },
                   [](Date, EntryId entry) { return cursor_of(key_of(entry)); }};
}

Result<PageOrder> order_by_business_date(Reader& rows, AccountId account, const Wanted& wanted, const Stretch& stretch,
                                         const std::optional<std::string>& cursor) {
  const auto ids = ids_of_cursor(cursor, 2);
  if (!ids) return std::unexpected(ids.error());
  BusinessPlace below{last_of_all(stretch)};
  if (!ids->empty()) {
    // What no date of ours can be is no place either.
    if (ids->front() < business_date(first_instant).days || ids->front() > below.day.days) return refused("malformed_cursor", "cursor");
    below = {Date{static_cast<std::int32_t>(ids->front())}, EntryId{ids->back()}};
  }
  return PageOrder{std::make_unique<EntriesByBusinessDate>(rows, account, wanted.books, below),
                   [](const AccountEntry& entry, const Stretch& of) { return of.first && entry.business_date < *of.first; },
                   [](Date business_date, EntryId entry) { return cursor_of(key_of(business_date, entry)); }};
}

}  // namespace

Result<Stretch> stretch_of(Reader& rows, std::optional<Date> first, std::optional<Date> last, std::optional<Instant> as_of,
                           std::optional<DateAxis> by) {
  if (first && last && *last < *first) return refused("dates_reversed", "from");
  Stretch stretch{.first = first, .last = last, .as_of = as_of, .by = by.value_or(DateAxis::booking)};
  if (stretch.by == DateAxis::business) {
    if (as_of) return refused("one_axis", "as_of");
    return stretch;
  }
  if (first) stretch.from = first_entry_of(rows, *first);
  if (last) stretch.below = first_entry_after(rows, *last);
  if (as_of) stretch.below = std::min(stretch.below, first_entry_from(rows, Instant{as_of->ms + 1}));
  return stretch;
}

StretchEnds ends_of(Reader& rows, AccountId account, std::span<const Book> books, const Stretch& stretch) {
  if (stretch.by == DateAxis::business)
    return {.opening = stretch.first ? held_at_end_of(rows, account, books, Date{stretch.first->days - 1}) : Money{},
            .closing = held_at_end_of(rows, account, books, last_of_all(stretch))};
  // Where the moment asked about lies before the stretch, nothing of it had happened yet.
  return {.opening = held_before(rows, account, books, std::min(stretch.from, stretch.below)),
          .closing = held_before(rows, account, books, stretch.below)};
}

StretchTurnover turnover_of(Reader& rows, AccountId account, const Stretch& stretch) {
  StretchTurnover sums;
  const std::optional<Date> cut = stretch.as_of ? std::optional(business_date(*stretch.as_of)) : std::nullopt;
  if (!cut || (stretch.last && *stretch.last < *cut)) {
    add_days<DayTotals>(rows, account, stretch.first, stretch.last, sums);
    if (stretch.by == DateAxis::business) add_days<DayShift>(rows, account, stretch.first, stretch.last, sums);
    return sums;
  }
  if (!stretch.first || *stretch.first < *cut) add_days<DayTotals>(rows, account, stretch.first, cut->plus_days(-1), sums);
  add_entries(rows, account, std::max(stretch.from, first_entry_from(rows, start_of(*cut))), stretch.below, sums);
  return sums;
}

Result<Page> page_of(ReadContext& context, AccountId account, const Wanted& wanted, const Stretch& stretch,
                     const std::optional<std::string>& cursor, std::optional<std::int64_t> limit) {
  const auto rows_max = page_limit(limit);
  if (!rows_max) return std::unexpected(rows_max.error());
  const auto order =
      (stretch.by == DateAxis::booking ? order_by_booking : order_by_business_date)(context.rows, account, wanted, stretch, cursor);
  if (!order) return std::unexpected(order.error());
  Page page;
  while (const auto entry = order->entries->next()) {
    if (order->before(*entry, stretch)) return page;
    const bool full = page.rows.size() == static_cast<std::size_t>(*rows_max);
    if (fits(*entry, wanted)) {
      if (full) {
        page.next = order->place_after(page.rows.back().business_date, page.rows.back().entry);
        return page;
      }
      page.rows.push_back(row_of(context, account, *entry, wanted));
    }
    if (order->entries->postings_read() > postings_per_page) {
      page.next = order->place_after(entry->business_date, entry->id);
      return page;
    }
  }
  return page;
}

Result<std::vector<EntryKind>> kinds_of(const std::optional<std::string>& kind, std::span<const EntryKind> allowed) {
  if (!kind) return std::vector<EntryKind>(allowed.begin(), allowed.end());
  const auto number = enum_type<EntryKind>().number_of(*kind);
  if (!number || std::ranges::find(allowed, static_cast<EntryKind>(*number)) == allowed.end()) {
    std::string kinds;
    for (const EntryKind one : allowed)
      kinds += (kinds.empty() ? "" : ", ") + std::string(enum_type<EntryKind>().name_of(static_cast<std::int64_t>(one)));
    return refused("unknown_entry_kind", "kind", {{"kind", *kind}, {"kinds", kinds}});
  }
  return std::vector{static_cast<EntryKind>(*number)};
}

}  // namespace ch
