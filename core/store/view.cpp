#include "store/view.h"

#include <algorithm>
#include <cassert>

namespace ch {

Key position_in(const RecordType& type, const RecordType::Index* index, const void* record) {
  Key position = index ? type.index_key_of(*index, record) : Key{};
  position += type.key_of(record);
  return position;
}

namespace {

const RecordType::Index* index_of(const RecordType& type, const Scan& scan) {
  return scan.index.empty() ? nullptr : &type.index(scan.index);
}

// The bytes at and above which positions belong to the scan, and those below which they do.
struct Bounds {
  Key low, high;  // low inclusive, high exclusive; high empty: none
};

// The least key above all that start with this one.
Key past_prefix(Key prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

Bounds bounds_of(const Scan& scan) {
  Bounds bounds{scan.prefix + scan.from, scan.to.empty() ? past_prefix(scan.prefix) : scan.prefix + scan.to};
  if (!scan.after.empty()) {
    if (scan.descending)
      bounds.high = bounds.high.empty() ? scan.after : std::min(bounds.high, scan.after);
    else
      bounds.low = std::max(bounds.low, past_prefix(scan.after));
  }
  return bounds;
}

}  // namespace

Row Committed::find(const RecordType& type, const Key& key) {
  auto& rows = cache_[&type];
  if (const auto found = rows.find(key); found != rows.end()) return found->second;
  Row row = store_.get(type, key);
  if (row) {
    if (++rows_ > rows_max) {
      cache_.clear();
      rows_ = 0;
      cache_[&type].emplace(key, row);
    } else {
      rows.emplace(key, row);
    }
  }
  return row;
}

void Committed::each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) {
  store_.scan(type, scan, take);
}

void Committed::flush(std::span<const RowChange> changes) {
  try {
    store_.flush(changes);
  } catch (...) {
    drop_cache();
    throw;
  }
  for (const RowChange& change : changes) {
    if (change.type->table.append_only) continue;
    auto& rows = cache_[change.type];
    if (!change.after)
      rows.erase(change.key);
    else if (rows.insert_or_assign(change.key, change.after).second)
      ++rows_;
  }
  if (rows_ > rows_max) {
    cache_.clear();
    rows_ = 0;
  }
}

Row View::find(const RecordType& type, const Key& key) {
  if (const auto table = by_key_.find(&type); table != by_key_.end())
    if (const auto found = table->second.find(key); found != table->second.end()) return changes_[found->second].after;
  return below_.find(type, key);
}

RowChange& View::change_of(const RecordType& type, const Key& key, const Row* before) {
  const auto [found, is_new] = by_key_[&type].try_emplace(key, changes_.size());
  if (is_new) changes_.push_back({&type, key, before ? *before : type.table.append_only ? Row{} : below_.find(type, key), {}, 0});
  return changes_[found->second];
}

void View::index_change(const RecordType& type, const Key& key, const Row& old_row, const Row& new_row) {
  for (const RecordType::Index& index : type.indexes) {
    if (old_row) positions_.erase({&index, position_in(type, &index, old_row.get())});
    if (new_row) positions_[{&index, position_in(type, &index, new_row.get())}] = new_row;
  }
  if (new_row)
    positions_[{&type, key}] = new_row;
  else
    positions_.erase({&type, key});
}

void View::write(const RecordType& type, Row after, const Row* before) {
  const Key key = type.key_of(after.get());
  RowChange& change = change_of(type, key, before);
  if (!type.table.append_only) index_change(type, key, change.after, after);
  change.after = std::move(after);
}

void View::remove(const RecordType& type, const Key& key) {
  assert(!type.table.append_only && "what is append-only is never erased");
  RowChange& change = change_of(type, key, nullptr);
  index_change(type, key, change.after, {});
  change.after = {};
}

void View::each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) {
  const RecordType::Index* index = index_of(type, scan);
  const void* const space = index ? static_cast<const void*>(index) : static_cast<const void*>(&type);
  const Bounds bounds = bounds_of(scan);
  std::vector<std::pair<Key, Row>> mine;
  for (auto it = positions_.lower_bound({space, bounds.low}); it != positions_.end() && it->first.first == space; ++it) {
    if (!bounds.high.empty() && it->first.second >= bounds.high) break;
    mine.emplace_back(it->first.second, it->second);
  }
  if (scan.descending) std::reverse(mine.begin(), mine.end());

  const auto changed = by_key_.find(&type);
  const auto replaced = [&](const Row& row) { return changed != by_key_.end() && changed->second.contains(type.key_of(row.get())); };
  int left = scan.limit;
  std::size_t next = 0;
  bool go_on = left > 0;
  const auto give = [&](const Row& row) { go_on = take(row) && --left > 0; };
  Scan below = scan;
  // Rows beneath that this view replaces do not count against the limit.
  if (changed != by_key_.end())
    below.limit = static_cast<int>(std::min<std::size_t>(1'000'000, static_cast<std::size_t>(scan.limit) + changed->second.size()));
  if (go_on)
    below_.each_in(type, below, [&](const Row& row) {
      if (replaced(row)) return true;
      const Key position = position_in(type, index, row.get());
      while (go_on && next < mine.size() && (scan.descending ? mine[next].first > position : mine[next].first < position))
        give(mine[next++].second);
      if (go_on) give(row);
      return go_on;
    });
  while (go_on && next < mine.size()) give(mine[next++].second);
}

void View::merge_into(View& below, std::int64_t seq) const {
  for (const RowChange& change : changes_) {
    if (!change.before && !change.after) continue;  // made and gone within the command
    RowChange& under = below.change_of(*change.type, change.key, &change.before);
    if (!change.type->table.append_only) below.index_change(*change.type, change.key, under.after, change.after);
    under.after = change.after;
    under.seq = seq;
  }
}

void View::clear() {
  changes_.clear();
  by_key_.clear();
  positions_.clear();
}

}  // namespace ch
