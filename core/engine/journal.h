// The journal's texts and its chain (LED-7): how entries and arguments lie in a row, and what its hash covers.
#pragma once

#include "engine/records.h"
#include "ledger/ledger.h"
#include "store/store.h"

namespace ch {

std::string entries_text(std::span<const Entry> entries);
// Throws Fault where the text is not what entries_text makes.
std::vector<Entry> entries_of(const JournalRow& row);
// The same of a row as it lies, into what was read before.
void read_entries(std::string_view text, std::int64_t seq, std::vector<Entry>& entries);
std::string args_text(std::span<const Arg> args);
std::vector<Arg> args_of(std::string_view text);
// SHA-256 over the hash before and every other column.
Hash chained(const Hash& before, const JournalRow& row);

// The chain over rows as they lie, one after another. Two are looked at together: which the second follows is known, it stands in the
// first. Throws Fault at the first that does not follow, with its place.
class ChainLook {
 public:
  void take(std::int64_t seq, std::span<const LyingValue> row);
  void finish();  // what has not been looked at yet
  const Hash& head() const { return head_; }

 private:
  struct Waiting {
    std::int64_t seq = 0;
    DigestSink sink;
    Hash hash{};
  };
  std::array<Waiting, 2> waiting_;
  std::size_t count_ = 0;
  Hash head_{};  // as it lies
};

}  // namespace ch
