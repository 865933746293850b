// The journal's texts and its chain (LED-7): how entries and arguments lie in a row, and what its hash covers.
#pragma once

#include <functional>

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

// The chain over rows as they lie, one after another (LED-7). Two are hashed together: which hash the second follows is known, it stands in
// the first. Only a row whose hash fits is told of, in order: of another nothing can be relied on. Throws Fault at the first that does not.
class ChainLook {
 public:
  struct Sound {
    std::int64_t seq = 0;
    Instant at;
    std::string entries;
  };
  explicit ChainLook(std::function<void(const Sound&)> take) : take_(std::move(take)) {}
  void look(std::int64_t seq, std::span<const LyingValue> row);
  void finish();  // what still waits for another
  const Hash& head() const { return head_; }

 private:
  struct Waiting {
    Sound row;
    DigestSink sink;
    Hash hash{};
  };
  void tell(const Waiting& waiting, const Hash& hash) const;
  std::function<void(const Sound&)> take_;
  std::array<Waiting, 2> waiting_;
  std::size_t count_ = 0;
  Hash head_{};  // as it lies
};

}  // namespace ch
