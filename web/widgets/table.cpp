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

float cell_width(const Cell& cell, ColumnKind kind) {
  if (cell.text.empty()) return 0;
  return kind == ColumnKind::chip ? chip_width(cell.text) : width(shown(cell, kind), theme::body);
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

void measure(Grid& g, std::vector<Cell>& cells) {
  const Table& t = g.table;
  const std::size_t n = t.columns.size();
  std::vector<float> need(n);
  for (std::size_t c = 0; c < n; ++c) need[c] = width(t.columns[c].title, theme::small) + (t.columns[c].sortable ? 18 : 0);
  // Wide enough for every row looked at; a table of thousands is judged by its first hundred and those in sight.
  auto look = [&](std::int64_t row) {
    cells.clear();
    t.cells(row, cells);
    for (std::size_t c = 0; c < n && c < cells.size(); ++c) need[c] = std::max(need[c], cell_width(cells[c], t.columns[c].kind));
  };
  for (std::int64_t r = 0; r < std::min<std::int64_t>(t.rows, 100); ++r) look(r);
  for (std::int64_t r = std::max<std::int64_t>(g.first, 100); r < g.last; ++r) look(r);
  float sum = 0;
  float flexible = 0;
  for (std::size_t c = 0; c < n; ++c) {
    need[c] += 24;
    sum += need[c];
    if (!right_aligned(t.columns[c].kind)) flexible += need[c];
  }
  const float spare = g.area.w - sum;
  float x = g.area.x;
  for (std::size_t c = 0; c < n; ++c) {
    const bool flex = !right_aligned(t.columns[c].kind);
    float w = need[c];
    if (spare > 0)
      w += spare * need[c] / sum;
    else if (flex && flexible > 0)
      w = std::max(64.0f, w + spare * need[c] / flexible);
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

// On a narrow screen only what can be sorted by is drawn; the other headings stand in the tree alone.
void header(Grid& g, float height, TableEvents& events) {
  Ui& u = ui();
  const Table& t = g.table;
  open_node(u.next_id(), Role::row, {g.area.x, g.area.y, g.area.w, std::max(height, 1.0f)}, {}, 1);
  float pen = g.area.x;
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
    if (g.stacked) x = pen, pen += w + mark + 20;
    const Rect hit{x - 4, g.area.y + 5, w + mark + 8, 24};
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

void wide_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells) {
  for (std::size_t c = 0; c < g.table.columns.size(); ++c) {
    const ColumnKind kind = g.table.columns[c].kind;
    const Cell& cell = c < cells.size() ? cells[c] : Cell{};
    cell_words({g.x[c] + 12, r.y, g.w[c] - 24, r.h}, cell, kind, right_aligned(kind), static_cast<int>(c) + 1, theme::body);
  }
}

// First column above the other words; figures at the right, the most telling one on top.
void stacked_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells) {
  const auto& columns = g.table.columns;
  float right_w = 0;
  for (std::size_t c = 1; c < columns.size() && c < cells.size(); ++c)
    if (right_aligned(columns[c].kind) || columns[c].kind == ColumnKind::chip)
      right_w = std::max(right_w, cell_width(cells[c], columns[c].kind));
  right_w = std::min(right_w, r.w * 0.5f);
  const float left_w = r.w - right_w - 12;
  float left_y = r.y + 8;
  float right_y = r.y + 8;
  float left_x = r.x;
  bool first = true;
  for (std::size_t c = 0; c < columns.size() && c < cells.size(); ++c) {
    const ColumnKind kind = columns[c].kind;
    const int column = static_cast<int>(c) + 1;
    if (c > 0 && (right_aligned(kind) || kind == ColumnKind::chip)) {
      cell_words({r.right() - right_w, right_y, right_w, 22}, cells[c], kind, true, column, theme::body);
      if (!cells[c].text.empty()) right_y += 22;
    } else if (first) {
      cell_words({r.x, left_y, left_w, 22}, cells[c], kind, false, column, theme::body_strong);
      left_y += 22;
      first = false;
    } else {
      Cell muted = cells[c];
      if (muted.tone == Tone::plain) muted.tone = Tone::muted;
      const float w = std::min(width(muted.text, theme::small), left_w);
      if (left_x > r.x && left_x + w > r.x + left_w) left_x = r.x, left_y += 20;
      cell_words({left_x, left_y, w + 1, 20}, muted, ColumnKind::text, false, column, theme::small);
      if (w > 0) left_x += w + 10;
    }
  }
}

float stacked_height(const Table& t) {
  int words_ = 0;
  int figures = 0;
  for (std::size_t c = 1; c < t.columns.size(); ++c)
    ++(right_aligned(t.columns[c].kind) || t.columns[c].kind == ColumnKind::chip ? figures : words_);
  const float left = 22 + 20 * std::ceil(static_cast<float>(words_) / 2);
  return std::max(left, 22.0f * static_cast<float>(figures)) + 16;
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
      wide_row(g, r, cells);
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
  in_sight(start.y + 34);
  std::vector<Cell> cells;
  measure(g, cells);
  if (g.stacked) g.row_h = stacked_height(t);
  const bool sortable = std::ranges::any_of(t.columns, &Column::sortable);
  const float head = g.stacked && !sortable ? 0 : 34;
  in_sight(start.y + head);
  g.area.h = head + static_cast<float>(t.rows) * g.row_h;

  Node node;
  node.id = g.id;
  node.role = Role::table;
  node.name = t.label;
  node.rect = g.area;
  node.rows = static_cast<int>(std::max(t.rows, t.total) + 1);
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
  const std::int64_t total = std::max(t.rows, t.total);
  small(t.rows < total ? tr("table.shown", {{"n", web::count(t.rows)}, {"total", web::count(total)}})
                       : tr("table.rows", {{"n", web::count(total)}}),
        Tone::muted);
  if (t.rows < total) events.more = text_button(tr("table.more"), {.key = "more", .small = true});
  line.spring();
  if (text_button(tr("table.copy"), {.look = Look::quiet, .key = "copy", .small = true})) {
    web::host().copy_text(tab_separated(t));
    toast(tr("table.copied", {{"n", web::count(t.rows)}}));
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
