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

// The file as the command line writes it too; the worker makes it and answers with it.
struct Download {
  bool choosing = false;  // its format
  bool running = false;
  int request = 0;
  std::int64_t percent = 0;
};
Download download;

// What a statement can be downloaded as, each with the end of its file's name.
struct Format {
  Key name, about;
  const char *format, *suffix;
};
constexpr std::array formats{Format{"format.xlsx", "format.xlsx.of", "xlsx", ".xlsx"}, Format{"format.csv", "format.csv.of", "csv", ".csv"},
                             Format{"format.hledger", "format.hledger.of", "hledger", ".journal"},
                             Format{"format.ledger", "format.ledger.of", "ledger", ".ledger"},
                             Format{"format.beancount", "format.beancount.of", "beancount", ".beancount"}};

void save(const Data& about, const char* suffix) {
  std::string name =
      tr("statement.file", {{"holder", about["holder"].text()}, {"from", about["first"].text()}, {"to", about["last"].text()}});
  if (about["part"].flag()) name += tr("statement.file_part");
  host().save(file_name(name) + suffix);
  ui::toast(tr("statement.downloaded"));
}

void start_download(const Route& route, const std::string& account, const Format& format) {
  JsonObject ask = entries_asked(route, account);
  ask.put("format", format.format).put("language", language() == Language::en ? "en" : "zh");
  download = {.running = true};
  download.request = client().export_statement(
      ask.take(), [](std::string_view, std::int64_t done, std::int64_t) { download.percent = done; },
      [suffix = format.suffix](const Answer& answer) {
        download = {};
        if (answer.ok) return save(answer.value, suffix);
        const Refusal refusal = refusal_of(answer.value);
        ui::toast(refusal.message.empty() ? std::string(tr_code("err.", answer.code)) : refusal.message,
                  answer.code == "cancelled" ? Tone::plain : Tone::bad);
      });
}

void choose_format(const Route& route, const std::string& account) {
  ui::Dialog dialog("download", tr("statement.choose"), download.choosing);
  if (!dialog) return;
  ui::text(tr("statement.choose_body"), Tone::muted);
  for (const Format& format : formats) {
    ui::gap(4);
    if (ui::button(tr(format.name), {.key = format.format, .small = true})) start_download(route, account, format);
    ui::small(tr(format.about));
  }
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
      download.choosing = true;
  }
  choose_format(route, account);
  if (download.running && ui::progress(tr("statement.preparing"), download.percent, 100)) client().cancel(download.request);
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
