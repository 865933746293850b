#include "accounts/statement/entries.h"

#include <algorithm>

#include "base/fault.h"

namespace ch {

namespace {

constexpr int piece_rows = 128;

}  // namespace

EntriesBackwards::EntriesBackwards(Reader& rows, AccountId account, std::span<const Book> books, EntryId below)
    : rows_(rows), account_(account) {
  require(books.size() <= books_together_most, "LED-8: so many books are read together");
  for (const Book book : books) streams_.push_back({book, below, {}, 0, false});
}

const Posting* EntriesBackwards::head(Stream& stream) {
  if (stream.at == stream.piece.size() && !stream.dry) {
    stream.piece =
        rows_.list<Posting>({.prefix = key_of(account_, stream.book), .to = key_of(stream.below), .descending = true, .limit = piece_rows});
    stream.at = 0;
    stream.dry = stream.piece.size() < static_cast<std::size_t>(piece_rows);
    if (!stream.piece.empty()) stream.below = stream.piece.back().entry;
    postings_read_ += static_cast<std::int64_t>(stream.piece.size());
  }
  return stream.at < stream.piece.size() ? &stream.piece[stream.at] : nullptr;
}

std::optional<AccountEntry> EntriesBackwards::next() {
  EntryId newest;
  for (Stream& stream : streams_)
    if (const Posting* posting = head(stream)) newest = std::max(newest, posting->entry);
  if (!newest) return std::nullopt;

  AccountEntry entry{.id = newest};
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    Stream& stream = streams_[i];
    const Posting* posting = head(stream);
    if (!posting) continue;  // older than the book's first: zero
    AccountEntry::InBook& in_book = entry.in[i];
    in_book.after = posting->after;
    if (posting->entry != newest) continue;  // the older one says what the book held meanwhile
    in_book.growth = growth_of(*posting);
    entry.kind = posting->kind;
    entry.business_date = posting->business_date;
    entry.reference = posting->reference;
    ++stream.at;
  }
  return entry;
}

}  // namespace ch
