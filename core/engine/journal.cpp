#include "engine/journal.h"

#include <algorithm>
#include <array>
#include <charconv>
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

void put_number(std::string& into, std::int64_t value) {
  std::array<char, 20> digits;  // the longest has a sign and 19
  into.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

std::string entries_text(std::span<const Entry> entries) {
  if (entries.empty()) return {};
  std::string text = "[";
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
  return text + "]";
}

std::vector<Entry> entries_of(const JournalRow& row) {
  if (row.entries.empty()) return {};
  const auto json = parse_strict(row.entries, {.max_bytes = 64u << 20, .max_depth = 8, .max_items = 4'000'000});
  require(json && json->is_array(), "LED-7: the entries of a journal row can be read");
  std::vector<Entry> entries;
  try {
    for (const auto& from : *json) {
      Entry entry{entry_id(row.seq, static_cast<std::int64_t>(entries.size())),
                  static_cast<EntryKind>(from.at(0).get<std::int64_t>()),
                  Date{from.at(1).get<std::int32_t>()},
                  from.at(2).get<std::string>(),
                  {from.at(3).get<std::int64_t>()},
                  {}};
      for (const auto& leg : from.at(4))
        entry.legs.push_back(
            {{leg.at(0).get<std::int64_t>()}, static_cast<Book>(leg.at(1).get<std::int64_t>()), Money::fen(leg.at(2).get<std::int64_t>())});
      entries.push_back(std::move(entry));
    }
  } catch (const nlohmann::json::exception&) {
    throw Fault("LED-7: the entries of a journal row have their form");
  }
  return entries;
}

std::string args_text(std::span<const Arg> args) {
  if (args.empty()) return {};
  std::string text = "[";
  for (const Arg& arg : args) {
    if (text.size() > 1) text += ',';
    text += '[';
    put_text(text, arg.name);
    text += ',';
    put_text(text, arg.value);
    text += ']';
  }
  return text + "]";
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

}  // namespace ch
