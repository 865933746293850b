// Where the nodes of a flow chart stand: column, lane, row.
#pragma once

#include "procedure/layout.h"

namespace ch::flow {

struct Places {
  std::vector<std::size_t> lane_order;         // the lane that stands first, second, ...
  std::vector<std::size_t> lane, column, row;  // of nodes; rows are counted through all lanes
  std::vector<std::size_t> rows_before;        // of each lane in its order, and of the end
  std::size_t columns = 0, rows = 0;
};

// The best by a quick look, best first: straight lines between the nodes, where they cross and how far they go.
std::vector<Places> likely_places(const Graph& graph, std::size_t most);

}  // namespace ch::flow
