// Stores over another: what a test adds to it, or counts of it.
#pragma once

#include "store/store.h"

namespace ch::test {

struct StoreOver : Store {
  explicit StoreOver(Store& store) : under(store) {}
  Check migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) override {
    return under.migrate(migrations, records);
  }
  Row get(const RecordType& type, const Key& key) override { return under.get(type, key); }
  void scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override { under.scan(type, scan, take); }
  void each(const RecordType& type, FunctionRef<void(const Row&, std::int64_t, std::int64_t)> take) override { under.each(type, take); }
  std::string look_through(const RecordType& type, const TakeLying& take) override { return under.look_through(type, take); }
  TableSum sum_of(const RecordType& type) override { return under.sum_of(type); }
  std::string damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) override {
    return under.damage(migrations, records);
  }
  void flush(std::span<const RowChange> changes) override { under.flush(changes); }
  Store& under;
};

// Counts what is read: costs in rows, which no machine's load changes.
struct Counting final : StoreOver {
  using StoreOver::StoreOver;
  Row get(const RecordType& type, const Key& key) override { return ++read, under.get(type, key); }
  void scan(const RecordType& type, const Scan& scan, FunctionRef<bool(const Row&)> take) override {
    ++read;
    under.scan(type, scan, [&](const Row& row) { return ++read, take(row); });
  }
  std::int64_t read = 0;
};

}  // namespace ch::test
