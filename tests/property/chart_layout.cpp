// Flow charts of whatever graph: what is drawn keeps clear of what else is drawn (PRO-7).
#include "procedure/layout.h"

#include <catch_amalgamated.hpp>

#include <algorithm>
#include <random>

using namespace ch::flow;

namespace {

// Two or three ways on from each node, and some back; like procedures, but wilder.
Graph some_graph(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return std::size_t{random() % n}; };
  Graph graph;
  graph.lanes = 1 + below(4);
  graph.header = 60;
  const std::size_t count = 3 + below(7);
  for (std::size_t node = 0; node < count; ++node) {
    Node one{.width = 120, .height = 40, .lanes = {below(graph.lanes)}};
    if (below(4) == 0) one = {.width = 120, .height = 40, .lanes = one.lanes, .mark_width = 90, .mark_height = 16};
    one.usual = below(2) == 0;
    graph.nodes.push_back(one);
  }
  const auto link = [&](std::size_t from, std::size_t to) {
    const auto same = [&](const Link& one) { return one.from == from && one.to == to; };
    if (from == to || std::ranges::any_of(graph.links, same)) return;
    graph.links.push_back({.from = from,
                           .to = to,
                           .label_width = 40 + static_cast<std::int32_t>(below(70)),
                           .label_height = 14 * (1 + static_cast<std::int32_t>(below(3)))});
  };
  for (std::size_t node = 0; node + 1 < count; ++node) {
    link(node, node + 1 + below(count - node - 1));
    if (below(2) == 0) link(node, node + 1);
    if (below(3) == 0) link(node, below(count));
  }
  return graph;
}

bool passes(const Point& a, const Point& b, const Rect& box) {
  return std::min(a.x, b.x) < box.right() && std::max(a.x, b.x) > box.x && std::min(a.y, b.y) < box.bottom() && std::max(a.y, b.y) > box.y;
}

void check(const Graph& graph, const Drawing& drawing) {
  for (std::size_t link = 0; link < graph.links.size(); ++link) {
    INFO("link " << graph.links[link].from << " " << graph.links[link].to);
    const auto& line = drawing.links[link];
    REQUIRE(line.size() >= 2);
    CHECK(drawing.labels[link].width > 0);
    for (std::size_t i = 1; i < line.size(); ++i) {
      CHECK((line[i].x == line[i - 1].x) != (line[i].y == line[i - 1].y));
      for (const Rect& node : drawing.nodes) CHECK(!passes(line[i - 1], line[i], node));
      for (std::size_t other = 0; other < graph.links.size(); ++other)
        if (other != link) CHECK(!passes(line[i - 1], line[i], drawing.labels[other]));
    }
    for (const Rect& node : drawing.nodes) CHECK(!overlap(drawing.labels[link], node));
    for (std::size_t other = 0; other < link; ++other) CHECK(!overlap(drawing.labels[link], drawing.labels[other]));
  }
}

}  // namespace

TEST_CASE("PRO-7: of whatever graph every line is drawn, past all nodes and all words, and words past one another") {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Graph graph = some_graph(random);
    check(graph, draw(graph));
  }
}
