#include "store/view.h"

#include <algorithm>

#include "base/fault.h"

namespace ch {

Key position_in(const RecordType& type, const RecordType::Index* index, const void* record) {
  Key position = index ? type.index_key_of(*index, record) : Key{};
  position += type.key_of(record);
  return position;
}

namespace {

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

void Committed::keep(const RecordType& type, const Key& key, Row row) {
  if (const auto found = cache_.find(RowRef{&type, key}); found != cache_.end()) {
    found->second = std::move(row);
    return;
  }
  if (cache_.size() >= rows_max) cache_.clear();
  cache_.emplace(RowName{&type, key}, std::move(row));
}

Row Committed::find(const RecordType& type, const Key& key) {
  if (const auto found = cache_.find(RowRef{&type, key}); found != cache_.end()) return found->second;
  Row row = store_.get(type, key);
  if (!type.table.append_only) keep(type, key, row);
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
  for (const RowChange& change : changes)
    if (!change.type->table.append_only) keep(*change.type, change.key, change.after);
}

std::size_t View::place_of(const RowRef& row) const {
  if (changes_.size() > few) {
    const auto found = places_.find(row);
    return found == places_.end() ? none : *found;
  }
  for (std::size_t i = 0; i < changes_.size(); ++i)
    if (ref(changes_[i]) == row) return i;
  return none;
}

Row View::find(const RecordType& type, const Key& key) {
  const std::size_t place = place_of({&type, key});
  return place == none ? below_.find(type, key) : changes_[place].after;
}

RowChange& View::change_of(const RecordType& type, const Key& key, const Row* before) {
  if (const std::size_t place = place_of({&type, key}); place != none) return changes_[place];
  changes_.push_back({&type, key, before ? *before : type.table.append_only ? Row{} : below_.find(type, key), {}, 0});
  if (changes_.size() == few + 1)
    for (std::size_t i = 0; i < changes_.size(); ++i) places_.insert(i);
  else if (changes_.size() > few)
    places_.insert(changes_.size() - 1);
  return changes_.back();
}

View::Order& View::order_of(const RecordType& type, const RecordType::Index* index) {
  for (Order& order : orders_)
    if (order.type == &type && order.index == index) return order;
  Order& order = orders_.emplace_back(Order{&type, index, {}});
  for (const RowChange& change : changes_)
    if (change.type == &type && change.after) order.rows.emplace(position_in(type, index, change.after.get()), change.after);
  return order;
}

void View::reorder(const RecordType& type, const Row& old_row, const Row& new_row) {
  for (Order& order : orders_) {
    if (order.type != &type) continue;
    if (old_row) order.rows.erase(position_in(type, order.index, old_row.get()));
    if (new_row) order.rows.insert_or_assign(position_in(type, order.index, new_row.get()), new_row);
  }
}

void View::write(const RecordType& type, Row after) {
  RowChange& change = change_of(type, type.key_of(after.get()), nullptr);
  reorder(type, change.after, after);
  change.after = std::move(after);
}

void View::remove(const RecordType& type, const Key& key) {
  require(!type.table.append_only, "Invariant: what is append-only is never erased (LED-1)");
  RowChange& change = change_of(type, key, nullptr);
  reorder(type, change.after, {});
  change.after = {};
}

void View::each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) {
  const RecordType::Index* index = scan.index.empty() ? nullptr : &type.index(scan.index);
  const Bounds bounds = bounds_of(scan);
  const std::map<Key, Row>& changed = order_of(type, index).rows;
  const auto first = changed.lower_bound(bounds.low);
  const auto last = bounds.high.empty() ? changed.end() : changed.lower_bound(bounds.high);
  // Copied, since take() may write; no more than can be asked for.
  std::vector<std::pair<Key, Row>> mine;
  const auto enough = [&] { return mine.size() == static_cast<std::size_t>(std::max(scan.limit, 0)); };
  if (bounds.high.empty() || bounds.low < bounds.high) {
    if (scan.descending)
      for (auto it = last; it != first && !enough();) mine.push_back(*--it);
    else
      for (auto it = first; it != last && !enough(); ++it) mine.push_back(*it);
  }

  int left = scan.limit;
  std::size_t next = 0;
  bool go_on = left > 0;
  const auto give = [&](const Row& row) { go_on = take(row) && --left > 0; };
  Scan below = scan;
  // Rows beneath that this view replaces do not count against the limit.
  below.limit = static_cast<int>(
      std::min(changes_.size() + static_cast<std::size_t>(std::max(scan.limit, 0)), static_cast<std::size_t>(Scan{}.limit)));
  if (go_on)
    below_.each_in(type, below, [&](const Row& row) {
      if (place_of({&type, type.key_of(row.get())}) != none) return true;
      const Key position = position_in(type, index, row.get());
      while (go_on && next < mine.size() && (scan.descending ? mine[next].first > position : mine[next].first < position))
        give(mine[next++].second);
      if (go_on) give(row);
      return go_on;
    });
  while (go_on && next < mine.size()) give(mine[next++].second);
}

void View::lay(const RowChange& change, std::int64_t seq) {
  if (!change.before && !change.after) return;  // made and gone above
  RowChange& mine = change_of(*change.type, change.key, &change.before);
  reorder(*change.type, mine.after, change.after);
  mine.after = change.after;
  mine.seq = seq;
}

void View::merge_into(View& below, std::int64_t seq) const {
  for (const RowChange& change : changes_) below.lay(change, seq);
}

void View::clear() {
  places_.clear();
  changes_.clear();
  orders_.clear();
}

}  // namespace ch
