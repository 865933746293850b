#include "store/row_index.h"

#include <algorithm>

namespace ch {

void RowIndex::add(std::uint32_t hash, std::size_t place) {
  if ((count_ + 1) * 4 > cells_.size() * 3) {
    std::vector<Cell> before(std::max<std::size_t>(cells_.size() * 2, 64));
    before.swap(cells_);
    for (const Cell& cell : before)
      if (cell.place_after != 0) put(cell);
  }
  put({hash, static_cast<std::uint32_t>(place + 1)});
  ++count_;
}

void RowIndex::put(Cell cell) {
  const std::size_t mask = cells_.size() - 1;
  std::size_t at = cell.hash & mask;
  while (cells_[at].place_after != 0) at = (at + 1) & mask;
  cells_[at] = cell;
}

// Its memory is kept for as many rows again, and given up after few: else they would pay for the many of once.
void RowIndex::clear() {
  if (count_ * 16 < cells_.size())
    cells_ = {};
  else
    std::ranges::fill(cells_, Cell{});
  count_ = 0;
}

}  // namespace ch
