// What the desks share: tabs by state over a paged list, a row with what was opened of it under it.
#include "web/pages/desks.h"
#include "web/pages/lists.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

// How many wait in a state, as its own list has them: together they are what the navigation says.
std::string waiting_in(const Desk& desk, std::string_view state) {
  JsonObject ask;
  const Data view = list_begin(desk.query, ask.put("state", state)).view;
  const auto n = static_cast<std::int64_t>(view["rows"].size());
  if (n == 0) return {};
  return " " + count(n) + (view["next"].text().empty() ? "" : "+");
}

// The choice stands in the address.
void state_tabs(Route& route, const Desk& desk, std::string_view now) {
  std::vector<std::string> names;
  std::vector<std::string_view> shown;
  const auto all = static_cast<int>(desk.states.size());
  int chosen = all;
  for (std::size_t i = 0; i < desk.states.size(); ++i) {
    names.push_back(state_word(desk.states[i]) + (i < desk.waiting ? waiting_in(desk, desk.states[i]) : ""));
    if (now == desk.states[i]) chosen = static_cast<int>(i);
  }
  names.emplace_back(tr("filter.all"));
  for (const std::string& name : names) shown.push_back(name);
  const int next = ui::tabs(tr("col.state"), shown, chosen);
  if (next == chosen) return;
  route.set("show", {});
  set_filter(route, "state", next == all ? std::string_view("all") : desk.states[static_cast<std::size_t>(next)]);
}

}  // namespace

void draw_desk(Route& route, const Desk& desk) {
  const std::string state(route.param("state").empty() ? desk.first_state : route.param("state"));
  ui::Card card;
  state_tabs(route, desk, state);
  JsonObject ask;
  if (state != "all") ask.put("state", state);
  const LiveView& view = live_list(route, desk.query, ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events =
      ui::table({.key = desk.query,
                 .label = desk.title,
                 .columns = desk.columns,
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells = [&](std::int64_t i, std::vector<ui::Cell>& cells) { desk.cells(rows.at(static_cast<std::size_t>(i)), cells); },
                 .partial = !all_shown(route, view.view),
                 .busy = view.earlier,
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i))[desk.id].text() == route.param("show"); },
                 .detail = [&](std::int64_t i) { desk.card(route, rows.at(static_cast<std::size_t>(i))); },
                 .empty_title = desk.empty_title,
                 .empty_body = desk.empty_body});
  if (events.opened >= 0) toggle_shown(route, rows.at(static_cast<std::size_t>(events.opened))[desk.id].text());
  more_rows(route, view.view);
}

}  // namespace ch::web::pages
