// Places in a list of rows, found by the row that stands there: an open table of them, each with its hash beside it, so that a look
// touches one line of memory and nothing is allocated for a row. Rows never leave it but all at once.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "record/record_type.h"

namespace ch {

// Which row, without a copy of its key; hashed once, however many layers are asked for it.
struct RowRef {
  RowRef(const RecordType& of, std::string_view named)
      : type(&of),
        key(named),
        hash(static_cast<std::uint32_t>(std::hash<std::string_view>{}(named) ^ reinterpret_cast<std::uintptr_t>(&of) >> 4)) {}
  bool is(const RecordType* other, std::string_view named) const { return type == other && key == named; }
  const RecordType* type;
  std::string_view key;
  std::uint32_t hash;
};

class RowIndex {
 public:
  static constexpr std::size_t none = SIZE_MAX;

  // The place with this hash for which is(place) holds.
  template <class Is>
  std::size_t find(std::uint32_t hash, Is is) const {
    if (cells_.empty()) return none;
    const std::size_t mask = cells_.size() - 1;
    for (std::size_t at = hash & mask; cells_[at].place_after != 0; at = (at + 1) & mask)
      if (cells_[at].hash == hash && is(cells_[at].place_after - 1)) return cells_[at].place_after - 1;
    return none;
  }
  // Must not be in it. Fewer than 2^32 places.
  void add(std::uint32_t hash, std::size_t place);
  void clear();

 private:
  struct Cell {
    std::uint32_t hash = 0;
    std::uint32_t place_after = 0;  // the place plus one; 0: free
  };
  void put(Cell cell);
  std::vector<Cell> cells_;  // a power of two, at most three quarters of them in use
  std::size_t count_ = 0;
};

}  // namespace ch
