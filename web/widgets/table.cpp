// Tables: typed columns, sorting, clipped rows, and on a narrow screen one card-like line a row (WEB-12, WEB-15).
#include <algorithm>
#include <cmath>

#include "web/host.h"
#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

bool right_aligned(ColumnKind k) { return k == ColumnKind::number || k == ColumnKind::money || k == ColumnKind::signed_money; }

std::string shown(const Cell& cell, ColumnKind kind) {
  if (kind == ColumnKind::money) return web::money(cell.text);
  if (kind == ColumnKind::signed_money) return web::signed_money(cell.text);
  return cell.text;
}

Ink cell_ink(const Cell& cell, ColumnKind kind) {
  if (cell.tone != Tone::plain) return ink_of(cell.tone);
  if (kind == ColumnKind::signed_money) {
    const int sign = web::sign_of(cell.text);
    return sign > 0 ? Ink::good : sign < 0 ? Ink::bad : Ink::text;  // PRE-22; the sign says it too
  }
  return kind == ColumnKind::muted || kind == ColumnKind::time ? Ink::text_2 : Ink::text;
}

float cell_width(const Cell& cell, ColumnKind kind, const Type& type) {
  if (cell.text.empty()) return 0;
  return kind == ColumnKind::chip ? chip_width(cell.text) : width(shown(cell, kind), type);
}

// Only words may be cut short; a figure, a time or a state that is cut says something else.
bool may_be_cut(ColumnKind k) { return k == ColumnKind::text || k == ColumnKind::muted; }

const Type& type_of_row(const Table& t, std::int64_t row) { return row >= t.rows - t.sums ? theme::body_strong : theme::body; }

// How wide one of these may be so that all fit into `room`: the widest give way first.
float widest_of(std::vector<float> needs, float room) {
  std::ranges::sort(needs);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const float even = room / static_cast<float>(needs.size() - i);
    if (needs[i] > even) return even;
    room -= needs[i];
  }
  return room;
}

struct Grid {
  const Table& table;
  Id id;
  Rect area;  // of the whole table
  float row_h;
  bool stacked;  // narrow
  std::vector<float> x, w;
  std::int64_t first = 0, last = 0;  // rows in sight
};

void open_node(Id id, Role role, const Rect& r, std::string_view name = {}, int row = 0) {
  Node node;
  node.id = id;
  node.role = role;
  node.rect = r;
  node.name = name;
  node.row = row;
  ui().mirror().open(std::move(node));
}

void cell_words(const Rect& r, const Cell& cell, ColumnKind kind, bool right, int column, const Type& type) {
  Ui& u = ui();
  Node node;
  node.id = u.next_id();
  node.role = Role::cell;
  node.column = column;
  node.type = type;
  const std::string full = shown(cell, kind);
  if (kind == ColumnKind::chip && !cell.text.empty()) {
    const float w = chip_width(cell.text);
    const Rect box{right ? r.right() - w : r.x, r.y + (r.h - theme::chip_line) / 2, w, theme::chip_line};
    if (visible(box)) draw_chip(box, cell.text, cell.tone);
    node.rect = {box.x + 8, box.y + 1, box.w - 16, 18};
    node.type = theme::small;
    node.lines = {full};
    return u.mirror().leaf(std::move(node));
  }
  const std::string drawn = ellipsis(full, type, r.w);
  const float w = width(drawn, type);
  const float x = right ? r.right() - w : r.x;
  const float y = r.y + (r.h - type.line) / 2;
  node.rect = {x, y, std::max(w, 1.0f), type.line};
  if (cell.href.empty()) {
    if (visible(r)) words(x, y, drawn, type, cell_ink(cell, kind));
    if (!full.empty()) node.lines = {full};
    return u.mirror().leaf(std::move(node));
  }
  Node anchor = node;
  node.rect = r;
  u.mirror().open(std::move(node));
  anchor.id = u.next_id();
  anchor.role = Role::link;
  anchor.rect = {x, r.y + (r.h - 24) / 2, std::max(w, 24.0f), 24};
  anchor.name = full;
  anchor.href = cell.href;
  anchor.column = 0;
  const Item item = u.interact(anchor.id, anchor.rect);
  words(x, y, drawn, type, Ink::accent);
  if (item.hovered) rule(x, x + w, y + type.line - 2, Ink::accent);
  if (item.ring) focus_ring(anchor.rect, 2);
  u.mirror().leaf(std::move(anchor));
  u.mirror().close();
}

// Wide and high enough for every row looked at; a table of thousands is judged by its first hundred and those in sight.
template <class Look>
void for_rows_looked_at(const Grid& g, Look&& look) {
  for (std::int64_t r = 0; r < std::min<std::int64_t>(g.table.rows, 100); ++r) look(r);
  for (std::int64_t r = std::max<std::int64_t>(g.first, 100); r < g.last; ++r) look(r);
}

void measure(Grid& g, std::vector<Cell>& cells) {
  const Table& t = g.table;
  const std::size_t n = t.columns.size();
  std::vector<float> need(n);
  for (std::size_t c = 0; c < n; ++c) need[c] = width(t.columns[c].title, theme::small) + (t.columns[c].sortable ? 18 : 0);
  auto look = [&](std::int64_t row) {
    cells.clear();
    t.cells(row, cells);
    for (std::size_t c = 0; c < n && c < cells.size(); ++c)
      need[c] = std::max(need[c], cell_width(cells[c], t.columns[c].kind, type_of_row(t, row)));
  };
  for_rows_looked_at(g, look);
  float sum = 0;
  float fixed = 0;
  std::vector<float> words_need;
  for (std::size_t c = 0; c < n; ++c) {
    need[c] += 24;
    sum += need[c];
    if (may_be_cut(t.columns[c].kind))
      words_need.push_back(need[c]);
    else
      fixed += need[c];
  }
  const float spare = g.area.w - sum;
  const float widest = std::max(64.0f, widest_of(words_need, g.area.w - fixed));
  float x = g.area.x;
  for (std::size_t c = 0; c < n; ++c) {
    float w = need[c];
    if (spare > 0)
      w += spare * need[c] / sum;
    else if (may_be_cut(t.columns[c].kind))
      w = std::min(w, widest);
    g.x.push_back(x);
    g.w.push_back(w);
    x += w;
  }
  g.stacked = g.area.w < 560 && spare < 0;
}

bool sort_button(const Rect& hit, float x, const Column& column, bool sorted, bool descending) {
  Ui& u = ui();
  Node act;
  act.id = u.id(std::string(column.title) + "\x1fsort");
  act.role = Role::button;
  act.rect = hit;
  act.name = column.title;
  act.type = theme::small;
  act.description = tr("table.sort_by", {{"column", column.title}});
  const Item item = u.interact(act.id, hit);
  const float w = width(column.title, theme::small);
  words(x, hit.y + 3, column.title, theme::small, sorted || item.hovered ? Ink::text : Ink::text_3);
  icon(!sorted ? Icon::up_down : descending ? Icon::down : Icon::up, x + w + 9, hit.y + 12, 11, sorted ? Ink::accent : Ink::text_3);
  if (item.ring) focus_ring(hit, 2);
  u.mirror().leaf(std::move(act));
  return item.clicked;
}

constexpr float head_line = 34;

// How much room a heading that can be sorted by takes on a narrow screen, where they stand in lines of their own.
float sort_width(const Column& column) { return width(column.title, theme::small) + 36; }

float stacked_head(const Grid& g) {
  float height = 0;
  float pen = 0;
  for (const Column& column : g.table.columns) {
    if (!column.sortable) continue;
    if (height == 0 || pen + sort_width(column) > g.area.w) height += head_line, pen = 0;
    pen += sort_width(column);
  }
  return height;
}

// On a narrow screen only what can be sorted by is drawn; the other headings stand in the tree alone.
void header(Grid& g, float height, TableEvents& events) {
  Ui& u = ui();
  const Table& t = g.table;
  open_node(u.next_id(), Role::row, {g.area.x, g.area.y, g.area.w, std::max(height, 1.0f)}, {}, 1);
  float pen = g.area.x;
  float y = g.area.y;
  for (std::size_t c = 0; c < t.columns.size(); ++c) {
    const Column& column = t.columns[c];
    const bool sorted = t.sort_column == static_cast<int>(c);
    const float w = width(column.title, theme::small);
    const float mark = column.sortable ? 16 : 0;
    float x = right_aligned(column.kind) ? g.x[c] + g.w[c] - 12 - w - mark : g.x[c] + 12;
    Node node;
    node.id = u.id(column.title);
    node.role = Role::columnheader;
    node.rect = {x, g.area.y + 8, w, 18};
    node.column = static_cast<int>(c) + 1;
    node.type = theme::small;
    if (g.stacked && !column.sortable) node.rect = {g.area.x, g.area.y, 1, 1};
    if (!column.sortable) {
      if (!g.stacked) words(x, g.area.y + 8, column.title, theme::small, Ink::text_3);
      node.lines = {column.title};
      u.mirror().leaf(std::move(node));
      continue;
    }
    if (g.stacked) {
      if (pen > g.area.x && pen + sort_width(column) > g.area.right()) pen = g.area.x, y += head_line;
      x = pen;
      pen += sort_width(column);
    }
    const Rect hit{x - 4, y + 5, w + mark + 8, 24};
    node.rect = hit;
    node.name = column.title;
    node.sorted = sorted ? (t.descending ? -1 : 1) : 0;
    u.mirror().open(std::move(node));
    if (sort_button(hit, x, column, sorted, t.descending))
      events.sort_column = static_cast<int>(c), events.descending = sorted && !t.descending;
    u.mirror().close();
  }
  u.mirror().close();
  if (height > 0) rule(g.area.x, g.area.right(), g.area.y + height - hair(), Ink::line);
}

void wide_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells, const Type& type) {
  for (std::size_t c = 0; c < g.table.columns.size(); ++c) {
    const ColumnKind kind = g.table.columns[c].kind;
    const Cell& cell = c < cells.size() ? cells[c] : Cell{};
    cell_words({g.x[c] + 12, r.y, g.w[c] - 24, r.h}, cell, kind, right_aligned(kind), static_cast<int>(c) + 1, type);
  }
}

// Where a cell stands in a stacked row, and the label that says what it is where its place does not.
struct Place {
  Rect at;
  std::string_view label = {};
  float label_x = 0, label_y = 0;
  Type type = theme::small;
  bool right = false;
};

// The figure that a row is about: what came or went, or its only amount.
std::size_t leading_figure(const Table& t) {
  std::size_t only = 0;
  int amounts = 0;
  for (std::size_t c = 1; c < t.columns.size(); ++c) {
    if (t.columns[c].kind == ColumnKind::signed_money) return c;
    if (t.columns[c].kind == ColumnKind::money) only = c, ++amounts;
  }
  return amounts == 1 ? only : 0;
}

// What needs its heading beside it: any other figure, and a second time.
std::vector<bool> labelled(const Table& t, std::size_t lead) {
  std::vector<bool> out(t.columns.size());
  bool time_seen = t.columns[0].kind == ColumnKind::time;
  for (std::size_t c = 1; c < out.size(); ++c) {
    const ColumnKind kind = t.columns[c].kind;
    out[c] = (right_aligned(kind) && c != lead) || (kind == ColumnKind::time && time_seen);
    time_seen = time_seen || kind == ColumnKind::time;
  }
  return out;
}

// First column and leading figure on top, the state under the figure, then the other words as they fit, and last the
// figures under their headings, in columns so that they can be compared down the list. How high that is.
float stack(const Grid& g, const Rect& r, const std::vector<Cell>& cells, std::vector<Place>& places) {
  const auto& columns = g.table.columns;
  const std::size_t n = std::min(columns.size(), cells.size());
  const std::size_t lead = leading_figure(g.table);
  const std::vector<bool> label = labelled(g.table, lead);
  places.assign(n, {});
  const float top = r.y + 8;
  float right_w = 0;
  float right_y = top;
  for (std::size_t c = 1; c < n; ++c) {
    if ((c != lead && columns[c].kind != ColumnKind::chip) || cells[c].text.empty()) continue;
    const float w = std::min(cell_width(cells[c], columns[c].kind, theme::body), r.w * 0.5f);
    places[c] = {.at = {r.right() - w, right_y, w, 22}, .type = theme::body, .right = true};
    right_w = std::max(right_w, w);
    right_y += 22;
  }
  auto room = [&](float y) { return y < right_y && right_w > 0 ? r.w - right_w - 12 : r.w; };
  places[0] = {.at = {r.x, top, room(top), 22}, .type = theme::body_strong};
  // One alone stands among the words.
  const bool aligned = std::ranges::count(label, true) > 1;
  std::vector<std::size_t> figures;
  float x = r.x;
  float y = top + 22;
  bool some = false;
  for (std::size_t c = 1; c < n; ++c) {
    if (places[c].right || cells[c].text.empty()) continue;
    if (label[c] && aligned) {
      figures.push_back(c);
      continue;
    }
    const float before = label[c] ? width(columns[c].title, theme::small) + 5 : 0;
    const float w = before + width(shown(cells[c], columns[c].kind), theme::small) + 1;
    if (x > r.x && x + w > r.x + room(y)) x = r.x, y += 20;
    places[c] = {.at = {x + before, y, std::min(w, room(y)) - before, 20}, .label_x = x, .label_y = y + 1};
    if (label[c]) places[c].label = columns[c].title;
    x += w + 10;
    some = true;
  }
  if (some) y += 20;
  constexpr std::size_t most = 3;
  const std::size_t per_line = std::min(figures.size(), most);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const std::size_t c = figures[i];
    if (i % most == 0) y = std::max(y, right_y) + (i == 0 ? 2.0f : 38.0f);
    const float w = r.w / static_cast<float>(std::max<std::size_t>(per_line, 2));
    const float at = r.x + w * static_cast<float>(i % most);
    places[c] = {.at = {at, y + 17, w - 8, 20}, .label = columns[c].title, .label_x = at, .label_y = y};
  }
  if (!figures.empty()) y += 37;
  return std::max(y, right_y) + 8 - r.y;
}

void stacked_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells) {
  std::vector<Place> places;
  stack(g, r, cells, places);
  for (std::size_t c = 0; c < places.size(); ++c) {
    const Place& p = places[c];
    const ColumnKind kind = g.table.columns[c].kind;
    Cell cell = cells[c];
    if (c > 0 && !p.right && p.label.empty() && cell.tone == Tone::plain) cell.tone = Tone::muted;
    if (!p.label.empty() && visible(r)) words(p.label_x, p.label_y, p.label, theme::small, Ink::text_3);
    cell_words(p.at, cell, kind, p.right, static_cast<int>(c) + 1, p.type);
  }
}

float stacked_height(const Grid& g, std::vector<Cell>& cells) {
  float most = 0;
  std::vector<Place> places;
  for_rows_looked_at(g, [&](std::int64_t row) {
    cells.clear();
    g.table.cells(row, cells);
    most = std::max(most, stack(g, {0, 0, g.area.w, 0}, cells, places));
  });
  return most;
}

void body_rows(Grid& g, float top, TableEvents& events) {
  Ui& u = ui();
  std::vector<Cell> cells;
  for (std::int64_t i = g.first; i < g.last; ++i) {
    const Rect r{g.area.x, top + static_cast<float>(i) * g.row_h, g.area.w, g.row_h};
    cells.clear();
    g.table.cells(i, cells);
    const Id row_id = u.id("row\x1f" + std::to_string(i));
    Item item;
    if (g.table.row_action) {
      item = u.interact(row_id, r);
      if (item.hovered) fill(r, Ink::sunken, 4);
      if (item.ring) focus_ring({r.x + 4, r.y + 3, r.w - 8, r.h - 6}, 4);
      if (item.clicked) events.opened = i;
    }
    Node node;
    node.id = row_id;
    node.role = Role::row;
    node.rect = r;
    node.row = static_cast<int>(i) + 2;
    node.row_action = g.table.row_action;
    if (g.table.row_action && !cells.empty()) node.description = cells[0].text;
    u.mirror().open(std::move(node));
    u.push(row_id);
    if (g.stacked)
      stacked_row(g, r, cells);
    else
      wide_row(g, r, cells, type_of_row(g.table, i));
    u.pop();
    u.mirror().close();
    if (i + 1 < g.table.rows) rule(r.x, r.right(), r.bottom() - hair(), Ink::line);
  }
}

}  // namespace

TableEvents table(const Table& t) {
  TableEvents events;
  Ui& u = ui();
  if (t.rows == 0) {
    empty_state(t.empty_title, t.empty_body);
    return events;
  }
  const Rect start = u.take(0);
  Grid g{t, u.id('g', t.key), {start.x, start.y, start.w, 0}, u.density().row, false, {}, {}};
  const Rect& screen = u.screen();
  auto in_sight = [&](float top) {
    g.first = std::clamp<std::int64_t>(static_cast<std::int64_t>((screen.y - top) / g.row_h) - 4, 0, t.rows);
    g.last = std::clamp<std::int64_t>(static_cast<std::int64_t>((screen.bottom() - top) / g.row_h) + 5, g.first, t.rows);
  };
  in_sight(start.y + head_line);
  std::vector<Cell> cells;
  measure(g, cells);
  if (g.stacked) g.row_h = stacked_height(g, cells);
  const float head = g.stacked ? stacked_head(g) : head_line;
  in_sight(start.y + head);
  g.area.h = head + static_cast<float>(t.rows) * g.row_h;

  Node node;
  node.id = g.id;
  node.role = Role::table;
  node.name = t.label;
  node.rect = g.area;
  node.rows = t.partial ? -1 : static_cast<int>(std::max(t.rows, t.total) + 1);  // -1: not known (ARIA)
  node.columns = static_cast<int>(t.columns.size());
  u.mirror().open(std::move(node));
  u.push(g.id);
  header(g, head, events);
  body_rows(g, start.y + head, events);
  u.pop();
  u.mirror().close();
  u.flow().y = g.area.bottom();

  Scope scope(t.key);
  u.take(0, 4);
  Line line;
  const std::int64_t here = t.rows - t.sums;
  const std::int64_t total = std::max(here, t.total);
  small(t.partial      ? tr("table.loaded", {{"n", web::count(here)}})
        : here < total ? tr("table.shown", {{"n", web::count(here)}, {"total", web::count(total)}})
        : total == 1   ? std::string(tr("table.row"))
                       : tr("table.rows", {{"n", web::count(total)}}),
        Tone::muted);
  if (here < total) events.more = text_button(tr("table.more"), {.key = "more", .small = true});
  line.spring();
  if (text_button(tr("table.copy"), {.look = Look::quiet, .key = "copy", .small = true})) {
    web::host().copy_text(tab_separated(t));
    toast(tr("table.copied", {{"n", web::count(here)}}));
  }
  return events;
}

std::string tab_separated(const Table& t) {
  std::string out;
  auto put = [&](std::string_view text, bool last) {
    for (char c : text) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    out += last ? '\n' : '\t';
  };
  for (std::size_t c = 0; c < t.columns.size(); ++c) put(t.columns[c].title, c + 1 == t.columns.size());
  std::vector<Cell> cells;
  for (std::int64_t r = 0; r < t.rows; ++r) {
    cells.clear();
    t.cells(r, cells);
    cells.resize(t.columns.size());
    for (std::size_t c = 0; c < cells.size(); ++c) put(cells[c].text, c + 1 == cells.size());  // amounts plain, so that they add up
  }
  return out;
}

}  // namespace ch::ui
