// The account statement (PRE-22): what came and went, with opening, closing and both sums, filters and download.
#include <array>
#include <tuple>

#include "web/host.h"
#include "web/pages/account.h"
#include "web/pages/lists.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr std::array kinds{"recharge", "owed_paid", "settlement", "settled_refund", "withdrawal", "withdrawal_return", "reversal"};

// The file as the core writes it, a page at a time; the same bytes as the command line's.
struct Download {
  bool running = false;
  bool part = false;  // not all kinds or references
  std::string holder, from, to, csv;
};
Download download;

bool shows_a_part(const Route& route) { return !route.param("kind").empty() || !route.param("reference").empty(); }

void save() {
  if (download.to.empty()) download.to = today();
  if (download.from.empty()) download.from = download.to;
  std::string name = tr("statement.file", {{"holder", download.holder}, {"from", download.from}, {"to", download.to}});
  if (download.part) name += tr("statement.file_part");
  host().download(file_name(name) + ".csv", "text/csv;charset=utf-8", download.csv);
  ui::toast(tr("statement.downloaded"));
  download = {};
}

void give_up(const Answer& answer) {
  download = {};
  ui::toast(tr_code("err.", answer.code), Tone::bad);
}

void fetch(const JsonObject& ask, const std::string& cursor) {
  JsonObject page = ask;
  if (!cursor.empty()) page.put("cursor", cursor);
  client().query("statement_csv", page.put("limit", std::int64_t{500}).take(), [ask](const Answer& answer) {
    if (!answer.ok) return give_up(answer);
    download.csv += answer.value["csv"].text();
    if (download.to.empty()) download.to = answer.value["newest"].text();  // the first page begins with it
    const std::string next = answer.value["next"].text();
    if (!next.empty()) return fetch(ask, next);
    if (download.from.empty()) download.from = answer.value["oldest"].text();
    save();
  });
}

void start_download(const Route& route, const std::string& account) {
  download = {.running = true,
              .part = shows_a_part(route),
              .holder = {},
              .from = std::string(route.param("from")),
              .to = std::string(route.param("to")),
              .csv = {}};
  JsonObject ask = entries_asked(route, account);
  ask.put("language", language() == Language::en ? "en" : "zh");
  JsonObject whose;
  client().query("account", whose.put_json("account", account).take(), [ask](const Answer& answer) {
    if (!answer.ok) return give_up(answer);
    download.holder = answer.value["name"].text();
    fetch(ask, {});
  });
}

// The view's sums have no sign; here, as in the rows, what went has a minus (PRE-22).
void sums(const Data& view) {
  for (const auto& [name, field, sign, tone] :
       {std::tuple{Key("statement.opening"), "opening", "", Tone::plain}, std::tuple{Key("statement.income"), "income", "", Tone::good},
        std::tuple{Key("statement.expense"), "expense", "-", Tone::bad},
        std::tuple{Key("statement.closing"), "closing", "", Tone::plain}}) {
    const std::string amount = view[field].text();
    ui::fact(tr(name), tone == Tone::plain || amount == "0.00" ? money(amount) : signed_money(sign + amount), tone);
  }
}

}  // namespace

void account_statement(Route& route, const std::string& account) {
  const bool filtering = route.param("filter") == "1" || entries_filtered(route);
  const LiveView& view = live_list(route, "statement", entries_asked(route, account));
  {
    ui::Line line(16);
    if (view.view.is_object()) sums(view.view);
    line.spring();
    if (ui::text_button(filtering ? tr("filter.clear") : tr("filter.name"), {.look = ui::Look::quiet, .key = "filter", .small = true})) {
      clear_entry_filters(route);
      set_filter(route, "filter", filtering ? "" : "1");
    }
    if (ui::text_button(tr("statement.download"), {.look = ui::Look::quiet,
                                                   .enabled = !download.running,
                                                   .why_not = tr("statement.preparing"),
                                                   .key = "download",
                                                   .small = true}))
      start_download(route, account);
  }
  if (filtering) {
    ui::gap(4);
    entry_filters(route, kinds, field_word("reference"));
    ui::small(tr("statement.unfiltered"));  // from the first on, or the list would move when one is chosen
  }
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  ui::table({.key = "statement",
             .label = tr("ask.statement"),
             .columns = {field_column("at", ColumnKind::time), field_column("kind"), field_column("reference", ColumnKind::muted),
                         field_column("campaign"), field_column("amount", ColumnKind::signed_money),
                         field_column("total", ColumnKind::money), field_column("available", ColumnKind::money),
                         field_column("frozen", ColumnKind::money), column("col.state", ColumnKind::chip)},
             .rows = static_cast<std::int64_t>(rows.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data row = rows.at(static_cast<std::size_t>(i));
                   const std::string state = row["state"].text();
                   cells = {time_cell(row["at"].text()),
                            {kind_word(row["kind"].text())},
                            {row["reference"].text()},
                            {row["campaign"].text()},
                            {row["amount"].text()},
                            {row["total"].text()},
                            {row["available"].text()},
                            {row["frozen"].text()},
                            {state.empty() ? std::string{} : state_word(state), state_tone(state)}};
                 },
             .partial = !all_shown(route, view.view),
             .busy = view.earlier,
             .empty_title = filtering ? tr("filter.nothing") : tr("statement.none"),
             .empty_body = filtering ? tr("filter.no_entries") : tr("statement.none_body")});
  more_rows(route, view.view);
}

}  // namespace ch::web::pages
