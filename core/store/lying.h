// Rows as they lie: what stands in each column, whatever a record makes of it. Audit looks at these, so that nothing which is stored is
// made to look right by being read.
#pragma once

#include <string>
#include <vector>

#include "base/function_ref.h"
#include "record/record_type.h"
#include "store/stored_source.h"

namespace ch {

struct LyingValue {
  enum class Kind : std::uint8_t { null, integer, text, bytes };
  Kind kind = Kind::null;
  std::int64_t number = 0;
  std::string_view bytes;  // of texts too; whose reads the rows keeps them until the next
  void feed(Sink& sink) const;
};

struct LyingRow {
  std::span<const LyingValue> values;  // in the order of the record's fields
  LyingValue seq, digest;              // digest: null where the table has none
};
using TakeLying = FunctionRef<void(const LyingRow&)>;

// A record out of a row. What no record would have written is damage (StoreError).
class LyingSource final : public StoredSource {
 public:
  LyingSource(const RecordType& type, const LyingRow& row) : type_(type), row_(row) {}
  bool present() override;
  std::int64_t integer() override { return next(LyingValue::Kind::integer).number; }
  std::string text() override { return std::string(next(LyingValue::Kind::text).bytes); }
  void bytes(std::span<std::uint8_t> into) override;

 private:
  const LyingValue& next(LyingValue::Kind kind);
  [[noreturn]] void damaged() const override;
  const RecordType& type_;
  const LyingRow& row_;
  std::size_t at_ = 0;
};

// Do rows come in the order of some of their columns, no two alike? Integers by value, texts and bytes byte by byte: as the store's trees
// have them, so a row out of order is one that no search finds.
class Ascending {
 public:
  explicit Ascending(std::vector<std::size_t> columns) : columns_(std::move(columns)) {}
  bool take(std::span<const LyingValue> values);

 private:
  std::vector<std::size_t> columns_;
  std::vector<LyingValue> before_;
  std::vector<std::string> texts_;  // what those stand on
};

// Where in a row some of its fields stand.
std::vector<std::size_t> places_of(const RecordType& type, std::span<const Field* const> fields);

// Of some of a row's values. What differs in one word alone never has the same; of many rows the sum says whether they are the same.
std::uint64_t fingerprint(std::span<const LyingValue> values, std::span<const std::size_t> columns);

}  // namespace ch
