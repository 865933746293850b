#include "procedure/layout.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include "procedure/layout_paper.h"
#include "procedure/layout_squeeze.h"

namespace ch::flow {

namespace {

constexpr std::size_t lines_tried = 400;    // in all likely places together; those of one are drawn whole
constexpr std::int32_t rounds = 3;          // in which lines are drawn anew over all others
constexpr std::int32_t most_stretched = 6;  // more paper, where words found no room

std::vector<Point> corners(const std::vector<Point>& points) {
  std::vector<Point> made;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool straight = i > 0 && i + 1 < points.size() && ((points[i - 1].x == points[i + 1].x) || (points[i - 1].y == points[i + 1].y));
    if (!straight) made.push_back({points[i].x * square, points[i].y * square});
  }
  return made;
}

std::vector<std::vector<Point>> all_corners(const Paper& paper) {
  std::vector<std::vector<Point>> lines;
  lines.reserve(paper.graph().links.size());
  for (std::size_t link = 0; link < paper.graph().links.size(); ++link) lines.push_back(corners(paper.line(link).points));
  return lines;
}

// What is worse counts for more than any sum of what is better: a line or words without room, crossings, then corners and length.
std::int64_t cost_of(const Paper& paper) {
  std::int64_t cost = 0;
  std::vector<bool> inked(static_cast<std::size_t>(paper.width() * paper.height()), false);
  std::int64_t length = 0;
  const auto lines = all_corners(paper);
  for (std::size_t link = 0; link < lines.size(); ++link) {
    const Line& line = paper.line(link);
    if (line.points.empty()) cost += 10'000'000;
    if (!line.label_fits) cost += 1'000'000;
    cost += 14 * static_cast<std::int64_t>(lines[link].size());
    for (const Point& point : line.points) {
      length += inked[paper.place(point)] ? 0 : 1;
      inked[paper.place(point)] = true;
    }
  }
  return cost + 3 * length + 2'000 * static_cast<std::int64_t>(crossings(lines).size());
}

// The usual way first, then short ones: they have the least choice.
std::vector<std::size_t> order_of(const Graph& graph, const Places& places) {
  std::vector<std::size_t> order(graph.links.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto span = [&](std::size_t link) {
    const auto far = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
    const Link& one = graph.links[link];
    const std::size_t unusual = graph.nodes[one.from].usual && graph.nodes[one.to].usual ? 0 : 4;
    const std::size_t back = places.column[one.to] < places.column[one.from] ? 3 : 0;
    return unusual + far(places.column[one.from], places.column[one.to]) * 2 + far(places.row[one.from], places.row[one.to]) + back;
  };
  std::ranges::stable_sort(order, {}, span);
  return order;
}

class Pen {
 public:
  explicit Pen(Paper& paper) : paper_(paper), order_(order_of(paper.graph(), paper.places())) {}
  void draw_all();

 private:
  void draw_anew(const std::vector<std::size_t>& links);
  Paper& paper_;
  const std::vector<std::size_t> order_;
  std::int64_t cost_ = 0;
};

// These lines once more, over all others; as they were where that is no better.
void Pen::draw_anew(const std::vector<std::size_t>& links) {
  std::vector<Line> before;
  before.reserve(links.size());
  for (const std::size_t link : links) before.push_back(paper_.take_away(link));
  for (const std::size_t link : links) {
    Line line = route(paper_, link);
    place_label(paper_, link, line);
    if (!line.label_fits) {  // too little of it may be its own
      line = route(paper_, link, true);
      place_label(paper_, link, line);
    }
    paper_.draw(link, std::move(line));
  }
  const std::int64_t cost = cost_of(paper_);
  if (cost <= cost_) {
    cost_ = cost;
    return;
  }
  for (const std::size_t link : links) paper_.take_away(link);
  for (std::size_t i = 0; i < links.size(); ++i) paper_.draw(links[i], std::move(before[i]));
}

void Pen::draw_all() {
  cost_ = std::numeric_limits<std::int64_t>::max();
  draw_anew(order_);
  for (std::int32_t round = 0; round < rounds; ++round) {
    const std::int64_t before = cost_;
    // Lines that join hold one another in their place, so those to one node are taken up together, and so are those from one.
    for (std::size_t node = 0; node < paper_.graph().nodes.size(); ++node) {
      for (const auto end : {&Link::to, &Link::from}) {
        std::vector<std::size_t> together;
        for (const std::size_t link : order_)
          if (paper_.graph().links[link].*end == node) together.push_back(link);
        if (together.size() > 1) draw_anew(together);
      }
    }
    for (const std::size_t link : order_) draw_anew({link});
    if (cost_ == before) break;
  }
  for (const std::size_t link : order_) {
    if (paper_.line(link).label_fits && !paper_.line(link).points.empty()) continue;
    std::vector<std::size_t> first{link};  // all once more, and this one before the others have taken its room
    std::ranges::copy_if(order_, std::back_inserter(first), [&](std::size_t other) { return other != link; });
    draw_anew(first);
  }
}

Drawing drawing_of(const Paper& paper) {
  const Graph& graph = paper.graph();
  Drawing drawing;
  drawing.whole = {0, 0, paper.width() * square, paper.height() * square};
  drawing.nodes = paper.nodes();
  drawing.marks = paper.marks();
  drawing.lane_of = paper.places().lane;
  drawing.column_of = paper.places().column;
  drawing.links = all_corners(paper);
  for (std::size_t link = 0; link < graph.links.size(); ++link) drawing.labels.push_back(paper.line(link).label);
  drawing.lanes.resize(graph.lanes);
  for (std::size_t i = 0; i < graph.lanes; ++i) {
    const std::int32_t top = paper.borders()[i], bottom = paper.borders()[i + 1];
    drawing.lanes[paper.places().lane_order[i]] = {0, top, drawing.whole.width, bottom - top};
  }
  squeeze(drawing, graph.header, graph.narrow);
  return drawing;
}

}  // namespace

Drawing draw(const Graph& graph) {
  const std::vector<Places> likely =
      likely_places(graph, std::clamp<std::size_t>(lines_tried / std::max<std::size_t>(graph.links.size(), 1), 2, 20));
  std::optional<std::pair<std::int64_t, Drawing>> best;
  for (std::int32_t stretched = 0; stretched <= most_stretched; ++stretched) {
    for (const Places& places : likely) {
      Paper paper(graph, places, stretched);
      Pen(paper).draw_all();
      const std::int64_t cost = cost_of(paper);
      if (!best || cost < best->first) best = {cost, drawing_of(paper)};
    }
    if (best && best->first < 1'000'000) break;
  }
  return best ? std::move(best->second) : Drawing{};
}

std::vector<Point> crossings(const std::vector<std::vector<Point>>& lines) {
  struct Piece {
    std::int32_t at, from, to;
  };
  std::vector<Piece> across, down;
  for (const auto& line : lines) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const Point &a = line[i - 1], &b = line[i];
      if (a.y == b.y) across.push_back({a.y, std::min(a.x, b.x), std::max(a.x, b.x)});
      if (a.x == b.x) down.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y)});
    }
  }
  std::set<std::pair<std::int32_t, std::int32_t>> found;
  for (const Piece& one : across)
    for (const Piece& other : down)
      if (other.at > one.from && other.at < one.to && one.at > other.from && one.at < other.to) found.emplace(other.at, one.at);
  std::vector<Point> points;
  points.reserve(found.size());
  for (const auto& [x, y] : found) points.push_back({x, y});
  return points;
}

}  // namespace ch::flow
