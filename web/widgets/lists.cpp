// Pairs of label and value, progress steps, pages of a list, progress of long work.
#include <algorithm>

#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

// Lines of `text` from (x, y); how high they are.
float block(float x, float y, float w, std::string_view text, const Type& type, Ink ink) {
  std::vector<std::string> broken = lines(text, type, w);
  float at = y;
  float widest = 0;
  for (const std::string& line : broken) {
    if (visible({x, at, w, type.line})) words(x, at, line, type, ink);
    widest = std::max(widest, width(line, type));
    at += type.line;
  }
  ui().text_node({x, y, widest + 1, at - y}, std::move(broken), type);
  return at - y;
}

void open_list(Id id, Role role, std::string_view name, const Rect& r) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = name;
  node.rect = r;
  ui().mirror().open(std::move(node));
}

}  // namespace

std::string_view state_word(StepState state) {
  switch (state) {
    case StepState::done:
      return tr("step.done");
    case StepState::now:
      return tr("step.now");
    case StepState::todo:
      return tr("step.todo");
    case StepState::failed:
      return tr("step.failed");
  }
  return {};
}

void key_values(std::span<const Pair> pairs) {
  Ui& u = ui();
  float label_w = 0;
  for (const Pair& p : pairs) label_w = std::max(label_w, width(p.label, theme::label));
  label_w = std::min(label_w, u.flow().w * 0.42f);
  const Rect start = u.take(0);
  const Id id = u.next_id();
  open_list(id, Role::list, {}, start);
  u.push(id);
  float y = start.y;
  for (const Pair& p : pairs) {
    const Id row = u.next_id();
    open_list(row, Role::listitem, {}, {start.x, y, start.w, 22});
    u.push(row);
    const float a = block(start.x, y, label_w, p.label, theme::label, Ink::text_2);
    const float b = block(start.x + label_w + 16, y, start.w - label_w - 16, p.value, theme::body, ink_of(p.tone));
    u.pop();
    u.mirror().close();
    y += std::max(a, b) + 4;
  }
  u.pop();
  u.mirror().close();
  u.flow().y = pairs.empty() ? y : y - 4;
}

void stepper(std::string_view label, std::span<const Step> steps) {
  Ui& u = ui();
  const Rect start = u.take(0);
  const Id id = u.id('s', label);
  open_list(id, Role::list, label, start);
  u.push(id);
  float y = start.y;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& s = steps[i];
    const Id row = u.next_id();
    open_list(row, Role::listitem, std::string(s.name) + " (" + std::string(state_word(s.state)) + ")", {start.x, y, start.w, 30});
    u.push(row);
    y += 4;
    const float cx = start.x + 9;
    const float cy = y + 11;
    const Ink ground = s.state == StepState::done     ? Ink::good_weak
                       : s.state == StepState::now    ? Ink::accent
                       : s.state == StepState::failed ? Ink::bad_weak
                                                      : Ink::sunken;
    disc(cx, cy, 9, ground);
    if (s.state == StepState::done) {
      icon(Icon::check, cx, cy, 12, Ink::good);
    } else if (s.state == StepState::failed) {
      icon(Icon::close, cx, cy, 11, Ink::bad);
    } else {
      const Type digit{11, 16, true};
      const std::string n = std::to_string(i + 1);
      words(cx - width(n, digit) / 2, cy - 8, n, digit, s.state == StepState::now ? Ink::on_accent : Ink::text_3);
    }
    const Type& type = s.state == StepState::now ? theme::body_strong : theme::body;
    const Ink ink = s.state == StepState::todo ? Ink::text_3 : s.state == StepState::failed ? Ink::bad : Ink::text;
    y += block(start.x + 28, y, start.w - 28, s.name, type, ink);
    if (!s.note.empty()) y += block(start.x + 28, y, start.w - 28, s.note, theme::small, Ink::text_2);
    y += 4;
    u.pop();
    u.mirror().close();
  }
  u.pop();
  u.mirror().close();
  u.flow().y = y;
}

namespace {

constexpr float path_arrow = 24, path_pad = 10, path_box = 34;

void draw_path_box(const Rect& r, const Step& s) {
  const bool now = s.state == StepState::now;
  const Ink ground = now                            ? Ink::accent
                     : s.state == StepState::done   ? Ink::good_weak
                     : s.state == StepState::failed ? Ink::bad_weak
                                                    : Ink::surface;
  const Ink ink = now ? Ink::on_accent : s.state == StepState::done ? Ink::good : s.state == StepState::failed ? Ink::bad : Ink::text_2;
  fill(r, ground, theme::radius);
  if (!now) edge(r, s.state == StepState::todo ? Ink::line_strong : ink, theme::radius);
  const Type& type = now ? theme::body_strong : theme::body;
  const float w = width(s.name, type);
  words(r.x + (r.w - w) / 2, r.y + (r.h - type.line) / 2, s.name, type, ink);
  ui().text_node({r.x + (r.w - w) / 2, r.y + (r.h - type.line) / 2, w + 1, type.line}, {s.name}, type);
}

void draw_path_arrow(float x, float y, bool taken) {
  const Ink ink = taken ? Ink::good : Ink::line_strong;
  stroke({{x + 4, y}, {x + path_arrow - 4, y}}, ink, 1.5f);
  stroke({{x + path_arrow - 9, y - 4}, {x + path_arrow - 4, y}, {x + path_arrow - 9, y + 4}}, ink, 1.5f);
}

}  // namespace

void path(std::string_view label, std::span<const Step> steps) {
  Ui& u = ui();
  float widest = 0;
  for (const Step& s : steps) widest = std::max({widest, width(s.name, theme::body_strong), width(s.note, theme::small)});
  const auto n = static_cast<float>(steps.size());
  const float box = std::min(180.0f, (u.flow().w - path_arrow * (n - 1)) / n);
  if (steps.empty() || widest + 2 * path_pad > box) return stepper(label, steps);
  const Rect start = u.take(path_box + theme::small.line + 4);
  const Id id = u.id('s', label);
  open_list(id, Role::list, label, start);
  u.push(id);
  float x = start.x;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& s = steps[i];
    const Id row = u.next_id();
    open_list(row, Role::listitem, s.name + " (" + std::string(state_word(s.state)) + ")", {x, start.y, box, start.h});
    u.push(row);
    draw_path_box({x, start.y, box, path_box}, s);
    if (!s.note.empty()) block(x + (box - width(s.note, theme::small)) / 2, start.y + path_box + 4, box, s.note, theme::small, Ink::text_2);
    u.pop();
    u.mirror().close();
    if (i + 1 < steps.size()) draw_path_arrow(x + box, start.y + path_box / 2, steps[i + 1].state != StepState::todo);
    x += box + path_arrow;
  }
  u.pop();
  u.mirror().close();
}

int pagination(int page, int pages) {
  if (pages <= 1) return page;
  Line line(8);
  Scope scope("pages");
  if (button(tr("table.previous"), {.enabled = page > 1, .key = "previous", .small = true})) --page;
  small(tr("table.page", {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}}));
  if (button(tr("table.next"), {.enabled = page < pages, .key = "next", .small = true})) ++page;
  return page;
}

bool progress(std::string_view name, std::int64_t done, std::int64_t total, bool can_cancel) {
  Ui& u = ui();
  const std::int64_t percent = total > 0 ? std::min<std::int64_t>(100, done * 100 / total) : 0;
  const std::string words_ = tr("progress.of", {{"name", name}, {"percent", std::to_string(percent)}});
  bool cancelled = false;
  Scope scope(name);
  {
    Line line;
    text(words_);
    line.spring();
    if (can_cancel) {
      const std::string label = tr("progress.cancel", {{"name", name}});
      cancelled = text_button(label, {.key = "cancel", .small = true});
    }
  }
  const Rect r = u.take(8, 6);
  fill(r, Ink::sunken, 4);
  edge(r, Ink::edge, 4);
  if (percent > 0) fill({r.x, r.y, std::max(8.0f, r.w * static_cast<float>(percent) / 100), r.h}, Ink::accent, 4);
  Node node;
  node.id = u.id("bar");
  node.role = Role::progressbar;
  node.rect = r;
  node.name = name;
  node.value = std::to_string(percent);
  u.mirror().leaf(std::move(node));
  return cancelled;
}

}  // namespace ch::ui
