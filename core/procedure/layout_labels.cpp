// Room for the words on a line.
#include <algorithm>

#include "procedure/layout_paper.h"

namespace ch::flow {

namespace {

constexpr std::int32_t margin = 4;

Rect wider(const Rect& rect, std::int32_t by) { return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by}; }

class Room {
 public:
  Room(const Paper& paper, std::size_t link) : paper_(paper), link_(link) {}
  bool is_free(const Rect& words) const;

 private:
  bool crossed_by_another(const Rect& words) const;
  const Paper& paper_;
  const std::size_t link_;
};

bool Room::crossed_by_another(const Rect& words) const {
  const std::int32_t left = (words.x - margin) / square, right = (words.right() + margin) / square + 1;
  const std::int32_t top = (words.y - margin) / square, bottom = (words.bottom() + margin) / square + 1;
  for (std::int32_t y = top; y <= bottom; ++y) {
    for (std::int32_t x = left; x <= right; ++x) {
      const Rect at{x * square, y * square, 1, 1};
      if (!paper_.inside({x, y}) || !overlap(wider(words, margin), at)) continue;
      if (std::ranges::any_of(paper_.uses({x, y}), [&](const Use& use) { return use.link != link_; })) return true;
    }
  }
  return false;
}

bool Room::is_free(const Rect& words) const {
  const Rect sheet{0, 0, paper_.width() * square, paper_.height() * square};
  if (words.x < sheet.x + paper_.graph().header || words.y < 0 || words.right() > sheet.right() || words.bottom() > sheet.bottom())
    return false;
  const auto touched = [&](const Rect& other) { return other.width > 0 && overlap(wider(words, margin), other); };
  if (std::ranges::any_of(paper_.nodes(), touched) || std::ranges::any_of(paper_.marks(), touched)) return false;
  for (std::size_t other = 0; other < paper_.graph().links.size(); ++other)
    if (other != link_ && touched(paper_.line(other).label)) return false;
  return !crossed_by_another(words);
}

}  // namespace

bool overlap(const Rect& one, const Rect& other) {
  return one.x < other.right() && other.x < one.right() && one.y < other.bottom() && other.y < one.bottom();
}

// On the middle of a straight piece that is the line's own, as near to where it begins as there is room.
void place_label(const Paper& paper, std::size_t link, Line& line) {
  const Link& one = paper.graph().links[link];
  if (one.label_width == 0 || line.points.empty()) return;
  const Room room(paper, link);
  constexpr std::size_t stem = 4;  // kept free of words, for the others of a fork
  for (std::size_t first = one.fork ? std::max(line.own_from, stem) : line.own_from; first < line.own_to;) {
    std::size_t last = first + 1;
    while (last < line.own_to && line.out(last) == line.out(first)) ++last;
    const bool across = line.out(first) % 2 == 0;
    const auto half = static_cast<std::size_t>((across ? one.label_width : one.label_height) / 2 / square) + 1;
    for (std::size_t at = first + half; at + half <= last; ++at) {
      const Point middle{line.points[at].x * square, line.points[at].y * square};
      const Rect words{middle.x - one.label_width / 2, middle.y - one.label_height / 2, one.label_width, one.label_height};
      if (!room.is_free(words)) continue;
      line.label = words;
      line.label_from = at - half;
      line.label_to = at + half;
      return;
    }
    first = last;
  }
  line.label_fits = false;
}

}  // namespace ch::flow
