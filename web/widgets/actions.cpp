// Buttons, links and tabs.
#include <algorithm>

#include "web/host.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

struct Paint {
  Ink ground, rim, word;
};

Paint paint_of(const Act& act, const Item& item) {
  switch (act.look) {
    case Look::primary:
      return {Ink::accent, Ink::accent, Ink::on_accent};
    case Look::danger:
      return {Ink::bad, Ink::bad, Ink::on_accent};
    case Look::secondary:
      return {item.hovered && act.enabled ? Ink::sunken : Ink::surface, Ink::line_strong, Ink::text};
    case Look::quiet:
      return {item.hovered && act.enabled ? Ink::sunken : Ink::surface, Ink::surface, Ink::text_2};
  }
  return {Ink::surface, Ink::line_strong, Ink::text};
}

Node action_node(Id id, Role role, const Rect& r, std::string_view name, const Type& type) {
  Node node;
  node.id = id;
  node.role = role;
  node.rect = r;
  node.name = name;
  node.type = type;
  return node;
}

// From nothing seen at `x` to all of it, in the direction.
void fade(float x, float direction, const Rect& r) {
  constexpr int steps = 8;
  constexpr float step = 4;
  for (int i = 0; i < steps; ++i) {
    const float at = x + direction * step * static_cast<float>(i);
    fill({std::min(at, at + direction * step), r.y, step, r.h - 1}, Ink::surface, 0, 1 - static_cast<float>(i) / steps);
  }
}

}  // namespace

void focus_ring(const Rect& r, float radius) { edge({r.x - 3, r.y - 3, r.w + 6, r.h + 6}, Ink::accent, radius + 3, 2); }

bool button(std::string_view label, const Act& act) {
  Ui& u = ui();
  const Id id = u.id('b', act.key.empty() ? label : act.key);
  const Type type = act.small ? Type{13, 20, false} : theme::body;
  const float pad = act.small ? 10 : 15;
  const Rect r = u.place(width(label, type) + 2 * pad, act.small ? 28 : u.density().control);
  const Item item = u.interact(id, r, act.enabled);
  if (visible(r)) {
    Paint paint = paint_of(act, item);
    if (!act.enabled) paint = {Ink::sunken, Ink::line, Ink::text_3};
    fill(r, paint.ground, theme::radius);
    if (act.enabled && item.hovered && (act.look == Look::primary || act.look == Look::danger))
      fill(r, Ink::scrim, theme::radius, item.held ? 0.22f : 0.12f);
    if (act.enabled && item.held && act.look == Look::secondary) fill(r, Ink::line, theme::radius);
    if (paint.rim != paint.ground) edge(r, paint.rim, theme::radius);
    words(r.x + (r.w - width(label, type)) / 2, r.y + (r.h - type.line) / 2, label, type, paint.word);
    if (item.ring) focus_ring(r);
  }
  if (!act.enabled && !act.why_not.empty() && (item.hovered || item.ring)) u.tooltip(r, act.why_not);
  Node node = action_node(id, Role::button, r, act.name.empty() ? label : act.name, type);
  node.disabled = !act.enabled;
  node.description = act.enabled ? std::string_view{} : act.why_not;
  node.submit = act.submit;
  node.files = act.files;
  u.mirror().leaf(std::move(node));
  return item.clicked;
}

bool text_button(std::string_view label, const Act& act) {
  Ui& u = ui();
  const Id id = u.id('b', act.key.empty() ? label : act.key);
  const Type& type = act.small ? theme::small : theme::body;
  const Rect r = u.place(width(label, type), 24);
  const Item item = u.interact(id, r, act.enabled);
  const Ink ink = !act.enabled ? Ink::text_3 : act.look == Look::quiet && !item.hovered ? Ink::text_2 : Ink::accent;
  words(r.x, r.y + (r.h - type.line) / 2, label, type, ink);
  if (item.hovered && act.enabled) rule(r.x, r.right(), r.y + 22, ink);
  if (item.ring) focus_ring(r, 2);
  if (!act.enabled && !act.why_not.empty() && (item.hovered || item.ring)) u.tooltip(r, act.why_not);
  Node node = action_node(id, Role::button, r, label, type);
  node.disabled = !act.enabled;
  node.description = act.enabled ? std::string_view{} : act.why_not;
  u.mirror().leaf(std::move(node));
  return item.clicked;
}

bool link(std::string_view label, std::string_view route, bool small) {
  Ui& u = ui();
  const Id id = u.id('a', std::string(label).append("\x1f").append(route));
  const Type& type = small ? theme::small : theme::body;
  const Rect r = u.place(width(label, type), 24);
  const Item item = u.interact(id, r);
  words(r.x, r.y + (r.h - type.line) / 2, label, type, Ink::accent);
  rule(r.x, r.right(), r.y + (r.h + type.line) / 2 - 1, item.hovered ? Ink::accent : Ink::line_strong);
  if (item.ring) focus_ring(r, 2);
  Node node = action_node(id, Role::link, r, label, type);
  node.href = route;
  u.mirror().leaf(std::move(node));
  return item.clicked;  // the browser itself follows the address
}

// Tabs that do not fit slide sideways in their one line; towards those out of sight it fades.
int tabs(std::string_view label, std::span<const std::string_view> names, int chosen) {
  Ui& u = ui();
  const float gap = u.narrow() ? 16 : 20;
  constexpr float h = 36;
  float total = -gap;
  for (std::string_view name : names) total += width(name, theme::body_strong) + gap;
  const Rect bar = u.take(h, 0);
  const bool slides = total > bar.w;
  Node list = action_node(u.id('t', label), Role::tablist, bar, label, theme::body);
  const Id list_id = list.id;
  const float slid = slides ? web::host().scroll_left(list_id) : 0;
  list.scroll_width = slides ? total : 0;
  list.scroll_left = slid;
  u.mirror().open(std::move(list));
  u.push(list_id);
  if (slides) clip({bar.x - 3, bar.y, bar.w + 6, h}, true);
  float x = bar.x - slid;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const float w = width(names[i], theme::body_strong);
    const Rect r{x, bar.y, w, h};
    const Id id = u.id("tab" + std::to_string(i));  // its name may count, and a count changes
    const bool on = static_cast<int>(i) == chosen;
    const Item item = u.interact(id, r);
    const Type& type = on ? theme::body_strong : theme::body;
    words(r.x + (on ? 0 : (w - width(names[i], type)) / 2), r.y + 6, names[i], type, on || item.hovered ? Ink::text : Ink::text_2);
    if (on) fill({r.x, r.bottom() - 2, r.w, 2}, Ink::accent);
    if (item.ring) focus_ring({r.x - 1, r.y + 3, r.w + 2, r.h - 6}, 3);
    if (item.clicked) chosen = static_cast<int>(i);
    Node node = action_node(id, Role::tab, r, names[i], type);
    node.selected = on ? 1 : 0;
    u.mirror().leaf(std::move(node));
    x += w + gap;
  }
  if (slides) {
    if (slid > 1) fade(bar.x - 3, 1, bar);
    if (total - slid > bar.w + 1) fade(bar.right() + 3, -1, bar);
    unclip();
  }
  u.pop();
  u.mirror().close();
  rule(bar.x, bar.right(), bar.bottom() - hair(), Ink::line);
  return chosen;
}

}  // namespace ch::ui
