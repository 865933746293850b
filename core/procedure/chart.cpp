#include "procedure/chart.h"

#include <algorithm>
#include <map>

#include "api/role_names.h"
#include "procedure/chart_words.h"

namespace ch {

namespace {

constexpr std::int32_t step_height = 40, start_size = 20, label_width = 110, padding = 3;

// The graph to be laid out, and what its parts stand for.
class Maker {
 public:
  Maker(const Procedure& procedure, Language language, const PolicyNumber& number, ChartForm form)
      : procedure_(procedure), language_(language), number_(number), form_(form), step_width_(form == ChartForm::whole ? 120 : 80) {}
  Chart make();

 private:
  std::size_t lane_of(Role role);
  std::size_t box_of(std::string_view step) const;
  Role actor_of(const Transition& one) const;
  void add_boxes();
  void add_edges();
  void add_mark(ChartEdge& edge);
  void add_link(ChartEdge& edge);
  void set_forks();
  std::vector<std::string> words_of_edge(const Transition& one) const;
  void number_ways();
  void place(Chart& chart, const flow::Drawing& drawing) const;

  const Procedure& procedure_;
  const Language language_;
  const PolicyNumber& number_;
  const ChartForm form_;
  const std::int32_t step_width_;
  std::vector<Role> lanes_;
  std::vector<ChartBox> boxes_;
  std::vector<ChartEdge> edges_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> link_of_;  // from and to
  std::map<std::size_t, std::vector<std::size_t>> edges_of_;            // a link's
  flow::Graph graph_;
};

std::int32_t widest(const std::vector<std::string>& lines, std::int32_t size) {
  std::int32_t most = 0;
  for (const std::string& line : lines) most = std::max(most, chart_text_width(line, size));
  return most;
}

std::int32_t height_of(const std::vector<std::string>& lines) { return static_cast<std::int32_t>(lines.size()) * chart_line_height; }

std::size_t Maker::lane_of(Role role) {
  const auto at = std::ranges::find(lanes_, role);
  if (at != lanes_.end()) return static_cast<std::size_t>(at - lanes_.begin());
  lanes_.push_back(role);
  return lanes_.size() - 1;
}

std::size_t Maker::box_of(std::string_view step) const {
  return static_cast<std::size_t>(std::ranges::find(boxes_, step, &ChartBox::step) - boxes_.begin());
}

// Whoever sets it off; what happens by itself belongs to who acts at the step, if anybody does.
Role Maker::actor_of(const Transition& one) const {
  if (!one.who.empty()) return one.who.front();
  return one.from.empty() ? Role::clock : procedure_.step(one.from).acts;
}

void Maker::add_boxes() {
  const auto name = [&](const Step& step) { return std::string(language_ == Language::zh ? step.zh : step.en); };
  boxes_.push_back({ChartBox::Kind::start, {}, false, 0, 0, {}, {}});
  graph_.nodes.push_back({.width = start_size, .height = start_size, .lanes = {lane_of(actor_of(procedure_.start()))}, .usual = true});
  if (form_ == ChartForm::compact) {
    graph_.narrow = true;
    boxes_[0].lines = {transition_words(procedure_, procedure_.start(), language_, number_)};
    graph_.nodes[0].mark_width = widest(boxes_[0].lines, chart_label_size);
    graph_.nodes[0].mark_height = chart_line_height + 2;
  }
  for (const Step& step : procedure_.steps) {
    using enum ChartBox::Kind;
    const ChartBox::Kind kind = step.end ? end : step.acts == Role::clock ? waiting : task;
    boxes_.push_back({kind,
                      step.name,
                      step.failed,
                      0,
                      0,
                      {},
                      chart_lines(name(step), chart_step_size, step_width_ - (form_ == ChartForm::whole ? 14 : 6))});
    const std::int32_t height = boxes_.back().lines.size() > 2 ? step_height + 20 : step_height;
    flow::Node node{.width = step_width_, .height = height, .usual = std::ranges::contains(procedure_.path, step.name)};
    if (kind != end) node.lanes = {lane_of(step.acts)};
    graph_.nodes.push_back(std::move(node));
  }
  // An end belongs to nobody: it may lie with any of those who lead there.
  for (const Transition& one : procedure_.transitions) {
    if (!procedure_.step(one.to).end) continue;
    auto& lanes = graph_.nodes[box_of(one.to)].lanes;
    const auto add = [&](Role role) {
      const std::size_t lane = lane_of(role);
      if (!std::ranges::contains(lanes, lane)) lanes.push_back(lane);
    };
    add(one.from.empty() ? actor_of(one) : procedure_.step(one.from).acts);
    for (const Role role : one.who)
      if (std::ranges::contains(lanes_, role)) add(role);
  }
}

std::vector<std::string> Maker::words_of_edge(const Transition& one) const {
  if (form_ == ChartForm::compact) return {};
  std::vector<std::string> lines = chart_lines(transition_words(procedure_, one, language_, number_), chart_label_size, label_width);
  if (decides(procedure_, one))
    for (std::string& line : chart_lines(guard_words(one.guard, language_), chart_label_size, label_width))
      lines.push_back(std::move(line));
  return lines;
}

// Above its box, beside a small loop.
void Maker::add_mark(ChartEdge& edge) {
  edge.mark = true;
  if (edge.lines.empty()) return;
  flow::Node& node = graph_.nodes[edge.from];
  node.mark_width = 26 + widest(edge.lines, chart_label_size);
  node.mark_height = std::max(chart_line_height, height_of(edge.lines)) + 2;
}

void Maker::add_link(ChartEdge& edge) {
  const auto [at, fresh] = link_of_.try_emplace({edge.from, edge.to}, graph_.links.size());
  if (fresh) graph_.links.push_back({.from = edge.from, .to = edge.to});
  flow::Link& link = graph_.links[at->second];
  if (edge.lines.empty()) return;
  if (!fresh) link.label_height += padding;
  link.label_width = std::max(link.label_width, widest(edge.lines, chart_label_size) + 2 * padding);
  link.label_height += height_of(edge.lines);
}

// Each by itself, so that two ways to one step are told apart as well.
void Maker::number_ways() {
  std::size_t numbers = 0;
  for (ChartEdge& edge : edges_) {
    const Transition& one = procedure_.transitions[edge.transition];
    const auto is_way_out = [&](const Transition& other) { return other.from == one.from && other.to != other.from; };
    if (edge.from == edge.to || std::ranges::count_if(procedure_.transitions, is_way_out) < 2) continue;
    edge.lines = {std::to_string(++numbers)};
    edge.words = transition_words(procedure_, one, language_, number_);
    if (decides(procedure_, one))
      edge.words +=
          (language_ == Language::zh ? "（" : " (") + guard_words(one.guard, language_) + (language_ == Language::zh ? "）" : ")");
  }
}

void Maker::add_edges() {
  for (std::size_t i = 0; i < procedure_.transitions.size(); ++i) {
    const Transition& one = procedure_.transitions[i];
    edges_.push_back({.transition = i, .from = box_of(one.from), .to = box_of(one.to), .lines = words_of_edge(one)});
  }
  if (form_ == ChartForm::compact) number_ways();
  for (ChartEdge& edge : edges_)
    if (edge.from == edge.to)
      add_mark(edge);
    else
      add_link(edge);
  for (std::size_t i = 0; i < edges_.size(); ++i)
    if (!edges_[i].mark) edges_of_[link_of_.at({edges_[i].from, edges_[i].to})].push_back(i);
}

// Where a guard alone decides, its two ways leave the step as one.
void Maker::set_forks() {
  for (std::size_t i = 0; i < procedure_.transitions.size(); ++i) {
    const Transition& one = procedure_.transitions[i];
    if (edges_[i].mark || !decides(procedure_, one)) continue;
    const auto first = static_cast<std::size_t>(
        std::ranges::find_if(procedure_.transitions,
                             [&](const Transition& other) { return other.from == one.from && other.on == one.on; }) -
        procedure_.transitions.begin());
    auto& fork = graph_.links[link_of_.at({edges_[i].from, edges_[i].to})].fork;
    if (!fork) fork = first;
  }
  // A line that something else takes too is no branch of a decision.
  for (std::size_t link = 0; link < graph_.links.size(); ++link) {
    const auto undecided = [&](std::size_t edge) { return !decides(procedure_, procedure_.transitions[edges_[edge].transition]); };
    if (std::ranges::any_of(edges_of_[link], undecided)) graph_.links[link].fork.reset();
  }
}

void Maker::place(Chart& chart, const flow::Drawing& drawing) const {
  chart.whole = drawing.whole;
  std::vector<std::size_t> order(lanes_.size()), rank(lanes_.size());
  for (std::size_t lane = 0; lane < order.size(); ++lane) order[lane] = lane;
  std::ranges::sort(order, {}, [&](std::size_t lane) { return drawing.lanes[lane].y; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    const Words words = words_of(lanes_[order[i]]);
    chart.lanes.push_back({lanes_[order[i]], words.zh, words.en, drawing.lanes[order[i]]});
  }
  for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
    chart.boxes[i].lane = rank[drawing.lane_of[i]];
    chart.boxes[i].column = drawing.column_of[i];
    chart.boxes[i].rect = drawing.nodes[i];
    if (chart.boxes[i].kind == ChartBox::Kind::start) chart.boxes[i].name = drawing.marks[i];
  }
  for (ChartEdge& edge : chart.edges) {
    if (!edge.mark) continue;
    const flow::Rect& box = drawing.nodes[edge.from];
    const flow::Rect& mark = drawing.marks[edge.from];
    edge.line = {{box.x + 18, box.y}, {box.x + 18, box.y - 11}, {box.x + 6, box.y - 11}, {box.x + 6, box.y}};
    edge.label = {mark.x + 24, mark.y, mark.width - 24, height_of(edge.lines)};
  }
  for (const auto& [link, edges] : edges_of_) {
    std::int32_t y = drawing.labels[link].y;
    for (const std::size_t edge : edges) {
      ChartEdge& one = chart.edges[edge];
      one.line = drawing.links[link];
      const flow::Rect& all = drawing.labels[link];
      const std::int32_t width = widest(one.lines, chart_label_size) + 2 * padding;
      one.label = {all.x + (all.width - width) / 2, y, width, height_of(one.lines)};
      y += one.label.height + padding;
    }
  }
}

Chart Maker::make() {
  add_boxes();
  add_edges();
  set_forks();
  graph_.lanes = lanes_.size();
  for (const Role role : lanes_) {
    const Words words = words_of(role);
    graph_.header = std::max(graph_.header, chart_text_width(language_ == Language::zh ? words.zh : words.en, chart_label_size) + 20);
  }
  Chart chart;
  const flow::Drawing drawing = flow::draw(graph_);
  chart.boxes = boxes_;
  chart.edges = edges_;
  place(chart, drawing);
  return chart;
}

}  // namespace

Chart chart_of(const Procedure& procedure, Language language, const PolicyNumber& number, ChartForm form) {
  return Maker(procedure, language, number, form).make();
}

}  // namespace ch
