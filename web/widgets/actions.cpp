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
  Node node = action_node(id, Role::button, r, label, type);
  node.disabled = !act.enabled;
  node.description = act.enabled ? std::string_view{} : act.why_not;
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

int tabs(std::string_view label, std::span<const std::string_view> names, int chosen) {
  Ui& u = ui();
  const float gap = u.narrow() ? 16 : 20;
  float total = -gap;
  for (std::string_view name : names) total += width(name, theme::body_strong) + gap;
  const bool wrapped = total > u.flow().w;  // on a phone the tabs take two lines rather than hide
  const Id list = u.id('t', label);
  const float top = u.take(0, 0).y;
  float x = u.flow().x;
  float y = top;
  constexpr float h = 36;
  const float right = u.flow().x + u.flow().w;
  Node bar = action_node(list, Role::tablist, {x, top, u.flow().w, h}, label, theme::body);
  u.mirror().open(std::move(bar));
  u.push(list);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const float w = width(names[i], theme::body_strong);
    if (wrapped && x > u.flow().x && x + w > right) x = u.flow().x, y += h;
    const Rect r{x, y, w, h};
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
  u.pop();
  u.mirror().close();
  if (Node* bar_now = u.mirror().find(list)) bar_now->rect.h = y + h - top;
  rule(u.flow().x, right, y + h - hair(), Ink::line);
  u.flow().y = y + h;
  return chosen;
}

}  // namespace ch::ui
