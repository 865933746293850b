// Words, headings, chips and figures.
#include <algorithm>

#include "web/widgets/tones.h"
#include "web/widgets/ui.h"
#include "web/widgets/widgets.h"

namespace ch::ui {

namespace {

void paragraph(std::string_view words_, const Type& type, Ink ink, float gap, Role role = Role::text, int level = 0) {
  Ui& u = ui();
  const bool inline_ = u.in_line();
  const float natural = width(words_, type);
  const float room = inline_ ? std::min(natural + 1, u.flow().w) : u.flow().w;
  std::vector<std::string> broken = natural <= room ? std::vector<std::string>{std::string(words_)} : lines(words_, type, room);
  const float height = type.line * static_cast<float>(broken.size());
  Rect r = inline_ ? u.place(broken.size() > 1 ? room : natural, height) : u.take(height, gap);
  if (!inline_) r.w = broken.size() > 1 ? room : natural;
  float y = r.y;
  for (const std::string& line : broken) {
    if (visible({r.x, y, r.w, type.line})) words(r.x, y, line, type, ink);
    y += type.line;
  }
  Node node;
  node.id = u.next_id();
  node.role = role;
  node.level = level;
  node.rect = r;
  node.lines = std::move(broken);
  node.type = type;
  u.mirror().leaf(std::move(node));
}

}  // namespace

void text(std::string_view words, Tone tone) { paragraph(words, theme::body, ink_of(tone), 6); }
void small(std::string_view words, Tone tone) { paragraph(words, theme::small, ink_of(tone), 4); }
void strong(std::string_view words, Tone tone) { paragraph(words, theme::body_strong, ink_of(tone), 6); }

void heading(std::string_view words, int level) { paragraph(words, theme::heading, Ink::text, -1, Role::heading, level); }

void page_title(std::string_view words) {
  Type type = theme::title;
  if (ui().narrow()) type.size = 19, type.line = 26;
  paragraph(words, type, Ink::text, -1, Role::heading, 1);
  ui().page_name = words;
}

void name_page(std::string_view page, std::string_view whose) {
  ui().page_name = page;
  if (!whose.empty()) ui().page_name.append(" · ").append(whose);
}

void fact(std::string_view label, std::string_view value, Tone tone) {
  Ui& u = ui();
  const float label_w = width(label, theme::small);
  const float value_w = std::min(width(value, theme::body_strong), u.flow().w - label_w - 9);
  const std::vector<std::string> broken = lines(value, theme::body_strong, value_w + 1);
  const Rect r = u.place(label_w + 8 + value_w, 22 * static_cast<float>(broken.size()));
  words(r.x, r.y + 3, label, theme::small, Ink::text_2);
  for (std::size_t i = 0; i < broken.size(); ++i)
    words(r.x + label_w + 8, r.y + 22 * static_cast<float>(i), broken[i], theme::body_strong, ink_of(tone));
  u.text_node({r.x, r.y + 3, label_w, theme::small.line}, {std::string(label)}, theme::small);
  u.text_node({r.x + label_w + 8, r.y, value_w, r.h}, broken, theme::body_strong);
}

float chip_width(std::string_view word) { return width(word, theme::small) + 16; }

void draw_chip(const Rect& r, std::string_view word, Tone tone) {
  fill(r, tone == Tone::plain || tone == Tone::muted ? Ink::neutral_weak : weak_of(tone), r.h / 2);
  words(r.x + 8, r.y + (r.h - theme::small.line) / 2, word, theme::small, tone == Tone::plain ? Ink::text_2 : ink_of(tone));
}

void chip(std::string_view word, Tone tone) {
  Ui& u = ui();
  const Rect r = u.place(chip_width(word), theme::chip_line);
  draw_chip(r, word, tone);
  u.text_node({r.x + 8, r.y + 1, r.w - 16, theme::small.line}, {std::string(word)}, theme::small);
}

void metric(std::string_view label, std::string_view amount, std::string_view note, Tone note_tone) {
  figure(label, web::money(amount), note, note_tone, "¥");
}

void figure(std::string_view label, std::string_view figure, std::string_view note, Tone note_tone, std::string_view currency) {
  Card card;
  Ui& u = ui();
  Node group;
  group.id = u.id("metric");
  group.role = Role::group;
  group.name = label;
  const Rect at = u.take(0);
  group.rect = {at.x, at.y, at.w, 76};
  u.mirror().open(std::move(group));

  paragraph(label, theme::label, Ink::text_2, 0);
  Type type = theme::figure;
  const Type unit{14, 34, false};
  const float unit_w = currency.empty() ? 0 : width(currency, unit) + 1;
  while (type.size > 16 && width(figure, type) + unit_w > at.w) type.size -= 1;  // a long balance on a narrow card
  const Rect r = u.take(type.line, 0);
  if (!currency.empty()) words(r.x, r.y + 3, currency, unit, Ink::text_2);
  words(r.x + unit_w, r.y, figure, type, Ink::text);
  u.text_node({r.x + unit_w, r.y, width(figure, type), type.line}, {std::string(figure)}, type);
  if (!note.empty()) paragraph(note, theme::small, ink_of(note_tone), 2);
  u.mirror().close();
}

}  // namespace ch::ui
