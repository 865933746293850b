// The frame around a page: side bar or bottom bar, top bar, the scrolling middle.
#include <algorithm>
#include <cmath>

#include "web/host.h"
#include "web/widgets/overlay.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

bool more_open = false;

void open_region(Id id, Role role, const Rect& r, std::string_view name, float scroll_height = 0, float scroll_top = 0) {
  Node node;
  node.id = id;
  node.role = role;
  node.rect = r;
  node.name = name;
  node.scroll_height = scroll_height;
  node.scroll_top = scroll_top;
  ui().mirror().open(std::move(node));
  ui().push(id);
}

void close_region() {
  ui().pop();
  ui().mirror().close();
}

constexpr float sign_width = 22;

float brand(float x, float y, bool with_name = true) {
  fill({x, y, 22, 22}, Ink::accent, 5);
  const Type sign{13, 22, true};
  words(x + (22 - width("账", sign)) / 2, y, "账", sign, Ink::on_accent);
  if (!with_name) return sign_width;
  words(x + 30, y - 1, tr("app.name"), theme::brand, Ink::text);
  const float w = width(tr("app.name"), theme::brand);
  ui().text_node({x + 30, y - 1, w, 24}, {std::string(tr("app.name"))}, theme::brand);
  return 30 + w;
}

Node button_node(Id id, const Rect& r, std::string_view name) {
  Node node;
  node.id = id;
  node.role = Role::button;
  node.rect = r;
  node.name = name;
  return node;
}

Node nav_node(Id id, const Rect& r, const NavItem& item, bool current) {
  Node node;
  node.id = id;
  node.role = Role::link;
  node.rect = r;
  node.name = item.count.empty() ? item.label : item.label + " " + item.count;
  node.href = item.route;
  node.current = current;
  return node;
}

void side_item(const Rect& r, const NavItem& item, bool current) {
  Ui& u = ui();
  const Id id = u.id(item.route);
  const Item at = u.interact(id, r);
  if (current)
    fill(r, Ink::accent_weak, theme::radius);
  else if (at.hovered)
    fill(r, Ink::sunken, theme::radius);
  const Type& type = current ? theme::body_strong : theme::body;
  words(r.x + 10, r.y + 7, item.label, type, current ? Ink::accent : at.hovered ? Ink::text : Ink::text_2);
  if (!item.count.empty())
    words(r.right() - 10 - width(item.count, theme::small), r.y + 9, item.count, theme::small, current ? Ink::accent : Ink::text_3);
  if (at.ring) edge(r, Ink::accent, theme::radius, 2);
  u.mirror().leaf(nav_node(id, r, item, current));
}

// The first stop of the keyboard, seen only while it is there.
void skip_link(Id main) {
  Ui& u = ui();
  const Id id = u.id("skip");
  const std::string_view name = tr("app.skip");
  const bool shown = u.focused() == id;
  const Rect r = shown ? Rect{12, 8, width(name, theme::body) + 24, 36} : Rect{0, 0, 1, 1};
  const Item item = u.interact(id, r);
  if (item.clicked) web::host().focus(main);
  if (shown) {
    const Layer before = layer();
    layer(Layer::over);
    clip(u.screen());
    fill(r, Ink::accent, theme::radius);
    words(r.x + 12, r.y + 7, name, theme::body, Ink::on_accent);
    focus_ring(r);
    unclip();
    layer(before);
  }
  u.mirror().leaf(button_node(id, r, name));
}

void side_bar(const Shell& shell, Id main) {
  Ui& u = ui();
  const Rect r{0, 0, theme::side_bar, u.screen().h};
  fill(r, Ink::surface);
  fill({r.right() - hair(), 0, hair(), r.h}, Ink::line);
  float content = 74;
  std::string group;
  for (const NavItem& item : shell.items) {
    content += 38;
    if (item.group != group && !item.group.empty()) content += 36;
    group = item.group;
  }
  const Id id = u.id("nav");
  const bool scrolls = content > r.h;
  const float scroll = scrolls ? web::host().scroll_top(id) : 0;
  open_region(id, Role::navigation, r, tr("app.nav"), scrolls ? content : 0, scroll);
  clip(r);
  skip_link(main);
  brand(22, 20 - scroll);
  float y = 60 - scroll;
  group.clear();
  for (const NavItem& item : shell.items) {
    if (item.group != group && !item.group.empty()) {
      words(22, y + 12, item.group, theme::small, Ink::text_3);
      u.text_node({22, y + 12, width(item.group, theme::small), 18}, {item.group}, theme::small);
      y += 36;
    }
    group = item.group;
    side_item({12, y, r.w - 24, 36}, item, item.route == shell.current);
    y += 38;
  }
  unclip();
  close_region();
}

constexpr Type bar_word{11, 16, true};

// How much waits there, beside the sign.
void badge(float x, float y, std::string_view words_) {
  constexpr Type type{10, 14, true};
  const float w = std::max(14.0f, width(words_, type) + 8);
  fill({x, y, w, 14}, Ink::accent, 7);
  words(x + (w - width(words_, type)) / 2, y, words_, type, Ink::on_accent);
}

void bottom_item(const Rect& r, const NavItem& item, bool current, bool is_more) {
  Ui& u = ui();
  const Id id = u.id("bottom" + item.route);
  const Item at = u.interact(id, r);
  const Ink ink = current ? Ink::accent : Ink::text_2;
  icon(item.icon, r.x + r.w / 2, r.y + 19, 20, ink);
  if (is_more && !item.count.empty()) disc(r.x + r.w / 2 + 14, r.y + 10, 4, Ink::accent);
  if (!is_more && !item.count.empty()) badge(r.x + r.w / 2 + 6, r.y + 4, item.count);
  const Type type{bar_word.size, bar_word.line, current};
  const std::string label = ellipsis(item.label, type, r.w - 4);
  words(r.x + (r.w - width(label, type)) / 2, r.y + 34, label, type, ink);
  if (at.ring) edge({r.x + 4, r.y + 4, r.w - 8, r.h - 8}, Ink::accent, theme::radius, 2);
  if (!is_more) return u.mirror().leaf(nav_node(id, r, item, current));
  if (at.clicked) more_open = true;
  Node node = button_node(id, r, item.label);
  if (!item.count.empty()) node.description = tr("app.more_waiting");
  node.expanded = more_open ? 1 : 0;
  node.current = current;
  u.mirror().leaf(std::move(node));
}

// As many as have room for their whole names; the others are behind "More".
std::size_t fit_bar(const Shell& shell, float room) {
  constexpr std::size_t most = 5;
  const std::size_t n = shell.items.size();
  for (std::size_t shown = std::min(n, most); shown > 1; --shown) {
    if (shown == most && n > most) continue;
    const float each = room / static_cast<float>(shown + (shown < n ? 1 : 0));
    const auto fits = [&](const NavItem& item) { return width(item.label, bar_word) <= each - 4; };
    if (std::all_of(shell.items.begin(), shell.items.begin() + static_cast<std::ptrdiff_t>(shown), fits)) return shown;
  }
  return 1;
}

void bottom_bar(const Shell& shell) {
  Ui& u = ui();
  const Rect r{0, u.screen().h - theme::bottom_bar, u.screen().w, theme::bottom_bar};
  fill(r, Ink::surface);
  rule(0, r.w, r.y, Ink::line);
  open_region(u.id("nav"), Role::navigation, r, tr("app.nav"));
  const std::size_t shown = std::min(fit_bar(shell, r.w), shell.items.size());
  const bool more = shown < shell.items.size();
  const float w = r.w / static_cast<float>(std::max<std::size_t>(1, shown + (more ? 1 : 0)));
  NavItem others{.label = std::string(tr("app.more")), .route = "more", .icon = Icon::more};
  bool current = false;
  for (std::size_t i = 0; i < shell.items.size(); ++i) {
    const NavItem& item = shell.items[i];
    const bool here = item.route == shell.current;
    if (i < shown)
      bottom_item({w * static_cast<float>(i), r.y, w, r.h}, item, here, false);
    else if (current = current || here; !item.count.empty())
      others.count = item.count;
  }
  if (more) bottom_item({w * static_cast<float>(shown), r.y, w, r.h}, others, current, true);
  close_region();
}

void more_sheet(const Shell& shell) {
  if (Dialog sheet("more", tr("app.more"), more_open); sheet) {
    for (const NavItem& item : shell.items) {
      const Rect r = ui().take(44, 2);
      const Id id = ui().id(item.route);
      const Item at = ui().interact(id, r);
      const bool current = item.route == shell.current;
      if (current) fill(r, Ink::accent_weak, theme::radius);
      words(r.x + 12, r.y + 11, item.label, current ? theme::body_strong : theme::body, current ? Ink::accent : Ink::text);
      words(r.right() - 12 - width(item.count, theme::small), r.y + 13, item.count, theme::small, Ink::text_2);
      if (at.ring) edge(r, Ink::accent, theme::radius, 2);
      if (at.clicked) more_open = false;
      ui().mirror().leaf(nav_node(id, r, item, current));
    }
  }
}

constexpr std::string_view search_keys = "Control+K /";

constexpr float tool_side = 32;
constexpr float tool_gap = 4;

float tool_width(std::string_view word) { return word.empty() ? tool_side : width(word, theme::small) + 16; }

// Each of the bar's tools moves the pen on to the next.
bool tool(float& pen, std::string_view key, std::string_view name, Icon sign, std::string_view word = {}) {
  Ui& u = ui();
  const Rect r{pen, 10, tool_width(word), tool_side};
  pen = r.right() + tool_gap;
  const Id id = u.id(key);
  const Item item = u.interact(id, r);
  if (item.hovered) fill(r, Ink::sunken, theme::radius);
  if (item.hovered || item.ring) u.tooltip(r, name);
  if (word.empty())
    icon(sign, r.x + 16, r.y + 16, 16, Ink::text_2);
  else
    words(r.x + 8, r.y + 7, word, theme::small, Ink::text_2);
  if (item.ring) focus_ring({r.x + 2, r.y + 2, r.w - 4, r.h - 4});
  Node node = button_node(id, r, name);
  if (key == "search") node.shortcuts = search_keys;
  u.mirror().leaf(std::move(node));
  return item.clicked;
}

std::string_view role_label(const Shell& shell, const std::string& role) {
  for (const Choice& c : shell.roles)
    if (c.value == role) return ui().narrow() && !c.brief.empty() ? c.brief : c.label;
  return tr("common.choose");
}

constexpr float around_role = 38;
constexpr float most_role = 180;

float role_width(const Shell& shell, const std::string& role) {
  return shell.roles.empty() ? 0 : std::min(width(role_label(shell, role), theme::small), most_role) + around_role;
}

bool role_chip(const Rect& r, const Shell& shell, std::string& role) {
  if (shell.roles.empty()) return false;
  Ui& u = ui();
  const std::string shown = ellipsis(role_label(shell, role), theme::small, r.w - around_role);
  const Id id = u.id("role");
  const Item item = u.interact(id, r);
  fill(r, Ink::accent_weak, 13);
  words(r.x + 12, r.y + 4, shown, theme::small, Ink::accent);
  icon(Icon::down, r.right() - 16, r.y + 13, 12, Ink::accent);
  if (item.ring || item.focused) focus_ring(r, 13);
  const bool changed = u.take_input(id, role);
  Node node;
  node.id = id;
  node.role = Role::combobox;
  node.rect = r;
  node.name = tr("app.role");
  node.value = role;
  for (const Choice& c : shell.roles) node.options.push_back({c.value, c.label});
  u.mirror().leaf(std::move(node));
  return changed;
}

// Looks like a field, and opens the one that searches.
float search_box(float x, float room, bool& pressed) {
  Ui& u = ui();
  const Rect r{x, 10, std::min(300.0f, room), 32};
  const Id id = u.id("search");
  const Item item = u.interact(id, r);
  fill(r, Ink::sunken, theme::radius);
  if (item.hovered) edge(r, Ink::line_strong, theme::radius);
  icon(Icon::search, r.x + 16, r.y + 16, 14, Ink::text_2);
  words(r.x + 32, r.y + 7, ellipsis(tr("jump.open"), theme::small, r.w - 60), theme::small, Ink::text_2);
  words(r.right() - 16, r.y + 7, "/", theme::small, Ink::text_2);
  if (item.ring) focus_ring(r);
  Node node = button_node(id, r, tr("jump.open"));
  node.shortcuts = search_keys;
  u.mirror().leaf(std::move(node));
  pressed = item.clicked;
  return r.w;
}

constexpr float status_sign = 16;

// Ends at the right edge of the room; where that is narrow, its sign stands for the words, which the tree has.
void status(const Rect& room, const Shell& shell) {
  if (shell.status.empty()) return;
  const bool slim = ui().narrow();
  const std::string shown = slim ? std::string{} : ellipsis(shell.status, theme::small, std::max(0.0f, room.w));
  const float w = slim ? status_sign : width(shown, theme::small);
  const float x = room.right() - w;
  if (slim)
    icon(icon_of(shell.status_tone), x + w / 2, room.y + 26, w, ink_of(shell.status_tone));
  else
    disc(x - 12, room.y + 26, 4, ink_of(shell.status_tone));
  words(x, room.y + 17, shown, theme::small, Ink::text_2);
  Node node;
  node.id = ui().id("status");
  node.role = Role::status;
  node.rect = {x, room.y + 17, w, 18};
  node.lines = {shell.status};
  node.type = theme::small;
  ui().mirror().leaf(std::move(node));
}

// From left to right, in the picture as for the keyboard.
void top_bar(const Shell& shell, std::string& role, ShellEvents& events, Id main) {
  Ui& u = ui();
  const bool slim = u.narrow();
  const float left = slim ? 0 : theme::side_bar;
  const Rect r{left, 0, u.screen().w - left, theme::top_bar};
  fill(r, Ink::surface);
  rule(r.x, r.right(), r.bottom() - hair(), Ink::line);
  open_region(u.id("top"), Role::banner, r, {});
  if (slim) skip_link(main);
  const std::string_view language = tr("app.to_english.short");
  const int signs = slim && !shell.searchable ? 1 : 2;  // the theme's, and the density's or where there is less room the search's
  const float tools = tool_width(language) + static_cast<float>(signs) * (tool_side + tool_gap) + 2 * tool_gap;
  const float edge = slim ? 12 : 24;
  float chip = role_width(shell, role);
  float from = r.x + 24;
  if (slim) {
    // The name gives way to whoever acts, which is what one has to know.
    const float others = 16 + 12 + status_sign + 8 + tools + edge;
    from = 16 + brand(16, 15, others + 30 + width(tr("app.name"), theme::brand) + chip <= r.w) + 12;
    chip = std::min(chip, r.w - others - sign_width);
    status({from, 0, status_sign, r.h}, shell);
  } else if (shell.searchable) {
    from += search_box(from, r.w - 520, events.search) + 24;
  }
  float pen = r.right() - edge - chip - tools;
  if (!slim) status({from, 0, pen - 8 - from, r.h}, shell);
  if (slim && shell.searchable) events.search = tool(pen, "search", tr("jump.open"), Icon::search);
  if (tool(pen, "language", tr("app.to_english"), Icon::none, language)) {
    web::set_language(web::language() == Language::zh ? Language::en : Language::zh);
    save_prefs();
  }
  if (!slim && tool(pen, "density", prefs().compact ? tr("app.to_comfortable") : tr("app.to_compact"), Icon::rows))
    prefs().compact = !prefs().compact, save_prefs();
  if (tool(pen, "theme", prefs().dark ? tr("app.to_light") : tr("app.to_dark"), prefs().dark ? Icon::sun : Icon::moon))
    prefs().dark = !prefs().dark, save_prefs();
  events.role_changed = role_chip({pen + tool_gap, 13, chip, 26}, shell, role);
  close_region();
}

}  // namespace

ShellFrame::ShellFrame(const Shell& shell, std::string& role, ShellEvents& events) {
  Ui& u = ui();
  fill(u.screen(), Ink::bg);
  const bool slim = u.narrow();
  main_ = u.id("main");
  if (!slim) side_bar(shell, main_);
  top_bar(shell, role, events, main_);
  const float left = slim ? 0 : theme::side_bar;
  const Rect room{left, theme::top_bar, u.screen().w - left, u.screen().h - theme::top_bar - (slim ? theme::bottom_bar : 0)};
  if (slim) {
    bottom_bar(shell);
    more_sheet(shell);
  }
  const float scroll = web::host().scroll_top(main_);
  open_region(main_, Role::main, room, tr("app.main"), std::max(u.recall(main_, room.h), room.h), scroll);
  clip(room);
  const float pad = slim ? theme::page_pad_narrow : theme::page_pad;
  const float most = 1480;  // beyond this, lines and tables get too long to read; the rest stays calm
  const float w = std::min(room.w - 2 * pad, most);
  u.open_flow({room.x + pad + std::floor((room.w - 2 * pad - w) / 2), room.y + (slim ? 16.0f : 20.0f) - scroll, w, u.density().gap});
}

ShellFrame::~ShellFrame() {
  Ui& u = ui();
  const Node* node = u.mirror().find(main_);
  const float top = node != nullptr ? node->rect.y - node->scroll_top : 0;
  const float bottom = u.close_flow() + 32;
  unclip();
  close_region();
  u.remember(main_, bottom - top);
  draw_toasts();
}

}  // namespace ch::ui
