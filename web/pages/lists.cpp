#include "web/pages/lists.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "web/host.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr int first_rows = 50;
constexpr int most_rows = 500;  // of one answer
constexpr std::array<std::string_view, 5> entry_filter_names{"from", "to", "by", "kind", "reference"};

int rows_asked(const Route& route) {
  const std::string_view text = route.param("rows");
  int n = first_rows;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return std::clamp(n, 1, most_rows);
}

const LiveView& page_of(const Route& route, std::string_view query, JsonObject ask, int rows) {
  if (const std::string_view cursor = route.param("after"); !cursor.empty()) ask.put("cursor", cursor);
  ask.put("limit", static_cast<std::int64_t>(rows));
  return filtered(route, query, ask);
}

}  // namespace

const LiveView& filtered(const Route& route, std::string_view query, const JsonObject& ask) {
  Route place;
  place.path = route.path;
  return live_at(place.text(), query, ask.take());
}

const LiveView& live_list(const Route& route, std::string_view query, JsonObject ask) {
  return page_of(route, query, std::move(ask), rows_asked(route));
}

bool all_shown(const Route& route, const Data& view) { return view["next"].text().empty() && route.param("after").empty(); }

const LiveView& list_begin(std::string_view query, JsonObject ask) {
  return live(query, ask.put("limit", std::int64_t{first_rows}).take());
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

void toggle_shown(Route& route, std::string_view id) { route.set("show", route.param("show") == id ? std::string_view{} : id); }

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

// A day is typed part by part, and what stands there in between may be a day as well, or none. So the field shows what was typed,
// and the filter follows when nothing more came for a while and it is a day.
struct TypedDay {
  std::string value;
  std::int64_t at = 0;  // when
};
std::map<std::string, TypedDay, std::less<>>& days_being_typed() {
  static std::map<std::string, TypedDay, std::less<>> typed;
  return typed;
}
constexpr int pause_ms = 700;

}  // namespace

void filter_date(Route& route, std::string_view name, std::string_view label, std::string_view help) {
  auto& typed = days_being_typed();
  const std::string place = std::string(route.at(0)) + "." + std::string(name);
  const auto kept = typed.find(place);
  std::string value(kept == typed.end() ? route.param(name) : std::string_view(kept->second.value));
  if (ui::date_field({.key = name, .label = label, .help = help}, value)) {
    typed[place] = {value, host().now_ms()};
    host().wake_after(pause_ms + 30);
    return;
  }
  if (kept == typed.end() || host().now_ms() - kept->second.at < pause_ms || (!value.empty() && !is_day(value))) return;
  typed.erase(kept);
  if (value != route.param(name)) set_filter(route, name, value);
}

void filter_axis(Route& route) {
  const std::vector<ui::Choice> axes{{"", std::string(tr("axis.booking"))}, {"business", std::string(tr("axis.business"))}};
  std::string by(route.param("by"));
  if (ui::select({.key = "by", .label = tr("axis.name"), .max_width = 200}, by, axes)) set_filter(route, "by", by);
}

void entry_filters(Route& route, std::span<const char* const> kinds, std::string_view reference_label,
                   const std::vector<ui::Choice>& books) {
  ui::Scope scope("filters");  // whatever comes and goes above: a field that became another one would lose the focus
  const std::initializer_list<float> five{1, 1, 1, 1, 1}, six{1, 1, 1, 1, 1, 1};
  ui::Columns columns(books.empty() ? five : six, 640, 2);
  filter_date(route, "from", tr("filter.from"));
  columns.next();
  filter_date(route, "to", tr("filter.to"));
  columns.next();
  filter_axis(route);
  columns.next();
  if (!books.empty()) {
    std::string book(route.param("book"));
    if (ui::select({.key = "book", .label = tr("trial.book")}, book, books)) {
      if (book.empty()) route.set("kind", {});  // all books together have fewer kinds: what only moves money between them is none
      set_filter(route, "book", book);
    }
    columns.next();
  }
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
  days_being_typed().clear();
}

}  // namespace ch::web::pages
