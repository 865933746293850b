// A store that counts what is read of it: costs in rows, which no machine's load changes.
#pragma once

#include "store/store.h"

namespace ch::test {

struct Counting final : Store {
  explicit Counting(Store& store) : under(store) {}
  Check migrate(std::span<const Migration> migrations, std::span<const RecordType* const> records) override {
    return under.migrate(migrations, records);
  }
  Row get(const RecordType& type, const Key& key) override { return ++read, under.get(type, key); }
  void scan(const RecordType& type, const Scan& scan, const std::function<bool(const Row&)>& take) override {
    ++read;
    under.scan(type, scan, [&](const Row& row) { return ++read, take(row); });
  }
  void each(const RecordType& type, const std::function<void(const Row&, std::int64_t, std::int64_t)>& take) override {
    under.each(type, take);
  }
  std::string look_through(const RecordType& type, const TakeLying& take) override { return under.look_through(type, take); }
  std::string damage(std::span<const Migration> migrations, std::span<const RecordType* const> records) override {
    return under.damage(migrations, records);
  }
  TableSum sum_of(const RecordType& type) override { return under.sum_of(type); }
  void flush(std::span<const RowChange> changes) override { under.flush(changes); }
  Store& under;
  std::int64_t read = 0;
};

}  // namespace ch::test
