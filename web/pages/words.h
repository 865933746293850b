// What the pages share in saying: states with their tones, times, texts that views bring in both languages.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/data.h"
#include "web/widgets/widgets.h"

namespace ch::web::pages {

using ui::ColumnKind;
using ui::Tone;

// The member `<prefix>zh` or `<prefix>en` of a view.
[[nodiscard]] std::string words_of(const Data& view, std::string_view prefix = {});
// The member `<name>` of a view, or in English `<name>_en`.
[[nodiscard]] std::string in_language(const Data& view, std::string_view name);
[[nodiscard]] bool is_id(std::string_view text);       // of an address
[[nodiscard]] bool is_past(std::string_view instant);  // an empty one is not
[[nodiscard]] std::string today();                     // "2026-11-21", in the business zone
[[nodiscard]] std::string days_ago(int days);
[[nodiscard]] std::string state_word(std::string_view state);
[[nodiscard]] Tone state_tone(std::string_view state);
[[nodiscard]] std::string kind_word(std::string_view entry_kind);
[[nodiscard]] std::string book_word(std::string_view book);
[[nodiscard]] std::string role_word(std::string_view role);
// Those that people hold, in the order in which they are offered: a merchant first, since the house is for them.
[[nodiscard]] std::span<const std::string_view> roles_offered();
[[nodiscard]] std::vector<ui::Choice> role_choices();
// What a field is called that the core names too, in its CSV; and columns of tables, of such a field or in words of the page's own.
[[nodiscard]] std::string_view field_word(std::string_view field);
[[nodiscard]] ui::Column field_column(std::string_view field, ColumnKind kind = ColumnKind::text);
struct ColumnOf {
  Key words;
  ColumnKind kind = ColumnKind::text;
};
[[nodiscard]] std::vector<ui::Column> columns(std::initializer_list<ColumnOf> all);
[[nodiscard]] ui::Column column(Key words, ColumnKind kind = ColumnKind::text, bool sortable = false);
// Less, equal, more: -1, 0, 1.
[[nodiscard]] int compare_money(std::string_view a, std::string_view b);

// While a view is on its way, or why there is none. True: there is nothing else to draw.
[[nodiscard]] bool nothing_yet(const struct LiveView& view);

// What a button that stands there several times does with this one: its label, and what it is about.
[[nodiscard]] std::string named(std::string_view label, std::string_view what);

// A moment in a table: short, since its year stands around it; whole in a copy.
[[nodiscard]] ui::Cell time_cell(std::string_view instant);

// A line of label and value with a button that copies it.
void copy_line(std::string_view label, std::string_view value);
// Chips of filter, heading and so on stand in forms; this is the small heading of a group within a card.
void sub_heading(std::string_view words);

}  // namespace ch::web::pages
