#include "procedure/layout_paper.h"

#include <algorithm>
#include <utility>

namespace ch::flow {

namespace {

std::int32_t squares(std::int32_t pixels) { return (pixels + square - 1) / square; }

Direction between(Point from, Point to) {
  if (to.x != from.x) return to.x > from.x ? rightwards : leftwards;
  return to.y > from.y ? downwards : upwards;
}

// Room between columns: for the widest words of a line that leaves into it, and for the lines themselves.
std::vector<std::int32_t> gaps_after(const Graph& graph, const Places& places) {
  std::vector<std::int32_t> widest(places.columns, 0), lines(places.columns, 0);
  for (const Link& link : graph.links) {
    const std::size_t from = places.column[link.from], to = places.column[link.to];
    const std::size_t first = std::min(from, to), last = std::max(from, to);
    for (std::size_t column = first; column < std::max(last, first + 1); ++column) ++lines[column];
    std::size_t at = from;
    if (to <= from && at > 0) --at;
    widest[at] = std::max(widest[at], squares(link.label_width));
    if (from != to) widest[last - 1] = std::max(widest[last - 1], squares(link.label_width));
  }
  std::vector<std::int32_t> gaps;
  gaps.reserve(places.columns);
  for (std::size_t column = 0; column < places.columns; ++column) gaps.push_back(6 + widest[column] + 2 * std::min(lines[column], 8));
  return gaps;
}

}  // namespace

Direction Line::out(std::size_t at) const { return at + 1 < points.size() ? between(points[at], points[at + 1]) : in(at); }
Direction Line::in(std::size_t at) const { return at > 0 ? between(points[at - 1], points[at]) : out(at); }

Paper::Paper(const Graph& graph, const Places& places, std::int32_t stretched)
    : graph_(graph), places_(places), nodes_(graph.nodes.size()), marks_(graph.nodes.size()), lines_(graph.links.size()) {
  std::vector<std::int32_t> wide(places.columns, 0), high(places.rows, 0), above(places.rows + 1, 0), middle_x, middle_y;
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    const Node& one = graph.nodes[node];
    if (one.host) continue;
    auto& width = wide[places.column[node]];
    auto& height = high[places.row[node]];
    width = std::max(width, one.width / square);
    height = std::max(height, one.height / square);
    above[places.row[node]] = std::max(above[places.row[node]], squares(one.mark_height));
  }
  std::int32_t tallest = 0;
  for (const Link& link : graph.links) tallest = std::max(tallest, squares(link.label_height));

  const std::vector<std::int32_t> gaps = gaps_after(graph, places);
  std::int32_t x = squares(graph.header) + 4;
  for (std::size_t column = 0; column < places.columns; ++column) {
    middle_x.push_back(x + wide[column] / 2);
    x += wide[column] + gaps[column] + 6 * stretched;
  }
  width_ = x;
  const std::int32_t between_rows = tallest + 8 + 4 * stretched;
  std::int32_t y = 0;
  for (std::size_t row = 0; row < places.rows; ++row) {
    if (std::ranges::contains(places.rows_before, row)) borders_.push_back((y + (row == 0 ? 0 : between_rows / 2)) * square);
    y += between_rows + above[row];
    middle_y.push_back(y + high[row] / 2);
    y += high[row] + 4;
  }
  height_ = y + between_rows;
  borders_.push_back(height_ * square);
  blocked_.assign(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_), false);
  lettered_ = blocked_;
  uses_.resize(blocked_.size());

  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    const Node& one = graph.nodes[node];
    Point middle{middle_x[places.column[node]] * square, middle_y[places.row[node]] * square};
    if (one.host) middle = {middle.x + one.host_at, nodes_[*one.host].bottom()};
    nodes_[node] = {middle.x - one.width / 2, middle.y - one.height / 2, one.width, one.height};
    block(nodes_[node], 1);
    if (one.mark_height > 0) {
      marks_[node] = {nodes_[node].x, nodes_[node].y - one.mark_height, one.mark_width, one.mark_height};
      block(marks_[node], 0);
    }
  }
}

void Paper::block(const Rect& pixels, std::int32_t margin) {
  for (std::int32_t y = pixels.y / square - margin; y <= squares(pixels.bottom()) + margin; ++y)
    for (std::int32_t x = pixels.x / square - margin; x <= squares(pixels.right()) + margin; ++x)
      if (inside({x, y})) blocked_[place({x, y})] = true;
}

bool Paper::hosts(std::size_t node) const {
  return std::ranges::any_of(graph_.nodes, [&](const Node& one) { return one.host == node; });
}

void Paper::letter() {
  lettered_.assign(blocked_.size(), false);
  for (const Line& line : lines_) {
    const Rect& words = line.label;
    if (words.width == 0) continue;
    for (std::int32_t y = (words.y - 5) / square; y <= squares(words.bottom() + 5); ++y)
      for (std::int32_t x = (words.x - 5) / square; x <= squares(words.right() + 5); ++x)
        if (inside({x, y}) && overlap({words.x - 5, words.y - 5, words.width + 10, words.height + 10}, {x * square, y * square, 1, 1}))
          lettered_[place({x, y})] = true;
  }
}

void Paper::draw(std::size_t link, Line line) {
  for (std::size_t at = 0; at < line.points.size(); ++at) uses_[place(line.points[at])].push_back({link, at});
  lines_[link] = std::move(line);
  letter();
}

Line Paper::take_away(std::size_t link) {
  for (const Point& point : lines_[link].points) std::erase_if(uses_[place(point)], [&](const Use& use) { return use.link == link; });
  Line line = std::exchange(lines_[link], {});
  letter();
  return line;
}

std::vector<Port> ports_of(const Paper& paper, std::size_t node, bool leaving) {
  const Rect& box = paper.node(node);
  const std::int32_t half_x = box.width / square / 2, half_y = box.height / square / 2;
  const Point middle{box.x / square + half_x, box.y / square + half_y};
  const Direction forward = leaving ? rightwards : leftwards;
  std::vector<Port> ports;
  const auto side = [&](Direction way, std::int32_t cost) {
    const bool upright = steps[way].x != 0;
    const std::int32_t half = upright ? half_y : half_x, every = upright ? 1 : 2;
    // A small node is an event or a gateway: lines meet it in the middle of a side.
    const std::int32_t most = half <= 2 && half_x <= 3 ? 0 : half - 1;
    for (std::int32_t off = 0; off <= most; off += every) {
      for (const std::int32_t sign : {1, -1}) {
        if (off == 0 && sign < 0) continue;
        const Point at = upright ? Point{middle.x + steps[way].x * half_x, middle.y + sign * off}
                                 : Point{middle.x + sign * off, middle.y + steps[way].y * half_y};
        ports.push_back({at, way, cost + off});
      }
    }
  };
  if (paper.graph().nodes[node].host) {
    side(downwards, 0);
    return ports;
  }
  side(forward, 0);
  if (paper.marks()[node].height == 0) side(upwards, 10);
  if (!paper.hosts(node)) side(downwards, 10);
  side(turned_back(forward), 60);
  return ports;
}

}  // namespace ch::flow
