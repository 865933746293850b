// Before there is an account: the merchant's prompt to open one (PRE-1). And for staff, the list of all accounts.
#include <algorithm>
#include <array>

#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

// What the list can be sorted by, in the order of its columns; amounts have a sign before them here.
constexpr std::array sort_keys{"name", "number", "supplier", "$available", "$frozen", "$owed", "state"};

std::vector<Data> sorted_accounts(const Data& rows, int column, bool descending) {
  std::vector<Data> out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(rows.at(i));
  if (column < 0) return out;
  std::string_view key = sort_keys[static_cast<std::size_t>(column)];
  const bool amount = key.starts_with('$');
  if (amount) key.remove_prefix(1);
  std::ranges::stable_sort(out, [&](const Data& a, const Data& b) {
    const std::string x = a[key].text();
    const std::string y = b[key].text();
    const int order = amount ? compare_money(x, y) : x.compare(y);
    return descending ? order > 0 : order < 0;
  });
  return out;
}

}  // namespace

void draw_merchant_home(Route& route) {
  const Data home = live("home").view;
  const std::int64_t party = home["party"].integer();
  {
    ui::Line line;
    ui::page_title(home["merchant"].text());
    ui::chip(tr("home.no_account"));
  }
  const Gate open = gate_of(home["open"]);
  ui::Columns columns({3, 2}, 720);
  {
    ui::Card card(tr("home.prompt"));
    ui::text(tr("home.what"));
    const std::string steps[] = {std::string(tr("home.step1")), std::string(tr("home.step2")), std::string(tr("home.step3"))};
    std::vector<ui::Step> list;
    for (const std::string& step : steps) list.push_back({step, {}, list.empty() ? ui::StepState::now : ui::StepState::todo});
    ui::stepper(tr("home.steps"), list);
    if (!open.enabled) ui::banner("open", open.why, Tone::warn);
    JsonObject payload;
    ui::Line line;
    now_button(tr("cmd.open_account"), "open_account", payload.put("party", party).take(), open, ui::Look::primary);
  }
  columns.next();
  {
    ui::Card card(tr("profile.title"));
    if (home["profile_account"].text().empty())
      ui::text(tr("profile.none"), Tone::muted);
    else
      ui::key_values(std::vector<ui::Pair>{{std::string(tr("field.bank")), home["profile_bank"].text()},
                                           {std::string(tr("field.account_number")), home["profile_account"].text()}});
    ui::Line line;
    form_button(route, tr("cmd.set_settlement_profile"), "set_settlement_profile", {},
                home["profile_account"].text().empty() ? ui::Look::primary : ui::Look::secondary);
  }
  profile_dialog(route, party, home["merchant"].text());
}

// PRE-1: merchants that were registered lately and have no account yet, and what each still needs.
void unopened() {
  const Data parties = live("home").view["unopened"];
  if (parties.size() == 0) return;
  ui::gap(16);
  sub_heading(tr("accounts.unopened"));
  ui::small(tr("accounts.unopened_body"));
  std::vector<ui::Pair> pairs;
  for (std::size_t i = 0; i < parties.size(); ++i) pairs.push_back({parties.at(i)["supplier"].text(), parties.at(i)["name"].text()});
  ui::key_values(pairs);
}

void draw_accounts_list(Route& route) {
  {
    ui::Line line;
    ui::page_title(tr("ask.accounts"));
    line.spring();
    if (acts("settlement_operations")) {
      form_button(route, tr("cmd.set_settlement_profile"), "set_settlement_profile", {});
      form_button(route, tr("cmd.register_merchant"), "register_merchant", {}, ui::Look::primary);
    }
  }
  ui::Card card;
  std::string search(route.param("search"));
  if (ui::text_field({.key = "search", .label = tr("accounts.search"), .max_width = 420}, search)) set_filter(route, "search", search);
  JsonObject ask;
  if (!search.empty()) ask.put("search", search);
  const LiveView& view = live_list(route, "accounts", ask);
  if (!nothing_yet(view)) {
    const bool whole = all_shown(route, view.view);  // a part of them, sorted, would pretend to be the greatest of all
    std::string_view sort = route.param("sort");
    const bool descending = sort.starts_with('-');
    if (descending) sort.remove_prefix(1);
    const auto by = whole ? std::ranges::find(sort_keys, sort) : sort_keys.end();
    const int sorted_by = by == sort_keys.end() ? -1 : static_cast<int>(by - sort_keys.begin());
    const std::vector<Data> rows = sorted_accounts(view.view["rows"], sorted_by, descending);
    const ui::TableEvents events =
        ui::table({.key = "accounts",
                   .label = tr("ask.accounts"),
                   .columns = {column("col.merchant", ColumnKind::text, whole), column("col.number", ColumnKind::muted, whole),
                               column("col.supplier", ColumnKind::muted, whole), column("figure.available.name", ColumnKind::money, whole),
                               column("figure.frozen.name", ColumnKind::money, whole), column("figure.owed.name", ColumnKind::money, whole),
                               column("col.state", ColumnKind::chip, whole)},
                   .rows = static_cast<std::int64_t>(rows.size()),
                   .cells =
                       [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                         const Data& row = rows[static_cast<std::size_t>(i)];
                         const std::string state = row["blocked"].flag() ? "blocked" : row["state"].text();
                         cells = {{.text = row["name"].text(), .href = "#/account/" + row["account"].text()},
                                  {row["number"].text()},
                                  {row["supplier"].text()},
                                  {row["available"].text()},
                                  {row["frozen"].text()},
                                  {row["owed"].text(), compare_money(row["owed"].text(), "0.00") > 0 ? Tone::bad : Tone::plain},
                                  {state_word(state), state_tone(state)}};
                       },
                   .sort_column = sorted_by,
                   .descending = descending,
                   .partial = !whole,
                   .busy = view.earlier,
                   .empty_title = search.empty() ? tr("accounts.none") : tr("filter.nothing"),
                   .empty_body = search.empty() ? tr("accounts.none_body") : tr("filter.none")});
    if (events.sort_column >= 0)
      set_filter(route, "sort", std::string(events.descending ? "-" : "") + sort_keys[static_cast<std::size_t>(events.sort_column)]);
    more_rows(route, view.view);
  }
  if (acts("settlement_operations") || acts("administrator")) unopened();
  form_dialog(route, {.command = "register_merchant",
                      .title = std::string(tr("cmd.register_merchant")),
                      .intro = std::string(tr("register.intro")),
                      .fields = {{.name = "name", .label = std::string(tr("field.registered_name"))},
                                 {.name = "supplier", .label = std::string(tr("col.supplier"))}},
                      .done = std::string(tr("register.done"))});
  profile_dialog(route, 0, {});
}

}  // namespace ch::web::pages
