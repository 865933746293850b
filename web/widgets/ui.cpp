#include "web/widgets/ui.h"

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "imgui_internal.h"

namespace ch::ui {

namespace {

Ui the_ui;

Id mix(Id seed, std::string_view text) {
  Id h = seed ^ 2166136261u;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h == 0 ? 1 : h;
}

Id mix(Id seed, unsigned n) {
  const char bytes[5] = {'#', static_cast<char>(n & 255), static_cast<char>(n >> 8 & 255), static_cast<char>(n >> 16 & 255),
                         static_cast<char>(n >> 24)};
  return mix(seed, std::string_view(bytes, 5));
}

}  // namespace

Ui& ui() { return the_ui; }

void Ui::begin(const Rect& screen, bool compact) {
  screen_ = screen;
  density_ = compact ? &theme::compact : &theme::comfortable;
  dirty_ = false;
  seeds_.assign(1, 17);
  counters_.assign(1, 0);
  flows_.clear();
  lines_.clear();
  tip_.clear();
  page_name.clear();
  dialog_before_ = dialog_now_;
  dialog_now_ = false;
  mirror_.begin();
  flows_.push_back({screen.x, screen.y, screen.w, density_->gap});
}

void Ui::end() {
  if (dialog_before_ != dialog_now_) dirty_ = true;
  if (tip_.empty()) return;
  layer(Layer::over);
  const float room = std::min(320.0f, screen_.w - 24);
  const std::vector<std::string> text = lines(tip_, theme::small, room - 20);
  float w = 0;
  for (const std::string& line : text) w = std::max(w, width(line, theme::small));
  Rect r{tip_anchor_.x, tip_anchor_.bottom() + 6, w + 20, static_cast<float>(text.size()) * 18 + 12};
  r.x = std::clamp(r.x, 8.0f, std::max(8.0f, screen_.w - r.w - 8));
  if (r.bottom() > screen_.bottom() - 8) r.y = tip_anchor_.y - r.h - 6;
  clip(screen_);
  fill(r, Ink::text, theme::radius);
  float y = r.y + 6;
  for (const std::string& line : text) words(r.x + 10, y, line, theme::small, Ink::bg), y += 18;
  unclip();
  layer(Layer::page);
}

void Ui::push_event(Event event) {
  if (event.kind == Event::Kind::focus) focused_ = event.id, ring_ = event.ring;
  if (event.kind == Event::Kind::blur && focused_ == event.id) focused_ = 0, ring_ = false;
  events_.push_back(std::move(event));
}

void Ui::finish_events() { events_.clear(); }

Id Ui::id(std::string_view key) const { return mix(seeds_.back(), key); }
Id Ui::id(char kind, std::string_view key) const { return mix(mix(seeds_.back(), std::string_view(&kind, 1)), key); }
Id Ui::next_id() { return mix(seeds_.back(), ++counters_.back()); }

void Ui::push(Id seed) {
  seeds_.push_back(seed);
  counters_.push_back(0);
}

void Ui::pop() {
  seeds_.pop_back();
  counters_.pop_back();
}

Item Ui::interact(Id id, const Rect& r, bool enabled) {
  const ImRect box(r.x, r.y, r.right(), r.bottom());
  const bool seen = ImGui::ItemAdd(box, id);
  Item item;
  const bool reachable = !dialog_before_ || inside_dialog();
  item.hovered = seen && reachable && ImGui::ItemHoverable(box, id, ImGuiItemFlags_AllowDuplicateId);
  item.held = item.hovered && ImGui::IsMouseDown(0) && enabled;
  item.focused = focused_ == id;
  item.ring = item.focused && ring_;
  item.clicked = take_click(id) && enabled;
  return item;
}

bool Ui::take_click(Id id) {
  const auto it = std::ranges::find_if(events_, [&](const Event& e) { return e.kind == Event::Kind::click && e.id == id; });
  if (it == events_.end()) return false;
  events_.erase(it);
  return true;
}

bool Ui::take_input(Id id, std::string& value) {
  bool some = false;
  std::erase_if(events_, [&](Event& e) {
    if (e.kind != Event::Kind::input || e.id != id) return false;
    value = std::move(e.text);
    return some = true;
  });
  return some;
}

bool Ui::take_escape() {
  return std::erase_if(events_, [](const Event& e) { return e.kind == Event::Kind::escape; }) > 0;
}

bool Ui::take_blur(Id id) {
  return std::erase_if(events_, [&](const Event& e) { return e.kind == Event::Kind::blur && e.id == id; }) > 0;
}

void Ui::tooltip(const Rect& anchor, std::string_view text) {
  tip_anchor_ = anchor;
  tip_ = text;
}

Rect Ui::take(float height, float gap) {
  Flow& f = flow();
  if (!f.fresh) f.y += gap >= 0 ? gap : f.gap;
  f.fresh = false;
  const Rect r{f.x, f.y, f.w, height};
  f.y += height;
  return r;
}

float Ui::take_spare(float most) {
  const float spare = std::min(flow().spare, most);
  flow().spare -= spare;
  flow().stretched += spare;
  return spare;
}

void Ui::open_flow(const Flow& flow) {
  flows_.push_back(flow);
  lines_.push_back({});  // a line around this flow does not reach into it
}

float Ui::close_flow() {
  const float y = flow().y;
  flows_.pop_back();
  lines_.pop_back();
  return y;
}

float Ui::recall(Id id, float otherwise) const {
  const auto it = sizes_.find(id);
  return it == sizes_.end() ? otherwise : it->second;
}

void Ui::remember(Id id, float value) {
  const auto [it, fresh] = sizes_.emplace(id, value);
  if (fresh || std::abs(it->second - value) > 0.25f) dirty_ = true;
  it->second = value;
}

void Ui::open_line(float gap) {
  Line line;
  line.id = next_id();
  line.gap = gap;
  const Rect r = take(0);
  line.x = line.first_x = r.x;
  line.right = r.right();
  line.y = r.y;
  line.height = recall(mix(line.id, 0u), 0);
  lines_.push_back(line);
}

void Ui::break_line() {
  Line& line = lines_.back();
  remember(mix(line.id, static_cast<unsigned>(line.wraps)), line.tallest);
  ++line.wraps;
  line.y += line.tallest + 8;
  line.x = line.first_x;
  line.tallest = 0;
  line.height = recall(mix(line.id, static_cast<unsigned>(line.wraps)), 0);
}

Rect Ui::place(float w, float h) {
  if (!in_line()) {
    Rect r = take(h);
    r.w = std::min(w, r.w);
    return r;
  }
  Line& line = lines_.back();
  w = std::min(w, line.right - line.first_x);
  if (line.x > line.first_x && line.x + w > line.right + 0.5f) break_line();
  const Rect r{line.x, line.y + std::max(0.0f, std::floor((line.height - h) / 2)), w, h};
  line.x += w + line.gap;
  if (line.springs > 0) line.after += w + line.gap;
  line.tallest = std::max(line.tallest, h);
  return r;
}

void Ui::spring() {
  Line& line = lines_.back();
  // What follows ends at the right edge, if it fits: its width was measured in the last pass.
  const float after = recall(mix(line.id, 900u), -1);
  if (after >= 0 && line.x + after <= line.right + 0.5f)
    line.x = line.right - after;
  else if (after >= 0 && line.x > line.first_x)
    break_line();  // what belongs together stays together, one line down
  ++line.springs;
}

void Ui::close_line() {
  Line& line = lines_.back();
  if (line.springs > 0) remember(mix(line.id, 900u), std::max(0.0f, line.after - line.gap));
  remember(mix(line.id, static_cast<unsigned>(line.wraps)), line.tallest);
  flow().y = line.y + line.tallest;
  lines_.pop_back();
}

void Ui::enter_dialog() {
  ++dialog_depth_;
  dialog_now_ = true;
}

void Ui::leave_dialog() { --dialog_depth_; }

void Ui::text_node(const Rect& r, std::vector<std::string> text, const Type& type, Role role) {
  Node node;
  node.id = next_id();
  node.role = role;
  node.rect = r;
  node.lines = std::move(text);
  node.type = type;
  mirror_.leaf(std::move(node));
}

}  // namespace ch::ui
