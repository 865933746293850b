// The two lists of transactions (PRE-21): what happened to orders, and recharges and withdrawals with their progress.
#include <array>

#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/orders.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

// Of these the amount is income or expense, as in the statement; the others only move it between available and frozen, or say what is owed.
bool is_income_or_expense(std::string_view kind) { return kind == "settlement" || kind == "settled_refund" || kind == "owed_paid"; }

std::string without_sign(std::string amount) { return amount.starts_with('-') ? amount.substr(1) : amount; }

// Whether what the address says is open is none of the rows that are loaded: then it stands above them.
bool elsewhere(const Route& route, const Data& rows, std::string (*key)(const Data& row)) {
  const std::string_view wanted = route.param("show");
  if (wanted.empty()) return false;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (key(rows.at(i)) == wanted) return false;
  return true;
}

std::string order_of(const Data& row) { return row["reference"].text(); }

constexpr std::array order_kinds{"hold", "release", "settlement", "settled_refund", "owed", "owed_paid", "owed_cancelled"};

}  // namespace

void account_orders(Route& route, const std::string& account) {
  entry_filters(route, order_kinds, tr("col.order"));
  const LiveView& view = live_list(route, "order_transactions", entries_asked(route, account));
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  if (elsewhere(route, rows, order_of)) order_card(account, std::string(route.param("show")));
  const ui::TableEvents events =
      ui::table({.key = "orders",
                 .label = tr("ask.order_transactions"),
                 .columns = {field_column("at", ColumnKind::time), field_column("kind"), column("col.order", ColumnKind::muted),
                             field_column("campaign"), column("col.sum", ColumnKind::money), column("col.in_out", ColumnKind::signed_money),
                             field_column("available", ColumnKind::money), field_column("frozen", ColumnKind::money),
                             column("col.state", ColumnKind::chip)},
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data row = rows.at(static_cast<std::size_t>(i));
                       const std::string state = row["state"].text();
                       cells = {time_cell(row["at"].text()),
                                {kind_word(row["kind"].text())},
                                {order_of(row)},
                                {row["campaign"].text()},
                                {without_sign(row["amount"].text())},
                                {is_income_or_expense(row["kind"].text()) ? row["amount"].text() : std::string{}},
                                {row["available"].text()},
                                {row["frozen"].text()},
                                {state.empty() ? std::string{} : state_word(state), state_tone(state)}};
                     },
                 .partial = !all_shown(route, view.view),
                 .busy = view.earlier,
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return order_of(rows.at(static_cast<std::size_t>(i))) == route.param("show"); },
                 .detail = [&](std::int64_t i) { order_card(account, order_of(rows.at(static_cast<std::size_t>(i)))); },
                 .empty_title = entries_filtered(route) ? tr("filter.nothing") : tr("orders.none"),
                 .empty_body = entries_filtered(route) ? tr("filter.no_entries") : tr("orders.none_body")});
  if (events.opened >= 0) toggle_shown(route, order_of(rows.at(static_cast<std::size_t>(events.opened))));
  more_rows(route, view.view);
}

void account_funds(Route& route, const std::string& account) {
  JsonObject ask;
  ask.put_json("account", account);
  const LiveView& view = live_list(route, "funds_transactions", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  if (elsewhere(route, rows, funds_key)) funds_card(route, route.param("show"));
  const ui::TableEvents events =
      ui::table({.key = "funds",
                 .label = tr("ask.funds_transactions"),
                 .columns = {field_column("at", ColumnKind::time), field_column("kind"), field_column("reference", ColumnKind::muted),
                             column("col.note"), column("col.sum", ColumnKind::money), column("col.progress", ColumnKind::chip)},
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data row = rows.at(static_cast<std::size_t>(i));
                       const bool recharge = row["kind"].text() == "recharge";
                       const std::string state = row["state"].text();
                       cells = {time_cell(row["at"].text()), {std::string(recharge ? tr("kind.recharge_request") : tr("kind.withdrawal"))},
                                {row["number"].text()},      {in_language(row, "note")},
                                {row["amount"].text()},      {state_word(state), state_tone(state)}};
                     },
                 .partial = !all_shown(route, view.view),
                 .busy = view.earlier,
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return funds_key(rows.at(static_cast<std::size_t>(i))) == route.param("show"); },
                 .detail = [&](std::int64_t i) { funds_card(route, funds_key(rows.at(static_cast<std::size_t>(i)))); },
                 .empty_title = tr("funds.none"),
                 .empty_body = tr("funds.none_body")});
  if (events.opened >= 0) toggle_shown(route, funds_key(rows.at(static_cast<std::size_t>(events.opened))));
  more_rows(route, view.view);
}

}  // namespace ch::web::pages
