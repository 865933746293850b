// The desk of withdrawals (PRE-20): operations approve or refuse, finance pays.
#include <array>

#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {
constexpr std::array states{"requested", "approved", "failed", "paid", "refused", "returned"};
}

void state_tabs(Route& route, std::span<const char* const> states_of, std::string_view now, std::string_view prefix) {
  std::vector<std::string> names;
  std::vector<std::string_view> shown;
  int chosen = static_cast<int>(states_of.size());
  for (std::size_t i = 0; i < states_of.size(); ++i) {
    names.push_back(state_word(std::string(prefix) + states_of[i]));
    if (now == states_of[i]) chosen = static_cast<int>(i);
  }
  names.emplace_back(tr("filter.all"));
  for (const std::string& name : names) shown.push_back(name);
  const int next = ui::tabs(tr("col.state"), shown, chosen);
  if (next == chosen) return;
  route.set("show", {});
  set_filter(route, "state",
             next == static_cast<int>(states_of.size()) ? std::string_view("all") : states_of[static_cast<std::size_t>(next)]);
}

void toggle_shown(Route& route, std::string_view id) { route.set("show", route.param("show") == id ? std::string_view{} : id); }

void draw_withdrawals_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("ask.withdrawals"));
  std::string state(route.param("state"));
  if (state.empty()) state = acts("finance") ? "approved" : "requested";
  Data rows;
  {
    ui::Card card;
    state_tabs(route, states, state, "w.");
    JsonObject ask;
    if (state != "all") ask.put("state", state);
    const LiveView& view = live_list(route, "withdrawals", ask);
    if (!nothing_yet(view)) {
      rows = view.view["rows"];
      const ui::TableEvents events =
          ui::table({.key = "withdrawals",
                     .label = tr("ask.withdrawals"),
                     .columns = {{std::string(tr("col.merchant"))},
                                 {std::string(tr("col.number")), ui::ColumnKind::muted},
                                 {std::string(tr("col.time")), ui::ColumnKind::time},
                                 {std::string(tr("col.due")), ui::ColumnKind::time},
                                 {std::string(tr("col.sum")), ui::ColumnKind::money},
                                 {std::string(tr("col.state")), ui::ColumnKind::chip}},
                     .rows = static_cast<std::int64_t>(rows.size()),
                     .cells =
                         [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                           const Data row = rows.at(static_cast<std::size_t>(i));
                           const std::string now = row["state"].text();
                           cells = {{row["merchant"].text()},  {row["number"].text()}, {when(row["requested"].text())},
                                    {when(row["due"].text())}, {row["amount"].text()}, {state_word("w." + now), state_tone(now)}};
                         },
                     .row_action = true,
                     .empty_title = tr("withdrawals.none"),
                     .empty_body = tr("withdrawals.none_body")});
      if (events.opened >= 0) toggle_shown(route, rows.at(static_cast<std::size_t>(events.opened))["withdrawal"].text());
      more_rows(route, view.view);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.at(i)["withdrawal"].text() == route.param("show")) withdrawal_card(route, rows.at(i));
}

}  // namespace ch::web::pages
