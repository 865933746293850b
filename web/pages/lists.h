// Lists that views give page by page: the address keeps how many rows are shown, and from where on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/app.h"
#include "web/data.h"
#include "web/pages/live.h"

namespace ch::web::pages {

// A query whose filters stand on the page: its answer of before stays until the one to other filters is there, so that nothing jumps.
[[nodiscard]] const LiveView& filtered(const Route& route, std::string_view query, const JsonObject& ask);
// Rows of a paged query, likewise, with the place of the list in the address. `ask` gets limit and cursor added.
[[nodiscard]] const LiveView& live_list(const Route& route, std::string_view query, JsonObject ask);
// Whether these are all rows that there are.
[[nodiscard]] bool all_shown(const Route& route, const Data& view);
// The list as it is before more of it is asked for, whatever the address says.
[[nodiscard]] const LiveView& list_begin(std::string_view query, JsonObject ask);
// "Load more", and beyond the longest page "older".
void more_rows(Route& route, const Data& view);
// A row was pressed: it is what the address says is open, or was.
void toggle_shown(Route& route, std::string_view id);
// A filter changed: the list starts again, without a step for the back button.
void set_filter(Route& route, std::string_view name, std::string_view value);

// The list's filters under names of the user's own (PRO-5): chosen, saved, removed.
void saved_filters(Route& route);

// Fields of a filter in a row; each keeps its value in the address.
void filter_text(Route& route, std::string_view name, std::string_view label);
void filter_date(Route& route, std::string_view name, std::string_view label, std::string_view help = {});
// Whether days are those of booking or of business (LED-5).
void filter_axis(Route& route);
// The filters of a list of entries: days from and to, a book where there are some, kind, reference; and what they ask for but for the book.
void entry_filters(Route& route, std::span<const char* const> kinds, std::string_view reference_label,
                   const std::vector<ui::Choice>& books = {});
[[nodiscard]] JsonObject entries_asked(const Route& route, const std::string& account);
[[nodiscard]] bool entries_filtered(const Route& route);
void clear_entry_filters(Route& route);

}  // namespace ch::web::pages
