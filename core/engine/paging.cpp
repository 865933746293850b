#include "engine/paging.h"

#include "api/codes.h"

namespace ch {

namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t cursor_chars_max = 1'000;

Result<Key> bytes_of_cursor(const std::optional<std::string>& cursor) {
  Key position;
  if (!cursor || cursor->empty()) return position;
  if (cursor->size() % 2 != 0 || cursor->size() > cursor_chars_max) return refused("malformed_cursor", "cursor");
  for (std::size_t i = 0; i < cursor->size(); i += 2) {
    const auto high = digits.find((*cursor)[i]), low = digits.find((*cursor)[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return refused("malformed_cursor", "cursor");
    position += static_cast<char>(high * 16 + low);
  }
  return position;
}

}  // namespace

std::string cursor_of(const Key& position) {
  std::string cursor;
  for (const char c : position) {
    const auto byte = static_cast<unsigned char>(c);
    cursor += digits[byte >> 4];
    cursor += digits[byte & 15];
  }
  return cursor;
}

Check go_on_after(const std::optional<std::string>& cursor, const RecordType& type, Scan& scan) {
  auto position = bytes_of_cursor(cursor);
  CH_TRY(position);
  if (position->empty()) return {};
  const RecordType::Index* index = scan.index.empty() ? nullptr : &type.index(scan.index);
  if (!position->starts_with(scan.prefix) || !is_key_of(type.order(index), *position)) return refused("malformed_cursor", "cursor");
  scan.after = std::move(*position);
  return {};
}

Result<std::vector<std::int64_t>> ids_of_cursor(const std::optional<std::string>& cursor, std::size_t count) {
  const auto bytes = bytes_of_cursor(cursor);
  CH_TRY(bytes);
  std::vector<std::int64_t> ids;
  KeyReader reader(*bytes);
  while (!reader.at_end()) {
    const auto id = reader.integer();
    if (!id) return refused("malformed_cursor", "cursor");
    ids.push_back(*id);
  }
  if (!ids.empty() && ids.size() != count) return refused("malformed_cursor", "cursor");
  return ids;
}

Result<int> page_limit(std::optional<std::int64_t> limit) {
  const std::int64_t wanted = limit.value_or(50);
  if (wanted < 1 || wanted > 500) return refused("page_limit", "limit");
  return static_cast<int>(wanted);
}

}  // namespace ch
