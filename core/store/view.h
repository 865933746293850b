// A view: what a command sees and writes, thrown away as a whole where it is refused. Views stand on one another:
// command over group over the committed rows. Sound because a tenant has one writer.
#pragma once

#include <map>
#include <mutex>

#include "store/row_index.h"
#include "store/store.h"

namespace ch {

// Reading, wherever the rows lie. Queries get nothing but this.
class Reader {
 public:
  virtual ~Reader() = default;

  // Null where there is none. The row stays as it is for as long as the pointer is held.
  template <class T, class... KeyValues>
  std::shared_ptr<const T> get(const KeyValues&... key) {
    const Key named = key_of(key...);
    return std::static_pointer_cast<const T>(find({record_type<T>(), named}));
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

  virtual Row find(const RowRef& row) = 0;
  virtual void each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) = 0;
};

// The committed rows, with a bounded cache of those read and written lately.
class Committed final : public Reader {
 public:
  explicit Committed(Store& store, std::size_t rows_max = 200'000) : store_(store), rows_max_(rows_max) {}
  // Before many commands look for these rows one by one: where the store is far, all that are not known are asked for together.
  void read_ahead(std::span<const RowName> names);
  Row find(const RowRef& row) override;
  void each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override;
  void flush(std::span<const RowChange> changes);  // a failed flush drops the cache and throws on
  // The two halves of a flush. Another thread may write while this one reads on; what was written counts here once it is taken.
  void write(std::span<const RowChange> changes);
  void take(std::span<const RowChange> changes);
  void drop_cache();
  Store& store() { return store_; }

 private:
  struct Known {
    const RecordType* type;
    Key key;
    Row row;  // null: it is known that there is none
  };
  std::size_t place_of(const RowRef& row) const;
  void keep(const RowRef& named, Row row);

  Store& store_;
  std::recursive_mutex turn_;  // who uses the store just now; a scan's taker may read on
  std::size_t rows_max_;
  std::vector<Known> cache_;
  RowIndex places_;
};

class View final : public Reader {
 public:
  explicit View(Reader& below) : below_(&below) {}
  // A view over a view, not a copy of it.
  explicit View(View& below) : below_(&below) {}
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  template <class T>
  void put(T record) {
    write(record_type<T>(), std::make_shared<const T>(std::move(record)));
  }
  template <class T, class... KeyValues>
  void erase(const KeyValues&... key) {
    remove(record_type<T>(), key_of(key...));
  }

  Row find(const RowRef& row) override;
  void each_in(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override;

  // Each row that differs from below, once, in the order of first change.
  std::span<const RowChange> changes() const { return changes_; }
  // Lays a change of what is beneath over it, as the command with this sequence made it.
  void lay(RowChange change, std::int64_t seq);
  // Moves all changes, stamped with the sequence of their command, into the view beneath.
  void merge_into(View& below, std::int64_t seq);
  void clear();
  // What it stood on has gone into this.
  void stand_on(Reader& below) { below_ = &below; }

 private:
  void write(const RecordType& type, Row after);
  void remove(const RecordType& type, const Key& key);
  static constexpr std::size_t few = 16;  // looked through one by one, which for most commands is faster than any table

  // Changed rows in the order of an index (null: of the key). Kept from the first scan of it on: most tables are never scanned.
  struct Order {
    const RecordType* type;
    const RecordType::Index* index;
    std::map<Key, Row> rows;
  };

  std::size_t place_of(const RowRef& row) const;
  RowChange& change_of(const RecordType& type, Key key);
  RowChange& add(RowChange change, std::uint32_t hash);
  Order& order_of(const RecordType& type, const RecordType::Index* index);
  void reorder(const RecordType& type, const Row& old_row, const Row& new_row);

  Reader* below_;
  std::vector<RowChange> changes_;
  RowIndex places_;  // in changes_, once there are more than few
  std::vector<Order> orders_;
};

// The position of a row in an index (null: by key): index columns, then key columns.
Key position_in(const RecordType& type, const RecordType::Index* index, const void* record);

}  // namespace ch
