// The trial balance of now or of any day, and the accounting periods that are closed with theirs (LED-5, LED-12). A line of the platform's
// own books opens the statement of that book (LED-8).
#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

// `of` has rows, debit and credit. A book with nothing in it says nothing. `until`: the day that it is of, where it is not now.
void trial_table(std::string_view key, const Data& of, std::string_view until, std::string_view by, bool busy = false) {
  const Data books = of["rows"];
  std::vector<Data> rows;
  for (std::size_t i = 0; i < books.size(); ++i)
    if (const Data row = books.at(i); row["debit"].text() != "0.00" || row["credit"].text() != "0.00") rows.push_back(row);
  const auto n = std::ssize(rows);
  const auto book_cell = [&](const Data& row) -> ui::Cell {
    const std::string book = row["book"].text();
    if (!is_platform_book(book)) return {words_of(row)};
    Route there;
    there.path = {"trial"};
    there.set("book", book);
    there.set("to", until);
    if (!until.empty()) there.set("by", by);
    return {.text = words_of(row), .href = there.text()};
  };
  ui::table({.key = key,
             .label = tr("ask.trial_balance"),
             .columns = columns({{"trial.book"}, {"trial.debit", ColumnKind::money}, {"trial.credit", ColumnKind::money}}),
             .rows = n + 1,
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data& row = i < n ? rows[static_cast<std::size_t>(i)] : of;
                   cells = {
                       i < n ? book_cell(row) : ui::Cell{std::string(tr("trial.total"))}, {row["debit"].text()}, {row["credit"].text()}};
                 },
             .sums = 1,
             .busy = busy,
             .empty_title = tr("trial.none"),
             .empty_body = tr("trial.none")});
}

void trial_filters(Route& route) {
  ui::Scope scope("filters");
  ui::Columns columns({1, 1}, 640, 2);
  filter_date(route, "as_of", tr("trial.as_of"), tr("trial.as_of_help"));
  columns.next();
  filter_axis(route);
}

JsonObject trial_asked(const Route& route) {
  JsonObject ask;
  const std::string day(route.param("as_of"));
  if (day.empty()) return ask;
  if (route.param("by") == "business")
    ask.put("on", day);
  else
    ask.put("as_of", day + "T23:59:59.999+08:00");
  return ask;
}

void close_form(Route& route, const Data& view) {
  const std::string first = view["next_first"].text(), last = view["next_last"].text();
  ui::text(tr("period.next", {{"first", date(first)}, {"last", date(last)}}));
  form_button(route, tr("cmd.close_period"), "close_period", gate_of(view["close"]));
  form_dialog(route, {.command = "close_period",
                      .title = std::string(tr("cmd.close_period")),
                      .intro = tr("period.intro", {{"first", date(first)}, {"last", date(last)}}),
                      .fields = {},
                      .fixed = {{"last", "\"" + last + "\""}},
                      .submit = tr("period.submit", {{"last", date(last)}}),
                      .done = std::string(tr("period.done"))});
}

void periods_card(Route& route) {
  ui::Card card;
  ui::heading(tr("ask.periods"));
  const LiveView& view = live_list(route, "periods", {});
  if (nothing_yet(view)) return;
  close_form(route, view.view);
  const Data periods = view.view["periods"];
  const auto number = [&](std::int64_t i) { return periods.at(static_cast<std::size_t>(i))["number"].text(); };
  const ui::TableEvents events =
      ui::table({.key = "periods",
                 .label = tr("ask.periods"),
                 .columns = columns({{"period.days"},
                                     {"period.total", ColumnKind::money},
                                     {"period.closed_by", ColumnKind::muted},
                                     {"period.closed_at", ColumnKind::time}}),
                 .rows = static_cast<std::int64_t>(periods.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data period = periods.at(static_cast<std::size_t>(i));
                       cells = {{tr("period.from_to", {{"first", date(period["first"].text())}, {"last", date(period["last"].text())}})},
                                {period["debit"].text()},
                                {period["closed_by"].text()},
                                time_cell(period["closed_at"].text())};
                     },
                 .partial = !all_shown(route, view.view),
                 .busy = view.earlier,
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return number(i) == route.param("show"); },
                 .detail =
                     [&](std::int64_t i) {
                       const Data period = periods.at(static_cast<std::size_t>(i));
                       trial_table("closed", period, period["last"].text(), "business");
                     },
                 .empty_title = tr("period.none"),
                 .empty_body = tr("period.none_body")});
  if (events.opened >= 0) toggle_shown(route, number(events.opened));
  more_rows(route, view.view);
}

void draw_book(Route& route) {
  const std::string book = book_word(route.param("book"));
  {
    ui::Line line;
    ui::page_title(book);
    ui::link(tr("ask.trial_balance"), "#/trial");
  }
  ui::name_page(tr("ask.trial_balance"), book);
  ui::Card card;
  platform_statement(route);
}

}  // namespace

void draw_trial_page(Route& route) {
  draw_banners(route);
  if (is_platform_book(route.param("book"))) return draw_book(route);
  ui::page_title(tr("ask.trial_balance"));
  {
    ui::Card card;
    trial_filters(route);
    const LiveView& view = filtered(route, "trial_balance", trial_asked(route));
    if (nothing_yet(view)) return;
    const std::string debit = view.view["debit"].text();
    const bool even = compare_money(debit, view.view["credit"].text()) == 0;
    ui::banner("sum", even ? tr("trial.balanced", {{"sum", money(debit)}}) : tr("trial.unbalanced"), even ? Tone::good : Tone::bad);
    trial_table("trial", view.view, route.param("as_of"), route.param("by"), view.earlier);
  }
  periods_card(route);
}

}  // namespace ch::web::pages
