// The squared paper on which a flow chart is drawn: what is taken, and by which line.
#pragma once

#include <array>

#include "procedure/layout_places.h"

namespace ch::flow {

inline constexpr std::int32_t square = 10;  // its size

enum Direction : std::uint8_t { rightwards, downwards, leftwards, upwards };
inline constexpr std::array<Point, 4> steps{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
constexpr Direction turned_back(Direction way) { return static_cast<Direction>((way + 2) % 4); }

// A line as drawn so far, in squares. Others of its fork share what lies before `own_from`, others to the same node what lies behind
// `own_to`.
struct Line {
  std::vector<Point> points;  // each a square away from the last; empty: not drawn
  std::size_t own_from = 0, own_to = 0;
  std::size_t label_from = 0, label_to = 0;  // the points that its words lie on
  Rect label;                                // in squares' units, that is pixels
  bool label_fits = true;
  Direction out(std::size_t at) const;
  Direction in(std::size_t at) const;
};

struct Use {
  std::size_t link, at;  // which point of that line
};

class Paper {
 public:
  Paper(const Graph& graph, const Places& places, std::int32_t stretched);

  std::int32_t width() const { return width_; }  // in squares
  std::int32_t height() const { return height_; }
  std::size_t place(Point at) const {
    return static_cast<std::size_t>(at.y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(at.x);
  }
  bool inside(Point at) const { return at.x >= 0 && at.y >= 0 && at.x < width_ && at.y < height_; }
  bool blocked(Point at) const { return !inside(at) || blocked_[place(at)] || lettered_[place(at)]; }  // by a node, a mark or words
  const std::vector<Use>& uses(Point at) const { return uses_[place(at)]; }

  void draw(std::size_t link, Line line);
  Line take_away(std::size_t link);
  const Line& line(std::size_t link) const { return lines_[link]; }

  const Graph& graph() const { return graph_; }
  const Places& places() const { return places_; }
  const Rect& node(std::size_t node) const { return nodes_[node]; }  // in pixels
  const std::vector<Rect>& nodes() const { return nodes_; }
  const std::vector<Rect>& marks() const { return marks_; }
  const std::vector<std::int32_t>& borders() const { return borders_; }  // of lanes
  bool hosts(std::size_t node) const;

 private:
  void block(const Rect& pixels, std::int32_t margin);
  const Graph& graph_;
  const Places& places_;
  std::int32_t width_ = 0, height_ = 0;
  std::vector<Rect> nodes_, marks_;
  std::vector<std::int32_t> borders_;
  void letter();
  std::vector<bool> blocked_, lettered_;
  std::vector<std::vector<Use>> uses_;
  std::vector<Line> lines_;
};

// Where lines may leave a node, and with which cost: the middle of a side is best, and to the right is forward.
struct Port {
  Point at;  // on the node's edge
  Direction outwards;
  std::int32_t cost;
};
std::vector<Port> ports_of(const Paper& paper, std::size_t node, bool leaving);

// The cheapest line over what is drawn already; empty where there is none. `alone`: it neither forks off others nor joins them.
Line route(const Paper& paper, std::size_t link, bool alone = false);
// Finds room for the line's words where it is nobody else's; label_fits says whether there was any.
void place_label(const Paper& paper, std::size_t link, Line& line);

}  // namespace ch::flow
