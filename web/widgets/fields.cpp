// Form fields. The real element of the mirrored tree owns text, caret, selection, undo and composition (WEB-3);
// here the box is drawn, and the words while the field is out of focus.
#include <algorithm>

#include "web/host.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

struct Part {
  Id id;
  Rect box;
  Item item;
  bool changed;
};

float field_width(const Field& f) { return f.max_width > 0 ? std::min(f.max_width, ui().flow().w) : ui().flow().w; }

void label_above(const Field& f, Id id) {
  Ui& u = ui();
  std::vector<std::string> said = lines(f.label, theme::label, u.flow().w);
  const Rect r = u.take(22 * static_cast<float>(said.size()));
  float y = r.y;
  float w = 0;
  for (const std::string& line : said) {
    words(r.x, y, line, theme::label, Ink::text_2);
    w = std::max(w, width(line, theme::label));
    y += 22;
  }
  if (f.required) {
    const float x = r.x + width(said.back(), theme::label) + 6;
    words(x, y - 20, tr("common.required"), theme::small, Ink::text_3);
    w = std::max(w, x + width(tr("common.required"), theme::small) - r.x);
  }
  Node node;
  node.id = u.next_id();
  node.role = Role::label;
  node.rect = {r.x, r.y, w, r.h};
  node.lines = std::move(said);
  node.type = theme::label;
  node.value = std::to_string(id);
  u.mirror().leaf(std::move(node));
}

void below(std::string_view words_, Ink ink, bool error) {
  if (words_.empty()) return;
  Ui& u = ui();
  const float indent = error ? 20 : 0;
  std::vector<std::string> broken = lines(words_, theme::small, u.flow().w - indent);
  const Rect r = u.take(18 * static_cast<float>(broken.size()), 4);
  if (error) icon(Icon::warn, r.x + 7, r.y + 9, 13, Ink::bad);
  float y = r.y;
  for (const std::string& line : broken) words(r.x + indent, y, line, theme::small, ink), y += 18;
  u.text_node({r.x + indent, r.y, r.w - indent, r.h}, std::move(broken), theme::small);
}

void draw_box(const Part& p, const Field& f) {
  fill(p.box, f.enabled ? Ink::surface : Ink::sunken, theme::radius);
  if (p.item.focused) {
    edge({p.box.x - 3, p.box.y - 3, p.box.w + 6, p.box.h + 6}, Ink::accent_weak, theme::radius + 3, 3);
    edge(p.box, f.error.empty() ? Ink::accent : Ink::bad, theme::radius, 2);
  } else {
    edge(p.box, !f.error.empty() ? Ink::bad : p.item.hovered ? Ink::text_3 : Ink::edge, theme::radius);
  }
}

Node field_node(const Part& p, Role role, const Field& f, const std::string& value) {
  Node node;
  node.id = p.id;
  node.role = role;
  node.rect = p.box;
  node.name = f.label;
  node.value = value;
  node.description = std::string(f.error.empty() ? f.help : f.error);
  node.invalid = !f.error.empty();
  node.required = f.required;
  node.disabled = !f.enabled;
  node.max_length = f.max_length;
  node.autocomplete = f.autocomplete;
  node.hint = f.keyboard;
  return node;
}

Part open_field(const Field& f, std::string& value, float height) {
  Ui& u = ui();
  Part p;
  p.id = u.id('f', f.key);
  if (!f.label.empty()) label_above(f, p.id);
  Rect r = u.take(height, 2);
  r.w = field_width(f);
  p.box = r;
  p.item = u.interact(p.id, r, f.enabled);
  p.changed = f.enabled && u.take_input(p.id, value);
  if (f.focus) web::host().focus(p.id);
  draw_box(p, f);
  return p;
}

void close_field(const Field& f) {
  below(f.error, Ink::bad, true);
  if (f.error.empty()) below(f.help, Ink::text_2, false);
}

void draw_value(const Part& p, std::string_view value, bool right = false) {
  if (p.item.focused || value.empty()) return;  // in focus the element itself shows its text
  const std::string shown = ellipsis(value, theme::body, p.box.w - 24);
  const float x = right ? p.box.right() - 12 - width(shown, theme::body) : p.box.x + 12;
  words(x, p.box.y + (p.box.h - 22) / 2, shown, theme::body, Ink::text);
}

}  // namespace

bool text_field(const Field& f, std::string& value) {
  const Part p = open_field(f, value, ui().density().control);
  std::string dots;
  if (f.keyboard == "password")
    for (std::size_t i = 0; i < value.size(); ++i) dots += "•";
  draw_value(p, dots.empty() ? value : dots);
  Node node = field_node(p, Role::textbox, f, value);
  for (const std::string& one : f.suggestions) node.options.push_back({one, {}});
  if (!f.suggestions.empty() && !p.item.focused) icon(Icon::search, p.box.right() - 18, p.box.y + p.box.h / 2, 14, Ink::text_2);
  ui().mirror().leaf(std::move(node));
  close_field(f);
  return p.changed;
}

bool money_field(const Field& f, std::string& value) {
  Field narrow_field = f;
  if (narrow_field.max_width <= 0) narrow_field.max_width = 240;
  const Part p = open_field(narrow_field, value, ui().density().control);
  // Out of focus it reads as an amount; in focus it is as it was typed.
  const std::string amount = web::parse_money(value).amount;
  draw_value(p, amount.empty() ? value : web::money(amount), true);
  words(p.box.x + 12, p.box.y + (p.box.h - 22) / 2, "¥", theme::body, Ink::text_2);
  Node node = field_node(p, Role::textbox, f, value);
  node.hint = "decimal";
  node.right = true;
  node.rect.x += 22, node.rect.w -= 22;
  ui().mirror().leaf(std::move(node));
  close_field(f);
  return p.changed;
}

bool text_area(const Field& f, std::string& value, int rows) {
  const Part p = open_field(f, value, static_cast<float>(rows) * 22 + 14);
  if (!p.item.focused) {
    float y = p.box.y + 7;
    clip({p.box.x, std::max(p.box.y, ui().screen().y), p.box.w, p.box.h - 2});
    for (const std::string& line : lines(value, theme::body, p.box.w - 24)) words(p.box.x + 12, y, line, theme::body, Ink::text), y += 22;
    unclip();
  }
  ui().mirror().leaf(field_node(p, Role::textarea, f, value));
  close_field(f);
  return p.changed;
}

bool date_field(const Field& f, std::string& value) {
  Field narrow_field = f;
  if (narrow_field.max_width <= 0) narrow_field.max_width = 200;
  // A year is typed figure by figure: until it has four, nothing is wrong yet.
  const bool typing = ui().focused() == ui().id('f', f.key);
  auto wrong = [&] { return !value.empty() && !(typing && value < "1000") && !web::is_day(value); };
  if (wrong()) narrow_field.error = tr("form.no_date");
  const Part p = open_field(narrow_field, value, ui().density().control);
  if (wrong()) narrow_field.error = tr("form.no_date");
  draw_value(p, value.empty() ? std::string_view{} : std::string_view(web::date(value)));
  if (!p.item.focused) {
    const float x = p.box.right() - 26;
    const float y = p.box.y + p.box.h / 2 - 7;
    edge({x, y + 1, 14, 13}, Ink::text_2, 2);
    rule(x, x + 14, y + 5, Ink::text_2);
  }
  ui().mirror().leaf(field_node(p, Role::date, narrow_field, value));
  close_field(narrow_field);
  return p.changed;
}

bool select(const Field& f, std::string& value, std::span<const Choice> choices) {
  const Part p = open_field(f, value, ui().density().control);
  std::string_view label = tr("common.choose");
  bool known = false;
  for (const Choice& c : choices)
    if (c.value == value) label = c.label, known = true;
  const std::string shown = ellipsis(label, theme::body, p.box.w - 44);
  words(p.box.x + 12, p.box.y + (p.box.h - 22) / 2, shown, theme::body, known ? Ink::text : Ink::text_3);
  icon(Icon::down, p.box.right() - 18, p.box.y + p.box.h / 2, 14, Ink::text_2);
  Node node = field_node(p, Role::combobox, f, value);
  if (!known) node.options.push_back({value, std::string(tr("common.choose"))});
  for (const Choice& c : choices) node.options.push_back({c.value, c.label});
  ui().mirror().leaf(std::move(node));
  close_field(f);
  return p.changed;
}

bool checkbox(const Field& f, bool& value) {
  Ui& u = ui();
  const Id id = u.id('f', f.key);
  const std::vector<std::string> broken = lines(f.label, theme::body, u.flow().w - 28);
  const Rect r = u.take(std::max(24.0f, 22 * static_cast<float>(broken.size())));
  const Item item = u.interact(id, r, f.enabled);
  if (item.clicked) value = !value;
  const Rect box{r.x, r.y + 3, 18, 18};
  fill(box, value ? Ink::accent : f.enabled ? Ink::surface : Ink::sunken, 4);
  if (!value) edge(box, !f.error.empty() ? Ink::bad : item.hovered ? Ink::text_3 : Ink::edge, 4);
  if (value) icon(Icon::check, box.x + 9, box.y + 9, 14, Ink::on_accent);
  if (item.ring) focus_ring(box, 4);
  float y = r.y + 1;
  for (const std::string& line : broken) words(r.x + 28, y, line, theme::body, f.enabled ? Ink::text : Ink::text_3), y += 22;
  std::string unused;
  Node node = field_node({id, r, item, false}, Role::checkbox, f, unused);
  node.checked = value ? 1 : 0;
  u.mirror().leaf(std::move(node));
  close_field(f);
  return item.clicked;
}

bool multi_text(const Field& f, std::vector<std::string>& values, std::size_t most, std::string_view keyboard) {
  Ui& u = ui();
  Scope scope(f.key);
  bool changed = false;
  const Rect head = u.take(22);
  words(head.x, head.y, f.label, theme::label, Ink::text_2);
  u.text_node({head.x, head.y, width(f.label, theme::label), 22}, {std::string(f.label)}, theme::label);
  if (values.empty()) values.emplace_back();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name = std::string(f.label) + " " + std::to_string(i + 1);
    const bool removable = values.size() > 1;
    const Rect r = u.take(u.density().control, i == 0 ? 2 : 8);
    Part p;
    p.id = u.id("field" + std::to_string(i));
    p.box = {r.x, r.y, r.w - (removable ? 44 : 0), r.h};
    p.item = u.interact(p.id, p.box, f.enabled);
    p.changed = u.take_input(p.id, values[i]);
    changed = changed || p.changed;
    if (f.focus && i == 0) web::host().focus(p.id);
    Field one = f;
    one.label = name;
    draw_box(p, one);
    draw_value(p, values[i]);
    Node node = field_node(p, Role::textbox, one, values[i]);
    node.hint = keyboard;
    u.mirror().leaf(std::move(node));
    if (!removable) continue;
    const Rect cross{r.right() - 36, r.y, 36, r.h};
    Node act;
    act.id = u.id("remove" + std::to_string(i));
    act.role = Role::button;
    act.rect = cross;
    act.name = std::string(tr("common.remove")) + " " + name;
    const Item item = u.interact(act.id, cross);
    if (item.hovered) fill(cross, Ink::sunken, theme::radius);
    icon(Icon::close, cross.x + 18, cross.y + cross.h / 2, 14, Ink::text_2);
    if (item.ring) focus_ring(cross);
    u.mirror().leaf(std::move(act));
    if (item.clicked) {
      values.erase(values.begin() + static_cast<std::ptrdiff_t>(i));
      changed = true;
      break;
    }
  }
  close_field(f);
  if (values.size() < most && text_button(tr("common.add", {{"what", f.label}}), {.key = "add", .small = true}))
    values.emplace_back(), changed = true;
  return changed;
}

}  // namespace ch::ui
