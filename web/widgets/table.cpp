// Tables: typed columns, sorting, clipped rows (WEB-12, WEB-15). Cells and narrow rows have files of their own.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "web/host.h"
#include "web/widgets/table_grid.h"

namespace ch::ui {

namespace {

// Only words may be cut short; a figure, a time or a state that is cut says something else.
bool may_be_cut(ColumnKind k) { return k == ColumnKind::text || k == ColumnKind::muted; }
bool may_give_way(ColumnKind k) { return may_be_cut(k) || k == ColumnKind::prose; }

// To how little words are cut in a row of columns; with less room than that the rows are stacked.
constexpr float least_words = 92;
constexpr float least_prose_line = 200;

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

void open_node(Id id, Role role, const Rect& r, std::string_view name = {}, int row = 0) {
  Node node;
  node.id = id;
  node.role = role;
  node.rect = r;
  node.name = name;
  node.row = row;
  ui().mirror().open(std::move(node));
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
  float least = 0;
  float uncut = 0;
  float least_prose = 0;
  std::vector<float> words_need;
  std::vector<float> prose_need;
  for (std::size_t c = 0; c < n; ++c) {
    need[c] += 24;
    sum += need[c];
    if (!may_give_way(t.columns[c].kind)) {
      fixed += need[c];
      continue;
    }
    words_need.push_back(need[c]), least += std::min(need[c], least_words);
    if (t.columns[c].kind == ColumnKind::prose)
      prose_need.push_back(need[c]), least_prose += std::min(need[c], least_prose_line);
    else
      uncut += need[c];
  }
  const float spare = g.area.w - sum;
  // Prose wraps, so it gives way before words are cut, as long as its lines stay long enough to read.
  const bool prose_first = fixed + uncut + least_prose <= g.area.w;
  const float widest = prose_first ? widest_of(prose_need, g.area.w - fixed - uncut) : widest_of(words_need, g.area.w - fixed);
  float x = g.area.x;
  for (std::size_t c = 0; c < n; ++c) {
    float w = need[c];
    if (spare > 0)
      w += spare * need[c] / sum;
    else if (prose_first ? t.columns[c].kind == ColumnKind::prose : may_give_way(t.columns[c].kind))
      w = std::min(w, widest);
    g.x.push_back(x);
    g.w.push_back(w);
    x += w;
  }
  g.stacked = spare < 0 && (g.area.w < 560 || fixed + least > g.area.w);
}

// Rows as high as what wraps in them; a list with such a column is short.
void place_wrapped(Grid& g, std::vector<Cell>& cells) {
  const auto& columns = g.table.columns;
  if (std::ranges::find(columns, ColumnKind::prose, &Column::kind) == columns.end()) return;
  g.tops.assign(1, 0);
  for (std::int64_t row = 0; row < g.table.rows; ++row) {
    cells.clear();
    g.table.cells(row, cells);
    std::size_t most = 1;
    for (std::size_t c = 0; c < columns.size() && c < cells.size(); ++c)
      most = std::max(most, lines_of(cells[c], columns[c].kind, theme::body, g.w[c] - 24));
    g.tops.push_back(g.tops.back() + g.row_h + theme::body.line * static_cast<float>(most - 1));
  }
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

// The row pressed last, of those that are open: several rows may be about one thing.
std::unordered_map<Id, std::int64_t> opened_last;

std::int64_t open_row(const Table& t, Id id) {
  if (!t.detail) return -1;
  const auto last = opened_last.find(id);
  if (last != opened_last.end() && last->second < t.rows && t.is_open(last->second)) return last->second;
  for (std::int64_t i = 0; i < t.rows; ++i)
    if (t.is_open(i)) return i;
  return -1;
}

// What was opened of a row stands right under it, so that the row stays where it was pressed. In the tree it follows the table.
void draw_detail(const Grid& g, float top) {
  Ui& u = ui();
  constexpr float around = 10;
  const Id id = u.id('o', g.table.key);
  u.open_flow({g.area.x, top + around, g.area.w, u.density().stack});
  u.push(id);
  g.table.detail(g.open);
  u.pop();
  const float bottom = u.close_flow() + around;
  if (g.open + 1 < g.table.rows) rule(g.area.x, g.area.right(), bottom - hair(), Ink::line);
  u.remember(id, bottom - top);
}

void body_rows(Grid& g, float top, TableEvents& events) {
  Ui& u = ui();
  const float aside = g.stacked ? 8 : 0;  // the words of a stacked row begin at its very edge
  std::vector<Cell> cells;
  for (std::int64_t i = g.first; i < g.last; ++i) {
    const Rect r{g.area.x, top + g.top_of(i), g.area.w, g.height_of(i)};
    cells.clear();
    g.table.cells(i, cells);
    const Id row_id = u.id("row\x1f" + std::to_string(i));
    Item item;
    const bool open = g.table.is_open && g.table.is_open(i);
    if (g.table.row_action) {
      item = u.interact(row_id, r);
      const Rect ground{r.x - aside, r.y, r.w + 2 * aside, r.h - hair()};
      if (open || item.hovered) fill(ground, open ? Ink::chosen : Ink::hover, 4);
      if (open) fill({ground.x, ground.y + 4, 3, ground.h - 8}, Ink::accent, 1.5f);
      if (item.ring) focus_ring({r.x + 4, r.y + 3, r.w - 8, r.h - 6}, 4);
      if (item.clicked) events.opened = opened_last[g.id] = i;
    }
    Node node;
    node.id = row_id;
    node.role = Role::row;
    node.rect = r;
    node.row = static_cast<int>(i) + 2;
    node.row_action = g.table.row_action;
    node.current = open;
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
  Grid g{t, u.id('g', t.key), {start.x, start.y, start.w, 0}, u.density().row, {}, false, {}, {}};
  g.open = open_row(t, g.id);
  g.detail = g.open < 0 ? 0 : u.recall(u.id('o', t.key), 0);
  const Rect& screen = u.screen();
  auto row_at = [&](float y) -> std::int64_t {
    return g.tops.empty() ? static_cast<std::int64_t>(y / g.row_h) : std::ranges::upper_bound(g.tops, y) - g.tops.begin() - 1;
  };
  auto in_sight = [&](float top) {
    g.first = std::clamp<std::int64_t>(row_at(screen.y - top - g.detail) - 4, 0, t.rows);
    g.last = std::clamp<std::int64_t>(row_at(screen.bottom() - top) + 5, g.first, t.rows);
  };
  in_sight(start.y + head_line);
  std::vector<Cell> cells;
  measure(g, cells);
  g.stacked ? place_stacked(g, cells) : place_wrapped(g, cells);
  const float head = g.stacked ? stacked_head(g) : head_line;
  in_sight(start.y + head);
  g.area.h = head + g.top_of(t.rows);

  Node node;
  node.id = g.id;
  node.role = Role::table;
  node.name = t.label;
  node.rect = g.area;
  node.rows = t.partial ? -1 : static_cast<int>(std::max(t.rows, t.total) + 1);  // -1: not known (ARIA)
  node.columns = static_cast<int>(t.columns.size());
  node.busy = t.busy;
  u.mirror().open(std::move(node));
  u.push(g.id);
  header(g, head, events);
  body_rows(g, start.y + head, events);
  u.pop();
  u.mirror().close();
  if (g.open >= 0) draw_detail(g, start.y + head + g.top_of(g.open) + g.height_of(g.open));
  u.flow().y = g.area.bottom();

  Scope scope(t.key);
  u.take(0, 4);
  Line line;
  const std::int64_t here = t.rows - t.sums;
  const std::int64_t total = std::max(here, t.total);
  small(t.busy         ? std::string(tr("table.busy"))
        : t.partial    ? tr("table.loaded", {{"n", web::count(here)}})
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
    for (std::size_t c = 0; c < cells.size(); ++c) put(copied(cells[c], t.columns[c].kind), c + 1 == cells.size());
  }
  return out;
}

}  // namespace ch::ui
