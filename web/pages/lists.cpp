#include "web/pages/lists.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr int first_rows = 50;
constexpr int most_rows = 500;  // of one answer
constexpr std::array<std::string_view, 4> entry_filter_names{"from", "to", "kind", "reference"};

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

bool all_shown(const Route& route, const Data& view) { return view["next"].text().empty() && route.param("after").empty(); }

const LiveView& list_begin(std::string_view query, JsonObject ask) { return page_of({}, query, std::move(ask), first_rows); }

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

namespace {

// What was typed into a filter and is no day: its field goes on showing it, and the filter stays what it was.
std::map<std::string, std::string, std::less<>>& days_that_are_none() {
  static std::map<std::string, std::string, std::less<>> typed;
  return typed;
}

}  // namespace

void filter_date(Route& route, std::string_view name, std::string_view label, std::string_view help) {
  auto& typed = days_that_are_none();
  const std::string place = std::string(route.at(0)) + "." + std::string(name);
  std::string value(route.param(name));
  if (const auto kept = typed.find(place); kept != typed.end()) value = kept->second;
  if (!ui::date_field({.key = name, .label = label, .help = help}, value)) return;
  if (!value.empty() && !is_day(value)) {
    typed[place] = value;
    return;
  }
  typed.erase(place);
  set_filter(route, name, value);
}

void entry_filters(Route& route, std::span<const char* const> kinds, std::string_view reference_label) {
  ui::Columns columns({1, 1, 1, 1}, 640, 2);
  filter_date(route, "from", tr("filter.from"));
  columns.next();
  filter_date(route, "to", tr("filter.to"));
  columns.next();
  std::vector<ui::Choice> choices{{"", std::string(tr("filter.all"))}};
  for (const char* kind : kinds) choices.push_back({kind, kind_word(kind)});
  std::string kind(route.param("kind"));
  if (ui::select({.key = "kind", .label = field_word("kind")}, kind, choices)) set_filter(route, "kind", kind);
  columns.next();
  filter_text(route, "reference", reference_label);
}

JsonObject entries_asked(const Route& route, const std::string& account) {
  JsonObject ask;
  ask.put_json("account", account);
  for (const std::string_view name : entry_filter_names)
    if (const std::string_view value = route.param(name); !value.empty()) ask.put(name, value);
  return ask;
}

bool entries_filtered(const Route& route) {
  return std::ranges::any_of(entry_filter_names, [&](std::string_view name) { return !route.param(name).empty(); });
}

void clear_entry_filters(Route& route) {
  for (const std::string_view name : entry_filter_names) route.set(name, {});
  days_that_are_none().clear();
}

}  // namespace ch::web::pages
