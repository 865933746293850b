// A view: what a command sees and writes, thrown away as a whole where it is refused. Views stand on one another:
// command over group over the committed rows. Sound because a tenant has one writer.
#pragma once

#include <map>
#include <unordered_map>

#include "store/store.h"

namespace ch {

// Reading, wherever the rows lie. Queries get nothing but this.
class Reader {
 public:
  virtual ~Reader() = default;

  // Null where there is none. The row stays as it is for as long as the pointer is held.
  template <class T, class... KeyValues>
  std::shared_ptr<const T> get(const KeyValues&... key) {
    return std::static_pointer_cast<const T>(find(record_type<T>(), key_of(key...)));
  }
  // Calls take(const T&) for each row in order until it answers false.
  template <class T, class Take>
  void scan(const Scan& scan, Take take) {
    each_in(record_type<T>(), scan, [&](const Row& row) { return take(*static_cast<const T*>(row.get())); });
  }
  template <class T>
  std::vector<T> list(const Scan& wanted) {
    std::vector<T> rows;
    scan<T>(wanted, [&](const T& row) { return rows.push_back(row), true; });
    return rows;
  }

  virtual Row find(const RecordType& type, const Key& key) = 0;
  virtual void each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) = 0;
};

// The committed rows, with a bounded cache of those read and written lately.
class Committed final : public Reader {
 public:
  explicit Committed(Store& store) : store_(store) {}
  Row find(const RecordType& type, const Key& key) override;
  void each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) override;
  void flush(std::span<const RowChange> changes);  // a failed flush drops the cache and throws on
  void drop_cache() { cache_.clear(); }
  Store& store() { return store_; }

 private:
  static constexpr std::size_t rows_max = 200'000;
  Store& store_;
  std::unordered_map<const RecordType*, std::unordered_map<Key, Row>> cache_;
  std::size_t rows_ = 0;
};

class View final : public Reader {
 public:
  explicit View(Reader& below) : below_(below) {}
  // A view over a view, not a copy of it.
  explicit View(View& below) : below_(below) {}
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  template <class T>
  void put(const T& record) {
    write(record_type<T>(), std::make_shared<const T>(record));
  }
  template <class T, class... KeyValues>
  void erase(const KeyValues&... key) {
    remove(record_type<T>(), key_of(key...));
  }

  Row find(const RecordType& type, const Key& key) override;
  void each_in(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) override;

  // Each row that differs from below, once, in the order of first change.
  std::span<const RowChange> changes() const { return changes_; }
  // Lays all changes, stamped with the sequence of their command, into the view beneath.
  void merge_into(View& below, std::int64_t seq) const;
  void clear();

 private:
  void write(const RecordType& type, Row after, const Row* before = nullptr);
  void remove(const RecordType& type, const Key& key);
  RowChange& change_of(const RecordType& type, const Key& key, const Row* before);
  void index_change(const RecordType& type, const Key& key, const Row& old_row, const Row& new_row);

  Reader& below_;
  std::vector<RowChange> changes_;
  std::unordered_map<const RecordType*, std::unordered_map<Key, std::size_t>> by_key_;
  // For scans: position (index columns, then key) of each changed row; kept only for tables that have indexes or were scanned by key.
  std::map<std::pair<const void*, Key>, Row> positions_;
};

// The position of a row in an index (null: by key): index columns, then key columns.
Key position_in(const RecordType& type, const RecordType::Index* index, const void* record);

}  // namespace ch
