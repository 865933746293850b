// A view: what a command sees and writes, thrown away as a whole where it is refused. Views stand on one another:
// command over group over the committed rows. Sound because a tenant has one writer.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

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

// Which row. Maps of them are asked with a RowRef, which copies no key.
struct RowName {
  const RecordType* type;
  Key key;
};
struct RowRef {
  RowRef(const RecordType* of, std::string_view named) : type(of), key(named) {}
  RowRef(const RowName& name) : type(name.type), key(name.key) {}  // NOLINT: one is the other
  const RecordType* type;
  std::string_view key;
  bool operator==(const RowRef&) const = default;
};
struct RowHash {
  using is_transparent = void;
  std::size_t operator()(const RowRef& row) const {
    return std::hash<std::string_view>{}(row.key) ^ (reinterpret_cast<std::uintptr_t>(row.type) >> 4);
  }
};
struct RowEqual {
  using is_transparent = void;
  bool operator()(const RowRef& a, const RowRef& b) const { return a == b; }
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
  void keep(const RecordType& type, const Key& key, Row row);
  // Null: it is known that there is none.
  std::unordered_map<RowName, Row, RowHash, RowEqual> cache_;
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
  // Lays a change of what is beneath over it, as the command with this sequence made it.
  void lay(const RowChange& change, std::int64_t seq);
  // Lays all changes, stamped with the sequence of their command, into the view beneath.
  void merge_into(View& below, std::int64_t seq) const;
  void clear();

 private:
  void write(const RecordType& type, Row after);
  void remove(const RecordType& type, const Key& key);
  static constexpr std::size_t none = SIZE_MAX;
  static constexpr std::size_t few = 16;  // looked through one by one, which for most commands is faster than any table

  // Changed rows in the order of an index (null: of the key). Kept from the first scan of it on: most tables are never scanned.
  struct Order {
    const RecordType* type;
    const RecordType::Index* index;
    std::map<Key, Row> rows;
  };

  // The places of changed rows in changes_, found by the row there: no key is kept twice.
  struct PlaceHash {
    using is_transparent = void;
    std::size_t operator()(const RowRef& row) const { return RowHash{}(row); }
    std::size_t operator()(std::size_t place) const { return (*this)(ref((*changes)[place])); }
    const std::vector<RowChange>* changes;
  };
  struct PlaceEqual {
    using is_transparent = void;
    bool operator()(const RowRef& a, std::size_t b) const { return a == ref((*changes)[b]); }
    bool operator()(std::size_t a, const RowRef& b) const { return (*this)(b, a); }
    bool operator()(std::size_t a, std::size_t b) const { return a == b; }
    const std::vector<RowChange>* changes;
  };
  static RowRef ref(const RowChange& change) { return {change.type, change.key}; }

  std::size_t place_of(const RowRef& row) const;
  RowChange& change_of(const RecordType& type, const Key& key, const Row* before);
  Order& order_of(const RecordType& type, const RecordType::Index* index);
  void reorder(const RecordType& type, const Row& old_row, const Row& new_row);

  Reader& below_;
  std::vector<RowChange> changes_;
  std::unordered_set<std::size_t, PlaceHash, PlaceEqual> places_{0, {&changes_}, {&changes_}};  // once there are more than few
  std::vector<Order> orders_;
};

// The position of a row in an index (null: by key): index columns, then key columns.
Key position_in(const RecordType& type, const RecordType::Index* index, const void* record);

}  // namespace ch
