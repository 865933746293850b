// A table's cells: how each kind is written, how wide that is, and where it links to.
#include "web/widgets/table_grid.h"

#include "base/text.h"

namespace ch::ui {

namespace {

Ink cell_ink(const Cell& cell, ColumnKind kind) {
  if (cell.tone != Tone::plain) return ink_of(cell.tone);
  if (kind == ColumnKind::signed_money) {
    const int sign = web::sign_of(cell.text);
    return sign > 0 ? Ink::good : sign < 0 ? Ink::bad : Ink::text;  // PRE-22; the sign says it too
  }
  return kind == ColumnKind::muted || kind == ColumnKind::time ? Ink::text_2 : Ink::text;
}

bool is_chip(const Cell& cell, ColumnKind kind) {
  return !cell.text.empty() && (kind == ColumnKind::chip || (kind == ColumnKind::mark && cell.tone != Tone::plain));
}

}  // namespace

bool right_aligned(ColumnKind k) { return k == ColumnKind::number || k == ColumnKind::money || k == ColumnKind::signed_money; }

std::string shown(const Cell& cell, ColumnKind kind) {
  if (kind == ColumnKind::money) return web::money(cell.text);
  if (kind == ColumnKind::signed_money) return web::signed_money(cell.text);
  return cell.text;
}

std::string copied(const Cell& cell, ColumnKind kind) {
  if (right_aligned(kind)) return cell.text;
  return harmless_cell(cell.copied.empty() ? cell.text : cell.copied);
}

float cell_width(const Cell& cell, ColumnKind kind, const Type& type) {
  if (cell.text.empty()) return 0;
  return is_chip(cell, kind) ? chip_width(cell.text) : width(shown(cell, kind), type);
}

std::size_t lines_of(const Cell& cell, ColumnKind kind, const Type& type, float w) {
  return kind == ColumnKind::prose ? lines(cell.text, type, w).size() : 1;
}

void cell_words(const Rect& r, const Cell& cell, ColumnKind kind, bool right, int column, const Type& type) {
  Ui& u = ui();
  Node node;
  node.id = u.next_id();
  node.role = Role::cell;
  node.column = column;
  node.type = type;
  const std::string full = shown(cell, kind);
  node.copied = copied(cell, kind);
  if (node.copied == full) node.copied.clear();
  if (is_chip(cell, kind)) {
    const float w = chip_width(cell.text);
    const Rect box{right ? r.right() - w : r.x, r.y + (r.h - theme::chip_line) / 2, w, theme::chip_line};
    if (visible(box)) draw_chip(box, cell.text, cell.tone);
    node.rect = {box.x + 8, box.y + 1, box.w - 16, 18};
    node.type = theme::small;
    node.lines = {full};
    return u.mirror().leaf(std::move(node));
  }
  if (kind == ColumnKind::prose) {
    node.lines = lines(full, type, r.w);
    const float height = type.line * static_cast<float>(node.lines.size());
    float y = r.y + (r.h - height) / 2;
    node.rect = {r.x, y, r.w, height};
    for (const std::string& line : node.lines) words(r.x, y, line, type, cell_ink(cell, kind)), y += type.line;
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
  anchor.copied.clear();
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

}  // namespace ch::ui
