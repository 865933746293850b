#include "accounts/statement/by_business_date.h"

#include <algorithm>

#include "accounts/statement/reading.h"
#include "base/fault.h"

namespace ch {

namespace {

constexpr int late_rows = 128;

// The first that was booked too late to lie before the place on its day.
EntryId booked_below(Reader& rows, BusinessPlace place) { return std::min(place.entry, first_entry_after(rows, place.day)); }

}  // namespace

EntriesByBusinessDate::EntriesByBusinessDate(Reader& rows, AccountId account, std::span<const Book> books, BusinessPlace below)
    : rows_(rows),
      account_(account),
      books_(books.begin(), books.end()),
      on_their_day_(rows, account, books, booked_below(rows, below)),
      late_below_(below) {
  for (const Book book : books_) held_.push_back(held_below(book, below));
}

Money EntriesByBusinessDate::growth_in(Book book, EntryId entry) {
  const auto posting = rows_.get<Posting>(account_, book, entry);
  if (!posting) return {};
  ++late_read_;
  return growth_of(*posting);
}

// What all entries before the place make together.
Money EntriesByBusinessDate::held_below(Book book, BusinessPlace place) {
  const EntryId next_day = first_entry_after(rows_, place.day);
  Money held;
  Scan wrongly_in{};
  if (place.entry < next_day) {
    // All that was booked before it, and what was booked after the day before for that or an earlier one: but not both of the two.
    const Date before{place.day.days - 1};
    held = balance_before(rows_, account_, book, place.entry) + late_amount(rows_, account_, book, before);
    wrongly_in = {
        .index = "by_entry", .prefix = key_of(account_), .from = key_of(first_entry_of(rows_, place.day)), .to = key_of(place.entry)};
  } else {
    held = balance_on(rows_, account_, book, place.day, next_day);
    wrongly_in = {.prefix = key_of(account_, place.day), .from = key_of(place.entry)};
  }
  rows_.scan<Backdated>(wrongly_in, [&](const Backdated& late) {
    held -= growth_in(book, late.entry);
    return true;
  });
  return held;
}

void EntriesByBusinessDate::look_for_late() {
  if (at_ < late_.size() || late_dry_) return;
  late_ = rows_.list<Backdated>(
      {.prefix = key_of(account_), .after = key_of(account_, late_below_.day, late_below_.entry), .descending = true, .limit = late_rows});
  at_ = 0;
  late_dry_ = late_.size() < static_cast<std::size_t>(late_rows);
  if (!late_.empty()) late_below_ = {late_.back().business_date, late_.back().entry};
}

AccountEntry EntriesByBusinessDate::read(const Backdated& late) {
  AccountEntry entry{.id = late.entry, .business_date = late.business_date, .here = false};
  for (std::size_t i = 0; i < books_.size(); ++i) {
    const auto posting = rows_.get<Posting>(account_, books_[i], late.entry);
    ++late_read_;
    if (!posting) continue;
    entry.in[i].growth = growth_of(*posting);
    entry.kind = posting->kind;
    entry.reference = posting->reference;
    entry.here = true;
  }
  return entry;
}

// Goes on among those booked on their day, until there is one or none of them can come before `late`: where most are backdated, there may
// be none for long.
void EntriesByBusinessDate::look_on_their_day(const Backdated* late) {
  while (!next_on_its_day_) {
    if (late && rest_below_ && *rest_below_ <= BusinessPlace{late->business_date, late->entry}) return;
    auto entry = on_their_day_.next();
    if (!entry) return;
    const Date booked = business_date(booked_at(rows_, seq_of(entry->id)));
    if (entry->business_date == booked)
      next_on_its_day_.swap(entry);
    else
      rest_below_ = {booked, entry->id};
  }
}

std::optional<AccountEntry> EntriesByBusinessDate::next() {
  look_for_late();
  const Backdated* late = at_ < late_.size() ? &late_[at_] : nullptr;
  look_on_their_day(late);
  std::optional<AccountEntry> entry;
  if (late && (!next_on_its_day_ ||
               BusinessPlace{next_on_its_day_->business_date, next_on_its_day_->id} < BusinessPlace{late->business_date, late->entry})) {
    entry = read(*late);
    ++at_;
  } else {
    entry.swap(next_on_its_day_);
  }
  if (!entry) return entry;
  for (std::size_t i = 0; i < books_.size(); ++i) {
    AccountEntry::InBook& in = entry->in[i];
    in.after = held_[i];
    held_[i] -= in.growth;
  }
  return entry;
}

}  // namespace ch
