#include "procedure/layout_squeeze.h"

#include <algorithm>
#include <utility>

namespace ch::flow {

namespace {

// Along one axis: what is needed, and where a place comes to lie. Order is kept, so nothing comes to overlap or cross that did not.
class Axis {
 public:
  void need(std::int32_t from, std::int32_t to) { needed_.emplace_back(from, to); }
  void close();
  std::int32_t at(std::int32_t place) const;

 private:
  std::vector<std::pair<std::int32_t, std::int32_t>> needed_;
};

void Axis::close() {
  std::ranges::sort(needed_);
  std::vector<std::pair<std::int32_t, std::int32_t>> merged;
  for (const auto& one : needed_) {
    if (!merged.empty() && one.first <= merged.back().second)
      merged.back().second = std::max(merged.back().second, one.second);
    else
      merged.push_back(one);
  }
  needed_ = std::move(merged);
}

std::int32_t Axis::at(std::int32_t place) const {
  std::int32_t before = 0;
  for (const auto& [from, to] : needed_) {
    if (place <= from) return before;
    before += std::min(place, to) - from;
  }
  return before;
}

void need_lines(const Drawing& drawing, Axis& across, Axis& down) {
  constexpr std::int32_t beside = 6;
  for (const auto& line : drawing.links) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i].x == line[i - 1].x) across.need(line[i].x - beside, line[i].x + beside);
      if (line[i].y == line[i - 1].y) down.need(line[i].y - beside, line[i].y + beside);
    }
  }
}

}  // namespace

void squeeze(Drawing& drawing, std::int32_t header, bool narrow) {
  constexpr std::int32_t above_node = 12, above_words = 4, border = 4;
  const std::int32_t beside_node = narrow ? 10 : 14, beside_words = narrow ? 5 : 8;
  Axis across, down;
  const auto need = [&](const Rect& rect, std::int32_t x, std::int32_t y) {
    if (rect.width == 0) return;
    across.need(rect.x - x, rect.right() + x);
    down.need(rect.y - y, rect.bottom() + y);
  };
  across.need(0, header);
  for (const Rect& node : drawing.nodes) need(node, beside_node, above_node);
  for (const Rect& mark : drawing.marks) need(mark, beside_words, above_words);
  for (const Rect& label : drawing.labels) need(label, beside_words, above_words);
  for (const Rect& lane : drawing.lanes) {
    down.need(lane.y - border, lane.y + border);
    down.need(lane.bottom() - border, lane.bottom() + border);
  }
  need_lines(drawing, across, down);
  across.close();
  down.close();

  const auto moved = [&](Rect& rect) {
    if (rect.width == 0) return;
    rect.x = across.at(rect.x);
    rect.y = down.at(rect.y);
  };
  for (auto* rects : {&drawing.nodes, &drawing.marks, &drawing.labels}) std::ranges::for_each(*rects, moved);
  for (auto& line : drawing.links)
    for (Point& point : line) point = {across.at(point.x), down.at(point.y)};
  const std::int32_t width = across.at(drawing.whole.right());
  for (Rect& lane : drawing.lanes) {
    const std::int32_t top = down.at(lane.y), bottom = down.at(lane.bottom());
    lane = {0, top, width, bottom - top};
  }
  drawing.whole = {0, 0, width, down.at(drawing.whole.bottom())};
}

}  // namespace ch::flow
