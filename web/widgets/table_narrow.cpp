// A table's rows on a narrow screen: one card-like row each (WEB-12).
#include <algorithm>

#include "web/widgets/table_grid.h"

namespace ch::ui {

namespace {

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
  float right_y = top;
  for (std::size_t c = 1; c < n; ++c) {
    if ((c != lead && columns[c].kind != ColumnKind::chip) || cells[c].text.empty()) continue;
    const float w = std::min(cell_width(cells[c], columns[c].kind, theme::body), r.w * 0.5f);
    places[c] = {.at = {r.right() - w, right_y, w, 22}, .type = theme::body, .right = true};
    right_y += 22;
  }
  // A line has the room that what stands at its right leaves, and that is not the same in each.
  auto room = [&](float y) {
    constexpr float touch = 4;  // of two lines is no overlap
    float taken = 0;
    for (const Place& p : places)
      if (p.right && y + 20 > p.at.y + touch && y < p.at.bottom() - touch) taken = std::max(taken, p.at.w + 12);
    return r.w - taken;
  };
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
    if (columns[c].kind == ColumnKind::prose) {
      if (x > r.x) y += 20;
      const float h = theme::small.line * static_cast<float>(lines_of(cells[c], columns[c].kind, theme::small, r.w));
      y = std::max(y, right_y);
      places[c] = {.at = {r.x, y, r.w, h}};
      x = r.x, y += h + 2, some = false;
      continue;
    }
    const float before = label[c] ? width(columns[c].title, theme::small) + 5 : 0;
    const float w = before + cell_width(cells[c], columns[c].kind, theme::small) + 1;
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

}  // namespace

void stacked_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells) {
  std::vector<Place> places;
  stack(g, r, cells, places);
  for (std::size_t c = 0; c < places.size(); ++c) {
    const Place& p = places[c];
    ColumnKind kind = g.table.columns[c].kind;
    Cell cell = cells[c];
    if (c > 0 && !p.right && p.label.empty() && cell.tone == Tone::plain) {
      cell.tone = Tone::muted;
      if (kind == ColumnKind::mark) kind = ColumnKind::muted;  // it is words still
    }
    if (!p.label.empty() && visible(r)) words(p.label_x, p.label_y, p.label, theme::small, Ink::text_3);
    cell_words(p.at, cell, kind, p.right, static_cast<int>(c) + 1, p.type);
  }
}

// Each as high as what stands in it; beyond what a page of a list holds all as high as the highest looked at, so that no frame
// has to look at thousands (WEB-15).
void place_stacked(Grid& g, std::vector<Cell>& cells) {
  constexpr std::int64_t most = 500;
  constexpr float least = 44;  // for a finger
  std::vector<Place> places;
  auto height = [&](std::int64_t row) {
    cells.clear();
    g.table.cells(row, cells);
    return std::max(least, stack(g, {0, 0, g.area.w, 0}, cells, places));
  };
  if (g.table.rows > most) {
    g.row_h = least;
    for_rows_looked_at(g, [&](std::int64_t row) { g.row_h = std::max(g.row_h, height(row)); });
    return;
  }
  g.tops.assign(1, 0);
  for (std::int64_t row = 0; row < g.table.rows; ++row) g.tops.push_back(g.tops.back() + height(row));
}

}  // namespace ch::ui
