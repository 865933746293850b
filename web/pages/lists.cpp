#include "web/pages/lists.h"

#include <algorithm>
#include <charconv>

#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr int first_rows = 50;
constexpr int most_rows = 500;  // of one answer

int rows_asked(const Route& route) {
  const std::string_view text = route.param("rows");
  int n = first_rows;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::clamp(n, 1, most_rows);
}

const LiveView& page_of(const Route& route, std::string_view query, JsonObject ask, int rows) {
  if (const std::string_view cursor = route.param("after"); !cursor.empty()) ask.put("cursor", cursor);
  ask.put("limit", static_cast<std::int64_t>(rows));
  return live(query, ask.take());
}

}  // namespace

const LiveView& live_list(Route& route, std::string_view query, JsonObject ask) {
  const int rows = rows_asked(route);
  const LiveView& view = page_of(route, query, ask, rows);
  if (!view.loading || rows <= first_rows) return view;
  const int before = rows == most_rows ? most_rows / 5 : rows / 2;
  const LiveView& shorter = page_of(route, query, ask, std::max(before, first_rows));  // keeps standing while more is read
  return shorter.loading ? view : shorter;
}

void more_rows(Route& route, const Data& view) {
  const std::string next = view["next"].text();
  const bool later = !route.param("after").empty();
  if (next.empty() && !later) return;
  ui::Line line;
  if (!next.empty()) {
    const int rows = rows_asked(route);
    if (rows < most_rows) {
      if (ui::button(tr("table.more"), {.key = "more", .small = true})) {
        route.set("rows", std::to_string(rows >= 200 ? most_rows : rows * 2));
        go(route.text(), true);
      }
    } else if (ui::button(tr("list.older"), {.key = "older", .small = true})) {
      route.set("after", next);
    }
  }
  if (later && ui::button(tr("list.newest"), {.key = "newest", .small = true})) route.set("after", {});
}

void set_filter(Route& route, std::string_view name, std::string_view value) {
  route.set(name, value);
  route.set("after", {});
  route.set("rows", {});
  go(route.text(), true);
}

void filter_text(Route& route, std::string_view name, std::string_view label) {
  std::string value(route.param(name));
  if (ui::text_field({.key = name, .label = label}, value)) set_filter(route, name, value);
}

void filter_date(Route& route, std::string_view name, std::string_view label) {
  std::string value(route.param(name));
  if (ui::date_field({.key = name, .label = label}, value)) set_filter(route, name, value);
}

}  // namespace ch::web::pages
