#include "engine/journal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <nlohmann/json.hpp>

#include "base/fault.h"
#include "json/strict.h"
#include "store/store.h"

namespace ch {

namespace {

// Written by hand: the commit path makes no JSON tree for it. Strict JSON, read back by entries_of() and args_of().
void put_text(std::string& into, std::string_view value) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto is_special = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
  into += '"';
  for (auto at = value.begin(); at != value.end();) {
    const auto plain_end = std::find_if(at, value.end(), is_special);
    into.append(at, plain_end);
    if (plain_end == value.end()) break;
    const char c = *plain_end;
    if (c == '"' || c == '\\') {
      into += '\\';
      into += c;
    } else {
      into += "\\u00";
      into += hex[static_cast<unsigned char>(c) >> 4];
      into += hex[static_cast<unsigned char>(c) & 15];
    }
    at = plain_end + 1;
  }
  into += '"';
}

// Reads back what is written below, and nothing else: audit reads every entry there is, and makes no JSON tree for it either.
class OwnText {
 public:
  explicit OwnText(std::string_view text) : text_(text) {}
  bool done() const { return at_ == text_.size(); }
  bool take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    at_ += there ? 1 : 0;
    return there;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }
  std::int64_t number() {
    const bool negative = take('-');
    const std::size_t start = at_;
    std::uint64_t value = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
      value = value * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
    // Nineteen digits cannot overflow what they are gathered in.
    if (at_ == start || at_ - start > 19 || value > std::uint64_t{INT64_MAX} + negative) fail();
    return static_cast<std::int64_t>(negative ? 0 - value : value);
  }
  void text(std::string& value) {
    expect('"');
    value.clear();
    for (;;) {
      std::size_t plain_end = at_;
      while (plain_end < text_.size() && text_[plain_end] != '"' && text_[plain_end] != '\\') ++plain_end;
      if (plain_end == text_.size()) fail();
      value += text_.substr(at_, plain_end - at_);
      at_ = plain_end + 1;
      if (text_[plain_end] == '"') return;
      value += escaped();
    }
  }

 private:
  char escaped() {
    if (take('"')) return '"';
    if (take('\\')) return '\\';
    if (!text_.substr(at_).starts_with("u00") || at_ + 5 > text_.size()) fail();
    unsigned value = 0;
    const char* const digits = text_.data() + at_ + 3;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) fail();
    at_ += 5;
    return static_cast<char>(value);
  }
  [[noreturn]] static void fail() { throw Fault("LED-7: the entries of a journal row have their form"); }

  std::string_view text_;
  std::size_t at_ = 0;
};

void put_number(std::string& into, std::int64_t value) {
  std::array<char, 20> digits;  // the longest has a sign and 19
  into.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

std::string entries_text(std::span<const Entry> entries) {
  if (entries.empty()) return {};
  std::string text;
  text.reserve(128 * entries.size());
  text += '[';
  for (const Entry& entry : entries) {
    if (text.size() > 1) text += ',';
    text += '[';
    put_number(text, static_cast<std::int64_t>(entry.kind));
    text += ',';
    put_number(text, entry.business_date.days);
    text += ',';
    put_text(text, entry.reference);
    text += ',';
    put_number(text, entry.reverses.value);
    text += ",[";
    for (const Leg& leg : entry.legs) {
      if (&leg != &entry.legs.front()) text += ',';
      text += '[';
      put_number(text, leg.account.value);
      text += ',';
      put_number(text, static_cast<std::int64_t>(leg.book));
      text += ',';
      put_number(text, leg.amount.minor());
      text += ']';
    }
    text += "]]";
  }
  text += ']';
  return text;
}

std::vector<Entry> entries_of(const JournalRow& row) {
  std::vector<Entry> entries;
  read_entries(row.entries, row.seq, entries);
  return entries;
}

// Audit reads every entry there is: room that an earlier row took is used again.
void read_entries(std::string_view all, std::int64_t seq, std::vector<Entry>& entries) {
  std::size_t count = 0;
  if (all.empty()) return entries.clear();
  OwnText text(all);
  text.expect('[');
  do {
    if (entries.size() == count) entries.emplace_back();
    Entry& entry = entries[count];
    entry.id = entry_id(seq, static_cast<std::int64_t>(count++));
    text.expect('[');
    entry.kind = static_cast<EntryKind>(text.number());
    text.expect(',');
    entry.business_date = Date{static_cast<std::int32_t>(text.number())};
    text.expect(',');
    text.text(entry.reference);
    text.expect(',');
    entry.reverses = {text.number()};
    text.expect(',');
    text.expect('[');
    entry.legs.clear();
    do {
      text.expect('[');
      Leg& leg = entry.legs.emplace_back(Leg{{text.number()}, {}, {}});
      text.expect(',');
      leg.book = static_cast<Book>(text.number());
      text.expect(',');
      leg.amount = Money::fen(text.number());
      text.expect(']');
    } while (text.take(','));
    text.expect(']');
    text.expect(']');
  } while (text.take(','));
  text.expect(']');
  require(text.done(), "LED-7: the entries of a journal row end with them");
  entries.resize(count);
}

std::string args_text(std::span<const Arg> args) {
  if (args.empty()) return {};
  std::string text;
  text.reserve(32 * args.size());
  text += '[';
  for (const Arg& arg : args) {
    if (text.size() > 1) text += ',';
    text += '[';
    put_text(text, arg.name);
    text += ',';
    put_text(text, arg.value);
    text += ']';
  }
  text += ']';
  return text;
}

std::vector<Arg> args_of(std::string_view text) {
  if (text.empty()) return {};
  const auto json = parse_strict(text);
  require(json && json->is_array(), "LED-7: the arguments of a journal row can be read");
  std::vector<Arg> args;
  for (const auto& pair : *json) args.push_back({pair.at(0).get<std::string>(), pair.at(1).get<std::string>()});
  return args;
}

Hash chained(const Hash& before, const JournalRow& row) {
  const std::span fields(struct_type<JournalRow>().fields);
  DigestSink sink;
  for (const Field& field : fields.first(fields.size() - 1)) field.write(&row, sink);
  sink.bytes(before);  // stands where the row's own hash, its last field, will stand
  return sink.finish();
}

namespace {

std::size_t place_in_journal(std::string_view column) {
  const StructType& type = struct_type<JournalRow>();
  return static_cast<std::size_t>(type.field(column) - type.fields.data());
}

}  // namespace

void ChainLook::look(std::int64_t seq, std::span<const LyingValue> row) {
  static const std::size_t at = place_in_journal("at"), entries = place_in_journal("entries");
  Waiting& now = waiting_[count_++];
  now.row.seq = seq;
  now.row.at = Instant{row[at].number};
  now.row.entries = row[entries].bytes;
  now.sink.values(row.first(row.size() - 1));
  now.sink.bytes(head_);
  const LyingValue& hash = row.back();
  head_ = {};
  if (hash.kind == LyingValue::Kind::bytes && hash.bytes.size() == head_.size()) std::ranges::copy(hash.bytes, head_.begin());
  now.hash = head_;
  if (count_ == waiting_.size()) finish();
}

void ChainLook::finish() {
  auto& [first, second] = waiting_;
  const std::size_t count = std::exchange(count_, 0);
  if (count == 1) tell(first, first.sink.finish());
  if (count != 2) return;
  const auto [of_first, of_second] = DigestSink::finish_two(first.sink, second.sink);
  tell(first, of_first);
  tell(second, of_second);
}

void ChainLook::tell(const Waiting& waiting, const Hash& hash) const {
  if (waiting.hash != hash)
    throw Fault("journal " + std::to_string(waiting.row.seq) + ": the hash does not follow from the row and the one before it");
  take_(waiting.row);
}

}  // namespace ch
