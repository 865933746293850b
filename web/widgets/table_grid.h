// The parts of a table: its grid, its cells, and the rows of a narrow screen. Only table*.cpp include this.
#pragma once

#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

struct Grid {
  const Table& table;
  Id id;
  Rect area;                // of the whole table
  float row_h;              // of every row, where they are alike
  std::vector<float> tops;  // where they are not: the top of each, below the head, and the bottom of the last
  bool stacked;             // narrow
  std::vector<float> x, w;
  std::int64_t first = 0, last = 0;  // rows in sight

  std::int64_t open = -1;  // under this row stands what was opened of it
  float detail = 0;        // how high that is

  [[nodiscard]] float top_of(std::int64_t row) const {
    const float above = tops.empty() ? static_cast<float>(row) * row_h : tops[static_cast<std::size_t>(row)];
    return row > open ? above + detail : above;
  }
  [[nodiscard]] float height_of(std::int64_t row) const { return top_of(row + 1) - top_of(row) - (row == open ? detail : 0); }
};

// Wide and high enough for every row looked at; a table of thousands is judged by its first hundred and those in sight.
template <class Look>
void for_rows_looked_at(const Grid& g, Look&& look) {
  for (std::int64_t r = 0; r < std::min<std::int64_t>(g.table.rows, 100); ++r) look(r);
  for (std::int64_t r = std::max<std::int64_t>(g.first, 100); r < g.last; ++r) look(r);
}

bool right_aligned(ColumnKind k);
std::string shown(const Cell& cell, ColumnKind kind);
// As it goes into a spreadsheet: amounts plain, so that they add up, and words that no program takes for a formula.
std::string copied(const Cell& cell, ColumnKind kind);
float cell_width(const Cell& cell, ColumnKind kind, const Type& type);
// How many lines words take that may not be cut; everything else takes one.
std::size_t lines_of(const Cell& cell, ColumnKind kind, const Type& type, float w);
// Draws a cell into the rectangle, cut short where it has to be, and mirrors it whole.
void cell_words(const Rect& r, const Cell& cell, ColumnKind kind, bool right, int column, const Type& type);

// A row on a narrow screen, and the places of all of them.
void stacked_row(const Grid& g, const Rect& r, const std::vector<Cell>& cells);
void place_stacked(Grid& g, std::vector<Cell>& cells);

}  // namespace ch::ui
