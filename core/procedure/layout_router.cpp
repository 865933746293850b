// One line, drawn over what is there: the cheapest way through the squares, where length, corners and above all crossings cost.
#include <algorithm>
#include <limits>

#include "procedure/layout_paper.h"

namespace ch::flow {

namespace {

constexpr std::int32_t cost_step = 3, cost_shared_step = 2, cost_corner = 14, cost_crossing = 160;
constexpr std::int32_t stub = 2;  // squares straight out of a node before the first corner

// A place and the direction in which it was reached, as one number.
using State = std::uint32_t;

class Router {
 public:
  Router(const Paper& paper, std::size_t link, bool alone)
      : paper_(paper),
        number_(link),
        alone_(alone),
        link_(paper.graph().links[link]),
        states_(static_cast<State>(paper.width() * paper.height()) * 4) {
    for (const Port& port : ports_of(paper, link_.to, false))
      if (free_stub(port)) goals_.push_back(port);
    cost_.assign(states_, std::numeric_limits<std::int32_t>::max());
    came_from_.assign(states_, states_);
  }
  Line find();

 private:
  // Where lines may begin: at the node, or where another of the fork goes.
  struct Begin {
    std::vector<Point> before;  // the points up to the state's, without it
    std::size_t own_from;
  };
  struct End {
    std::vector<Point> behind;
    bool joined = false;
  };

  State state(Point at, Direction way) const { return static_cast<State>(paper_.place(at)) * 4 + way; }
  Point point(State state) const {
    const auto place = static_cast<std::int32_t>(state / 4);
    return {place % paper_.width(), place / paper_.width()};
  }
  void offer(State state, std::int32_t cost, State from);
  std::int32_t at_least(Point at) const;
  bool may_stand(Point at) const { return !paper_.blocked(at); }
  std::optional<std::int32_t> passing(Point at, Direction in, Direction out) const;
  bool free_stub(const Port& port) const;
  void begin_at_ports();
  void begin_at_forks();
  void consider_ends(State state);
  void consider_joins(State state);
  void close(State state, std::int32_t cost, End end);
  void step_on(State state);
  Line traced() const;

  const Paper& paper_;
  const std::size_t number_;
  const bool alone_;
  const Link& link_;
  const State states_;       // how many; also: none
  std::vector<Port> goals_;  // where it may come in
  std::vector<std::int32_t> cost_;
  std::vector<State> came_from_;
  std::vector<std::vector<State>> open_;  // by what the whole line would cost at least
  std::vector<std::pair<State, Begin>> begins_;
  std::int32_t best_ = std::numeric_limits<std::int32_t>::max();
  State best_state_ = 0;
  End best_end_;
};

void Router::offer(State to, std::int32_t cost, State from) {
  if (cost >= cost_[to]) return;
  cost_[to] = cost;
  came_from_[to] = from;
  const auto whole = static_cast<std::size_t>(cost) + static_cast<std::size_t>(at_least(point(to)));
  if (whole >= open_.size()) open_.resize(whole + 1);
  open_[whole].push_back(to);
}

// From here to the node, as the crow walks, at the price of a line that is there already.
std::int32_t Router::at_least(Point at) const {
  const Rect& box = paper_.node(link_.to);
  const std::int32_t x = std::max({box.x / square - at.x, at.x - box.right() / square, 0});
  const std::int32_t y = std::max({box.y / square - at.y, at.y - box.bottom() / square, 0});
  return (x + y) * cost_shared_step;
}

// What it costs to go through a point that others go through: straight across a straight line is a crossing, all else is not allowed.
std::optional<std::int32_t> Router::passing(Point at, Direction in, Direction out) const {
  bool crosses = false;
  for (const Use& use : paper_.uses(at)) {
    if (use.link == number_) continue;
    const Line& other = paper_.line(use.link);
    const bool straight = in == out && other.in(use.at) == other.out(use.at);
    if (!straight || (in + other.in(use.at)) % 2 == 0) return std::nullopt;
    crosses = true;
  }
  return (in == out ? 0 : cost_corner) + (crosses ? cost_crossing : 0);
}

Point moved(Point at, Direction way, std::int32_t by) { return {at.x + steps[way].x * by, at.y + steps[way].y * by}; }

bool Router::free_stub(const Port& port) const {
  for (std::int32_t by = 0; by < stub; ++by)
    if (!paper_.inside(moved(port.at, port.outwards, by)) || !paper_.uses(moved(port.at, port.outwards, by)).empty()) return false;
  return may_stand(moved(port.at, port.outwards, stub));
}

void Router::begin_at_ports() {
  for (const Port& port : ports_of(paper_, link_.from, true)) {
    if (!free_stub(port)) continue;
    Begin begin{{}, 0};
    for (std::int32_t by = 0; by < stub; ++by) begin.before.push_back(moved(port.at, port.outwards, by));
    const State first = state(moved(port.at, port.outwards, stub), port.outwards);
    if (port.cost * cost_step >= cost_[first]) continue;
    offer(first, port.cost * cost_step, states_);
    begins_.emplace_back(first, std::move(begin));
  }
}

// Off a line of the same fork, before its words, and where none but lines of this fork go.
void Router::begin_at_forks() {
  if (!link_.fork) return;
  for (std::size_t other = 0; other < paper_.graph().links.size(); ++other) {
    const Line& line = paper_.line(other);
    if (other == number_ || paper_.graph().links[other].fork != link_.fork || line.points.empty()) continue;
    const std::size_t until = line.label.width > 0 ? line.label_from : line.own_to;
    for (std::size_t at = stub; at < until; ++at) {
      const auto of_fork = [&](const Use& use) { return paper_.graph().links[use.link].fork == link_.fork; };
      if (!std::ranges::all_of(paper_.uses(line.points[at]), of_fork)) continue;
      for (const Direction way : {rightwards, downwards, leftwards, upwards}) {
        if (way == line.out(at) || way == turned_back(line.in(at))) continue;
        const Point next = moved(line.points[at], way, 1);
        if (!may_stand(next)) continue;
        const State first = state(next, way);
        if (cost_corner >= cost_[first]) continue;
        offer(first, cost_corner + static_cast<std::int32_t>(at) * cost_shared_step, states_);
        begins_.emplace_back(first, Begin{{line.points.begin(), line.points.begin() + static_cast<std::ptrdiff_t>(at) + 1}, at});
      }
    }
  }
}

void Router::close(State from, std::int32_t cost, End end) {
  if (cost >= best_) return;
  best_ = cost;
  best_state_ = from;
  best_end_ = std::move(end);
}

void Router::consider_ends(State here) {
  const Point at = point(here);
  const auto in = static_cast<Direction>(here % 4);
  for (const Port& port : goals_) {
    if (moved(port.at, port.outwards, stub) != at) continue;
    const Direction inwards = turned_back(port.outwards);
    if (inwards == turned_back(in)) continue;
    const auto cost = passing(at, in, inwards);
    if (!cost) continue;
    End end;
    for (std::int32_t by = stub; by-- > 0;) end.behind.push_back(moved(port.at, port.outwards, by));
    close(here, cost_[here] + *cost + (port.cost + stub) * cost_step, std::move(end));
  }
}

// Into a line to the same node, behind its words, and where none but lines to that node go.
void Router::consider_joins(State here) {
  const Point at = point(here);
  const auto in = static_cast<Direction>(here % 4);
  const auto& uses = paper_.uses(at);
  const auto to_the_same = [&](const Use& use) { return use.link != number_ && paper_.graph().links[use.link].to == link_.to; };
  if (uses.empty() || !std::ranges::all_of(uses, to_the_same)) return;
  for (const Use& use : uses) {
    const Line& line = paper_.line(use.link);
    const std::size_t after = line.label.width > 0 ? line.label_to + 1 : line.own_from + 1;
    if (use.at < after || use.at + 1 >= line.points.size() || line.out(use.at) == turned_back(in)) continue;
    // Two lines that meet head on would look like one that goes by.
    if (line.in(use.at) == turned_back(in)) continue;
    End end{{line.points.begin() + static_cast<std::ptrdiff_t>(use.at) + 1, line.points.end()}, true};
    const auto left = static_cast<std::int32_t>(end.behind.size());
    close(here, cost_[here] + left * cost_shared_step + (in == line.out(use.at) ? 0 : cost_corner), std::move(end));
  }
}

void Router::step_on(State here) {
  const Point at = point(here);
  const auto in = static_cast<Direction>(here % 4);
  for (const Direction out : {rightwards, downwards, leftwards, upwards}) {
    if (out == turned_back(in)) continue;
    const Point next = moved(at, out, 1);
    if (!may_stand(next)) continue;
    if (const auto cost = passing(at, in, out)) offer(state(next, out), cost_[here] + *cost + cost_step, here);
  }
}

Line Router::traced() const {
  Line line;
  State here = best_state_, first = here;
  for (; here != states_; here = came_from_[here]) {
    line.points.push_back(point(here));
    first = here;
  }
  std::ranges::reverse(line.points);
  // The begin that was offered last was the cheapest.
  const auto begin = std::ranges::find(begins_.rbegin(), begins_.rend(), first, &std::pair<State, Begin>::first);
  line.points.insert(line.points.begin(), begin->second.before.begin(), begin->second.before.end());
  line.own_from = begin->second.own_from;
  line.own_to = line.points.size() - 1;
  line.points.insert(line.points.end(), best_end_.behind.begin(), best_end_.behind.end());
  if (!best_end_.joined) line.own_to = line.points.size() - 1;
  return line;
}

Line Router::find() {
  begin_at_ports();
  if (!alone_) begin_at_forks();
  for (std::size_t whole = 0; whole < open_.size() && static_cast<std::int32_t>(whole) < best_; ++whole) {
    while (!open_[whole].empty()) {
      const State here = open_[whole].back();
      open_[whole].pop_back();
      if (cost_[here] + at_least(point(here)) < static_cast<std::int32_t>(whole)) continue;  // a cheaper way was found since
      consider_ends(here);
      if (!alone_) consider_joins(here);
      step_on(here);
    }
  }
  return best_ == std::numeric_limits<std::int32_t>::max() ? Line{} : traced();
}

}  // namespace

Line route(const Paper& paper, std::size_t link, bool alone) { return Router(paper, link, alone).find(); }

}  // namespace ch::flow
