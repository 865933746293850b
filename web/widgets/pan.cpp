// What is larger than its place: pictures of documents, and flow charts.
#include <algorithm>

#include "web/host.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

Pan::Pan(std::string_view key, std::string_view name, float height, float content_width, float content_height, float reveal) {
  Ui& u = ui();
  const Rect place = u.take(height);
  Node node;
  node.id = u.id('p', key);
  node.role = Role::pan;
  node.name = name;
  node.rect = place;
  if (content_height > place.h + 0.5f) node.scroll_height = content_height;
  if (content_width > place.w + 0.5f) node.scroll_width = content_width;
  node.reveal = node.scroll_width > 0 ? std::clamp(reveal - place.w / 2, 0.0f, content_width - place.w) : 0;
  node.scroll_left = node.scroll_width > 0 ? web::host().scroll_left(node.id) : 0;
  node.scroll_top = node.scroll_height > 0 ? web::host().scroll_top(node.id) : 0;
  scrolled_ = node.scroll_left;
  x_ = place.x - scrolled_ + std::max(0.0f, (place.w - content_width) / 2);
  y_ = place.y - node.scroll_top + std::max(0.0f, (place.h - content_height) / 2);
  const Id id = node.id;
  u.mirror().open(std::move(node));
  u.push(id);
  clip(place, true);
}

Pan::~Pan() {
  unclip();
  ui().pop();
  ui().mirror().close();
}

void picture(const PictureView& view) {
  const float room = available_width();
  const float fit = std::min({room / view.width, view.place_height / view.height, 1.0f});
  const float w = view.width * fit * view.zoom, h = view.height * fit * view.zoom;
  const Pan pan(view.key, view.name, view.height * fit, w, h);
  const Rect r{pan.x(), pan.y(), w, h};
  Node node;
  node.id = ui().id("picture");
  node.role = Role::image;
  node.rect = r;
  node.name = view.name;
  ui().mirror().leaf(std::move(node));
  if (visible(r)) image(r, view.texture);
}

namespace {

constexpr Type lane_type{11, 16, false};

struct Inks {
  Ink fill, edge, words;
};
Inks inks_of(StepState state) {
  using enum StepState;
  switch (state) {
    case done:
      return {Ink::good_weak, Ink::good, Ink::text};
    case now:
      return {Ink::accent, Ink::accent, Ink::on_accent};
    case failed:
      return {Ink::bad_weak, Ink::bad, Ink::text};
    case todo:
      break;
  }
  return {Ink::surface, Ink::line_strong, Ink::text_2};
}

// Draws in the chart's pixels, made smaller where the place is a little too narrow.
class ChartDrawer {
 public:
  ChartDrawer(float x, float y, float scale) : x_(x), y_(y), scale_(scale) {}

  void lane(const FlowChart::Lane& lane, bool shaded) const {
    const Rect r = at(lane.at);
    if (shaded && visible(r)) fill(r, Ink::sunken);
  }
  // Over everything, and in view however far the chart is scrolled.
  void lane_name(const FlowChart::Lane& lane, bool shaded, float scrolled) const {
    const Rect r = at(lane.at);
    if (scrolled > 0) fill({r.x + scrolled, r.y + 4, width(lane.name, lane_type) + 16, 18}, shaded ? Ink::sunken : Ink::surface);
    label(lane.name, r.x + scrolled + 8, r.y + 5, lane_type, Ink::text_3);
  }

  void edge(const FlowChart::Edge& edge) const {
    if (edge.line.size() < 2) return;
    std::vector<std::pair<float, float>> line;
    line.reserve(edge.line.size());
    for (const auto& [x, y] : edge.line) line.emplace_back(x_ + x * scale_, y_ + y * scale_);
    const Ink ink = edge.taken ? Ink::good : Ink::line_strong;
    const auto [fx, fy] = line[line.size() - 2];
    auto& [tx, ty] = line.back();
    const float length = std::max(1.0f, std::abs(tx - fx) + std::abs(ty - fy));
    const float dx = (tx - fx) / length, dy = (ty - fy) / length;
    tip(tx, ty, dx, dy, ink);
    tx -= dx * 4;
    ty -= dy * 4;
    stroke(line, ink, edge.taken ? 2 : 1.2f);
  }

  void number(const FlowChart::Edge& edge) const {
    const Rect r = at(edge.number_at);
    if (edge.number.empty() || !visible(r)) return;
    const Type type{10, 14, edge.taken};
    fill(r, Ink::surface, 3);
    ui::edge(r, edge.taken ? Ink::good : Ink::line_strong, 3, 1);
    words(r.x + (r.w - ui::width(edge.number, type)) / 2, r.y + (r.h - type.line) / 2, edge.number, type,
          edge.taken ? Ink::good : Ink::text_2);
  }

  // A box says its state in its name too: nothing is told by colour alone (WEB-11).
  void box(const FlowChart::Box& box) const {
    const Rect r = at(box.at);
    if (box.start) disc(r.x + r.w / 2, r.y + r.h / 2, r.w / 2, Ink::text_3);
    const Inks inks = inks_of(box.state);
    const float radius = box.round ? r.h / 2 : 6;
    if (visible(r) && !box.start) {
      fill(r, inks.fill, radius);
      ui::edge(r, inks.edge, radius, box.state == StepState::now ? 2 : 1);
    }
    Node node;
    node.id = ui::ui().next_id();
    node.role = Role::listitem;
    node.rect = r;
    for (const std::string& line : box.lines) node.name += (node.name.empty() || web::language() == Language::zh ? "" : " ") + line;
    node.name += " (" + std::string(state_word(box.state)) + ")";
    const Id id = node.id;
    ui::ui().mirror().open(std::move(node));
    ui::ui().push(id);
    const Type type{scale_ < 0.9f ? 11.0f : 12.0f, 16, box.state == StepState::now};
    if (box.start) label(box.lines.empty() ? std::string{} : box.lines.front(), at(box.name).x, at(box.name).y, lane_type, Ink::text_2);
    float y = r.y + (r.h - type.line * static_cast<float>(box.lines.size())) / 2;
    for (const std::string& line : box.lines) {
      if (box.start) break;
      label(line, r.x + (r.w - ui::width(line, type)) / 2, y, type, inks.words);
      y += type.line;
    }
    ui::ui().pop();
    ui::ui().mirror().close();
  }

 private:
  Rect at(const FlowChart::Area& a) const { return {x_ + a.x * scale_, y_ + a.y * scale_, a.w * scale_, a.h * scale_}; }
  static void label(const std::string& text, float x, float y, const Type& type, Ink ink) {
    const Rect r{x, y, ui::width(text, type), type.line};
    if (visible(r)) words(x, y, text, type, ink);
    ui::ui().text_node(r, {text}, type);
  }

  float x_, y_, scale_;
};

}  // namespace

void flow_chart(const FlowChart& chart) {
  constexpr float smallest = 0.8f;  // below, the words would no longer fit their boxes
  const float scale = std::clamp(available_width() / chart.width, smallest, 1.0f);
  float reveal = 0;
  for (const FlowChart::Box& box : chart.boxes)
    if (box.state == StepState::now) reveal = (box.at.x + box.at.w / 2) * scale;
  const Pan pan(chart.key, chart.name, chart.height * scale, chart.width * scale, chart.height * scale, reveal);
  const ChartDrawer drawer(pan.x(), pan.y(), scale);
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) drawer.lane(chart.lanes[i], i % 2 == 1);
  for (const bool taken : {false, true})
    for (const FlowChart::Edge& edge : chart.edges)
      if (edge.taken == taken) drawer.edge(edge);
  for (const FlowChart::Edge& edge : chart.edges) drawer.number(edge);
  Node list;
  list.id = ui().id("steps");
  list.role = Role::list;
  list.name = chart.name;
  list.rect = {pan.x(), pan.y(), chart.width * scale, chart.height * scale};
  ui().mirror().open(std::move(list));
  ui().push(ui().id("steps"));
  for (const FlowChart::Box& box : chart.boxes) drawer.box(box);
  for (std::size_t i = 0; i < chart.lanes.size(); ++i) drawer.lane_name(chart.lanes[i], i % 2 == 1, pan.scrolled());
  ui().pop();
  ui().mirror().close();
}

}  // namespace ch::ui
