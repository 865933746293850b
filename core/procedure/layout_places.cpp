#include "procedure/layout_places.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace ch::flow {

namespace {

constexpr std::size_t most_tried = 20'000;  // arrangements of lanes, times choices of a lane

std::size_t host_of(const Graph& graph, std::size_t node) { return graph.nodes[node].host.value_or(node); }

// As far to the right as the longest way that leads on to it; where it is to be narrow and of the usual way, as the usual way alone.
std::vector<std::size_t> columns_of(const Graph& graph) {
  std::vector<std::size_t> column(graph.nodes.size(), 0);
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    if (graph.nodes[node].host) column[node] = column[*graph.nodes[node].host];
    for (const Link& link : graph.links)
      if (link.to == node && host_of(graph, link.from) < node &&
          !(graph.narrow && graph.nodes[node].usual && !graph.nodes[link.from].usual))
        column[node] = std::max(column[node], column[link.from] + 1);
  }
  return column;
}

class Tried {
 public:
  Tried(const Graph& graph, const std::vector<std::size_t>& columns, const std::vector<std::size_t>& order,
        const std::vector<std::size_t>& lanes);
  std::int64_t cost() const;
  Places places;

 private:
  std::size_t row_before(std::size_t node) const;
  std::int64_t crossed(const Link& one, const Link& other) const;
  std::int64_t in_the_way(const Link& link) const;
  const Graph& graph_;
};

Tried::Tried(const Graph& graph, const std::vector<std::size_t>& columns, const std::vector<std::size_t>& order,
             const std::vector<std::size_t>& lanes)
    : places{order, lanes, columns, std::vector<std::size_t>(lanes.size(), 0), {}, 0, 0}, graph_(graph) {
  places.columns = columns.empty() ? 0 : *std::ranges::max_element(columns) + 1;
  for (const std::size_t lane : order) {
    places.rows_before.push_back(places.rows);
    std::set<std::pair<std::size_t, std::size_t>> taken;  // column and row
    std::size_t most = 1;
    for (const bool usual : {true, false}) {
      for (std::size_t node = 0; node < lanes.size(); ++node) {
        if (lanes[node] != lane || graph.nodes[node].host || graph.nodes[node].usual != usual) continue;
        std::size_t row = usual ? 0 : row_before(node);
        if (taken.contains({columns[node], row})) row = 0;
        while (!taken.emplace(columns[node], row).second) ++row;
        places.row[node] = places.rows + row;
        most = std::max(most, row + 1);
      }
    }
    places.rows += most;
  }
  places.rows_before.push_back(places.rows);
  for (std::size_t node = 0; node < lanes.size(); ++node)
    if (graph.nodes[node].host) places.row[node] = places.row[*graph.nodes[node].host];
}

// In its lane: straight on from where it is first led to from, if that is in the lane too.
std::size_t Tried::row_before(std::size_t node) const {
  const auto first = std::ranges::find(graph_.links, node, &Link::to);
  if (first == graph_.links.end() || first->from >= node || places.lane[first->from] != places.lane[node]) return 0;
  const std::size_t from = places.row[first->from];
  return from >= places.rows ? from - places.rows : 0;
}

// Of straight lines that do not begin or end together; by signs of areas, so in whole numbers.
std::int64_t Tried::crossed(const Link& one, const Link& other) const {
  const auto x = [&](std::size_t node) { return static_cast<std::int64_t>(places.column[node]); };
  const auto y = [&](std::size_t node) { return static_cast<std::int64_t>(places.row[node]); };
  const auto side = [&](std::size_t a, std::size_t b, std::size_t c) {
    const std::int64_t area = (x(b) - x(a)) * (y(c) - y(a)) - (y(b) - y(a)) * (x(c) - x(a));
    return area > 0 ? 1 : area < 0 ? -1 : 0;
  };
  if (one.from == other.from || one.to == other.to || one.from == other.to || one.to == other.from) return 0;
  return side(one.from, one.to, other.from) * side(one.from, one.to, other.to) < 0 &&
         side(other.from, other.to, one.from) * side(other.from, other.to, one.to) < 0;
}

std::int64_t Tried::in_the_way(const Link& link) const {
  const auto [low, high] = std::minmax(places.column[link.from], places.column[link.to]);
  std::int64_t count = 0;
  for (std::size_t node = 0; node < graph_.nodes.size(); ++node)
    count += places.row[link.from] == places.row[link.to] && places.row[node] == places.row[link.to] && places.column[node] > low &&
             places.column[node] < high;
  return count;
}

std::int64_t Tried::cost() const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < graph_.links.size(); ++i) {
    const Link& link = graph_.links[i];
    const auto from = static_cast<std::int64_t>(places.row[link.from]), to = static_cast<std::int64_t>(places.row[link.to]);
    sum += 2 * std::abs(from - to) + 3 * in_the_way(link);
    for (std::size_t j = 0; j < i; ++j) sum += 6 * crossed(link, graph_.links[j]);
  }
  // Whoever begins stands at the top where it costs little.
  return sum + 4 * static_cast<std::int64_t>(places.row.empty() ? 0 : places.row[0]) + 2 * static_cast<std::int64_t>(places.rows);
}

}  // namespace

std::vector<Places> likely_places(const Graph& graph, std::size_t most) {
  const std::vector<std::size_t> columns = columns_of(graph);
  std::vector<std::pair<std::int64_t, Places>> best;
  std::vector<std::size_t> order(graph.lanes);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::size_t tried = 0;
  do {
    std::vector<std::size_t> choice(graph.nodes.size(), 0);
    bool another = true;
    while (another && tried++ < most_tried) {
      std::vector<std::size_t> lanes;
      lanes.reserve(choice.size());
      for (std::size_t node = 0; node < choice.size(); ++node)
        lanes.push_back(graph.nodes[node].host ? lanes[*graph.nodes[node].host] : graph.nodes[node].lanes[choice[node]]);
      Tried one(graph, columns, order, lanes);
      const std::int64_t cost = one.cost();
      if (best.size() < most || cost < best.back().first) {
        const auto at = std::ranges::upper_bound(best, cost, {}, &std::pair<std::int64_t, Places>::first);
        best.insert(at, {cost, std::move(one.places)});
        if (best.size() > most) best.pop_back();
      }
      another = false;  // counts on through the choices, like the wheels of a meter
      for (std::size_t node = 0; node < choice.size() && !another; ++node) {
        choice[node] = graph.nodes[node].lanes.size() > 1 ? (choice[node] + 1) % graph.nodes[node].lanes.size() : 0;
        another = choice[node] != 0;
      }
    }
  } while (tried < most_tried && std::ranges::next_permutation(order).found);
  std::vector<Places> places;
  places.reserve(best.size());
  for (auto& [cost, one] : best) places.push_back(std::move(one));
  return places;
}

}  // namespace ch::flow
