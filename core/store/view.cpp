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

std::size_t Committed::place_of(const RowRef& row) const {
  return places_.find(row.hash, [&](std::size_t place) { return row.is(cache_[place].type, cache_[place].key); });
}

void Committed::keep(const RowRef& named, Row row) {
  if (const std::size_t place = place_of(named); place != RowIndex::none) {
    cache_[place].row = std::move(row);
    return;
  }
  if (cache_.size() >= rows_max_) drop_cache();
  places_.add(named.hash, cache_.size());
  cache_.push_back({named.type, Key(named.key), std::move(row)});
}

void Committed::drop_cache() {
  cache_.clear();
  places_.clear();
}

Row Committed::find(const RowRef& named) {
  if (const std::size_t place = place_of(named); place != RowIndex::none) return cache_[place].row;
  const std::scoped_lock turn(turn_);
  Row row = store_.get(*named.type, Key(named.key));
  if (!named.type->table.append_only) keep(named, row);
  return row;
}

void Committed::read_ahead(std::span<const RowName> names) {
  if (!store_.far()) return;
  std::vector<RowName> unknown;
  RowIndex asked;
  for (const RowName& name : names) {
    const RowRef row(*name.type, name.key);
    const auto is_it = [&](std::size_t place) { return row.is(unknown[place].type, unknown[place].key); };
    if (name.type->table.append_only || place_of(row) != RowIndex::none || asked.find(row.hash, is_it) != RowIndex::none) continue;
    asked.add(row.hash, unknown.size());
    unknown.push_back(name);
  }
  if (unknown.size() < 2) return;
  const std::scoped_lock turn(turn_);
  std::vector<Row> rows = store_.get_all(unknown);
  for (std::size_t i = 0; i < unknown.size(); ++i) keep({*unknown[i].type, unknown[i].key}, std::move(rows[i]));
}

void Committed::each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) {
  const std::scoped_lock turn(turn_);
  store_.scan(type, scan, take);
}

void Committed::flush(std::span<const RowChange> changes) {
  try {
    write(changes);
  } catch (...) {
    drop_cache();
    throw;
  }
  take(changes);
}

void Committed::write(std::span<const RowChange> changes) {
  const std::scoped_lock turn(turn_);
  store_.flush(changes);
}

void Committed::take(std::span<const RowChange> changes) {
  for (const RowChange& change : changes)
    if (!change.type->table.append_only) keep({*change.type, change.key}, change.after);
}

std::size_t View::place_of(const RowRef& row) const {
  const auto is_at = [&](std::size_t place) { return row.is(changes_[place].type, changes_[place].key); };
  if (changes_.size() > few) return places_.find(row.hash, is_at);
  for (std::size_t place = 0; place < changes_.size(); ++place)
    if (is_at(place)) return place;
  return RowIndex::none;
}

Row View::find(const RowRef& row) {
  const std::size_t place = place_of(row);
  return place == RowIndex::none ? below_->find(row) : changes_[place].after;
}

RowChange& View::add(RowChange change, std::uint32_t hash) {
  if (changes_.capacity() == 0) changes_.reserve(few);
  changes_.push_back(std::move(change));
  if (changes_.size() == few + 1)
    for (std::size_t i = 0; i < few; ++i) places_.add(RowRef(*changes_[i].type, changes_[i].key).hash, i);
  if (changes_.size() > few) places_.add(hash, changes_.size() - 1);
  return changes_.back();
}

RowChange& View::change_of(const RecordType& type, Key key) {
  const RowRef row(type, key);
  if (const std::size_t place = place_of(row); place != RowIndex::none) return changes_[place];
  Row before = type.table.append_only ? Row{} : below_->find(row);
  const std::uint32_t hash = row.hash;  // the key that it stands for moves on
  return add({&type, std::move(key), std::move(before), {}, 0}, hash);
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
  RowChange& change = change_of(type, type.key_of(after.get()));
  reorder(type, change.after, after);
  change.after = std::move(after);
}

void View::remove(const RecordType& type, const Key& key) {
  require(!type.table.append_only, "Invariant: what is append-only is never erased (LED-1)");
  RowChange& change = change_of(type, key);
  reorder(type, change.after, {});
  change.after = {};
}

void View::each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) {
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
    below_->each_in(type, below, [&](const Row& row) {
      const Key key = type.key_of(row.get());
      if (place_of({type, key}) != RowIndex::none) return true;
      const Key position = position_in(type, index, row.get());
      while (go_on && next < mine.size() && (scan.descending ? mine[next].first > position : mine[next].first < position))
        give(mine[next++].second);
      if (go_on) give(row);
      return go_on;
    });
  while (go_on && next < mine.size()) give(mine[next++].second);
}

void View::lay(RowChange change, std::int64_t seq) {
  if (!change.before && !change.after) return;  // made and gone above
  change.seq = seq;
  const RowRef row(*change.type, change.key);
  const std::size_t place = place_of(row);
  reorder(*change.type, place == RowIndex::none ? Row{} : changes_[place].after, change.after);
  if (place == RowIndex::none) {
    const std::uint32_t hash = row.hash;
    add(std::move(change), hash);
  } else {
    changes_[place].after = std::move(change.after);
    changes_[place].seq = seq;
  }
}

void View::merge_into(View& below, std::int64_t seq) {
  for (RowChange& change : changes_) below.lay(std::move(change), seq);
  clear();
}

void View::clear() {
  places_.clear();
  changes_.clear();
  orders_.clear();
}

}  // namespace ch
