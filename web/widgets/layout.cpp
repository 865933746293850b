// Scopes, lines, columns and cards.
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

#include <algorithm>

namespace ch::ui {

Scope::Scope(std::string_view key) { ui().push(ui().id(key)); }
Scope::~Scope() { ui().pop(); }

bool narrow() { return ui().narrow(); }
float available_width() { return ui().flow().w; }
void gap(float px) { ui().take(0, px); }

void divider() {
  const Rect r = ui().take(1);
  rule(r.x, r.right(), r.y, Ink::line);
}

Line::Line(float gap) { ui().open_line(gap); }
Line::~Line() { ui().close_line(); }
void Line::spring() { ui().spring(); }

Columns::Columns(std::initializer_list<float> weights, float stack_below, int stacked_columns) : weights_(weights) {
  Ui& u = ui();
  const Rect r = u.take(0);
  id_ = u.next_id();
  x_ = r.x;
  top_ = bottom_ = r.y;
  width_ = r.w;
  gap_ = u.narrow() ? 12 : u.density().gap;
  if (weights_.size() > 2) gap_ = 12;
  per_row_ = width_ < stack_below ? stacked_columns : static_cast<int>(weights_.size());
  open();
}

void Columns::open() {
  Ui& u = ui();
  const auto per = static_cast<std::size_t>(per_row_);
  const std::size_t first = at_ / per * per;
  const std::size_t last = std::min(first + per, weights_.size());
  float sum = 0;
  float before = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (i < at_) before += weights_[i];
    sum += weights_[i];
  }
  const float room = width_ - gap_ * static_cast<float>(last - first - 1);
  const float x = x_ + room * before / sum + gap_ * static_cast<float>(at_ - first);
  u.push(id_ + static_cast<Id>(at_) * 7919u);
  Flow flow{x, top_, room * weights_[at_] / sum, u.density().gap};
  const float row = u.recall(id_ ^ static_cast<Id>(first + 1), 0);
  flow.fill_to = top_ + row;
  flow.spare = std::max(0.0f, row - u.recall(own_height(), row));
  u.open_flow(flow);
}

Id Columns::own_height() const { return id_ ^ static_cast<Id>(0x10000 + at_); }

void Columns::close() {
  Ui& u = ui();
  const float stretched = u.flow().stretched;
  const float own_bottom = u.close_flow() - stretched;
  u.remember(own_height(), own_bottom - top_);
  bottom_ = std::max(bottom_, own_bottom);
  u.pop();
}

void Columns::next() {
  close();
  const auto per = static_cast<std::size_t>(per_row_);
  const std::size_t first = at_ / per * per;
  ++at_;
  if (at_ % per == 0) {
    ui().remember(id_ ^ static_cast<Id>(first + 1), bottom_ - top_);
    top_ = bottom_ = bottom_ + gap_;
  }
  open();
}

Columns::~Columns() {
  close();
  const auto per = static_cast<std::size_t>(per_row_);
  ui().remember(id_ ^ static_cast<Id>(at_ / per * per + 1), bottom_ - top_);
  ui().flow().y = bottom_;
}

Card::Card(std::string_view heading_words, bool fill_row) : fill_row_(fill_row) {
  Ui& u = ui();
  id_ = u.next_id();
  const Rect r = u.take(0);
  const float natural = u.recall(id_, 0);
  const float fill_to = fill_row ? u.flow().fill_to : 0;
  const Rect box{r.x, r.y, r.w, std::max(natural, fill_to - r.y)};
  if (visible(box)) {
    fill(box, Ink::surface, theme::card_radius);
    edge(box, Ink::line, theme::card_radius);
  }
  Node node;
  node.id = id_;
  node.rect = box;
  node.role = heading_words.empty() ? Role::group : Role::region;
  node.name = heading_words;
  u.mirror().open(std::move(node));
  u.push(id_);
  const float pad = u.density().pad;
  Flow inside{r.x + pad, r.y + pad, r.w - 2 * pad, u.density().stack};
  inside.spare = u.flow().spare;
  u.open_flow(inside);
  if (!heading_words.empty()) heading(heading_words);
}

Card::~Card() {
  Ui& u = ui();
  const float grown = u.flow().stretched;
  const float bottom = u.close_flow() + u.density().pad;
  u.pop();
  u.mirror().close();
  Flow& f = u.flow();
  f.spare -= grown;
  f.stretched += grown;
  u.remember(id_, bottom - f.y);
  const float target = fill_row_ ? std::max(bottom, f.fill_to) : bottom;
  f.stretched += target - bottom;
  f.y = target;
}

}  // namespace ch::ui
