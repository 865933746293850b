// Order messages that a person has to look at (PRE-8, PRE-13), of one account or of all.
#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

void shown_exception(Route& route, const Data& row) {
  const std::string id = row["exception"].text();
  ui::Card card(tr("exceptions.one", {{"number", row["number"].text()}}), false);
  {
    ui::Line line(8);
    ui::chip(state_word(row["state"].text()), state_tone(row["state"].text()));
    ui::text(tr_code("message.", row["kind"].text()) + " · " + row["order"].text() +
             (row["amount"].empty() ? "" : " · ¥" + money(row["amount"].text())));
    ui::small(row["merchant"].text() + " · " + when(row["at"].text()));
  }
  ui::banner("why", words_of(row), Tone::warn);
  if (const std::string note = row["note"].text(); !note.empty()) ui::text(tr("exceptions.note", {{"note", note}}));
  if (acts("settlement_operations") && row["state"].text() == "open") {
    JsonObject payload;
    payload.put_json("exception", id);
    ui::Line line(8);
    now_button(tr("cmd.retry_exception"), "retry_exception", payload.take(), gate_of(row["actions"], "retry_exception"), ui::Look::primary,
               id, true);
    form_button(route, tr("cmd.resolve_exception"), "resolve_exception", gate_of(row["actions"], "resolve_exception"), ui::Look::secondary,
                id, true);
  }
  form_dialog(route, {.command = "resolve_exception",
                      .subject = id,
                      .title = std::string(tr("cmd.resolve_exception")),
                      .intro = words_of(row),
                      .fields = {{.name = "note", .label = std::string(tr("field.note")), .ask = Ask::area}},
                      .fixed = {{"exception", id}}});
}

}  // namespace

void exceptions_list(Route& route, const std::string& account) {
  const bool all = route.param("state") == "all";
  {
    ui::Line line;
    bool everything = all;
    if (ui::text_button(everything ? tr("exceptions.only_open") : tr("exceptions.show_all"), {.key = "all", .small = true}))
      set_filter(route, "state", all ? "" : "all");
  }
  JsonObject ask;
  if (!account.empty()) ask.put_json("account", account);
  if (!all) ask.put("open", true);
  const LiveView& view = live_list(route, "exceptions", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events = ui::table(
      {.key = "exceptions",
       .label = tr("ask.exceptions"),
       .columns = {column("col.order"), column("col.number", ColumnKind::muted), field_column("at", ColumnKind::time), field_column("kind"),
                   column("col.merchant", ColumnKind::muted), column("col.sum", ColumnKind::money), column("col.state", ColumnKind::chip)},
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data row = rows.at(static_cast<std::size_t>(i));
             const std::string state = row["state"].text();
             cells = {{row["order"].text()},
                      {row["number"].text()},
                      time_cell(row["at"].text()),
                      {tr_code("message.", row["kind"].text())},
                      {row["merchant"].text()},
                      {row["amount"].text()},
                      {state_word(state), state_tone(state)}};
           },
       .partial = !all_shown(route, view.view),
       .busy = view.earlier,
       .row_action = true,
       .is_open = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i))["exception"].text() == route.param("show"); },
       .detail = [&](std::int64_t i) { shown_exception(route, rows.at(static_cast<std::size_t>(i))); },
       .empty_title = tr("exceptions.none"),
       .empty_body = tr("exceptions.none_body")});
  if (events.opened >= 0) toggle_shown(route, rows.at(static_cast<std::size_t>(events.opened))["exception"].text());
  more_rows(route, view.view);
}

void account_exceptions(Route& route, const std::string& account) { exceptions_list(route, account); }

void draw_exceptions_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("ask.exceptions"));
  ui::Card card;
  exceptions_list(route, {});
}

}  // namespace ch::web::pages
