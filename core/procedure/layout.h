// Lays a graph out as a flow chart with lanes (PRO-7): left to right, edges at right angles, a block of words on each. Knows nothing of
// procedures. Whole numbers alone, so that browser and server draw the same; the same graph always gives the same drawing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ch::flow {

struct Point {
  std::int32_t x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

struct Rect {
  std::int32_t x = 0, y = 0, width = 0, height = 0;
  std::int32_t right() const { return x + width; }
  std::int32_t bottom() const { return y + height; }
  bool operator==(const Rect&) const = default;
};
bool overlap(const Rect& one, const Rect& other);

struct Node {
  std::int32_t width, height;                    // multiples of 20
  std::vector<std::size_t> lanes;                // it may lie in any of these
  std::optional<std::size_t> host;               // it sits on the lower edge of that node, which has a smaller number
  std::int32_t host_at = 0;                      // ... so far from that node's middle
  std::int32_t mark_width = 0, mark_height = 0;  // kept free above it
  bool usual = false;                            // of the usual way: the others make room for it
};

struct Link {
  std::size_t from, to;
  std::int32_t label_width = 0, label_height = 0;  // none: 0
  std::optional<std::size_t> fork;                 // links of one number leave their node as one line
};

// Nodes come in the order of the usual way: a link to a smaller number leads back.
struct Graph {
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::size_t lanes = 0;
  std::int32_t header = 0;  // room for the lanes' names, at the left
  bool narrow = false;      // what is not of the usual way takes no column of that way's own
};

struct Drawing {
  std::vector<Rect> nodes, marks, labels, lanes;  // a label's rectangle is empty where it has none
  std::vector<std::size_t> lane_of, column_of;    // of nodes
  std::vector<std::vector<Point>> links;          // corners, from node to node
  Rect whole;
};

Drawing draw(const Graph& graph);

// The points in which a line that goes down crosses one that goes across. Lines that join and go on together do not cross there.
std::vector<Point> crossings(const std::vector<std::vector<Point>>& lines);

}  // namespace ch::flow
