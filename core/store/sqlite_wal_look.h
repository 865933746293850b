// LED-7: whether a write-ahead log (SQLite's -wal file) has lost what it had. SQLite takes the first frame that does not follow from the
// one before as the log's end, as after a power loss; so a bit that flips there takes all later transactions with it, and nobody is told.
// Each commit is synced before the log goes on. Hence a log that goes on past a commit behind such a frame is no torn end but damage.
//
// What this cannot tell from a torn end: damage within the last transaction; in the commit frame before it, where its size field
// becomes zero, or where its header lies over two sectors of the disk.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace ch {

struct WalBytes {
  std::int64_t size = 0;
  std::function<void(std::int64_t at, std::span<std::uint8_t> into)> read;  // all of it, or throws
};

// In words; empty: nothing. Reads frame by frame and changes nothing.
std::string wal_damage(const WalBytes& log);

}  // namespace ch
