// The account statement (PRE-22): what came and went, with opening, closing and both sums, filters and download; or that of one book, of
// the platform's too (LED-8).
#include <algorithm>
#include <array>
#include <tuple>

#include "web/host.h"
#include "web/pages/account.h"
#include "web/pages/lists.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr std::array total_kinds{"recharge", "owed_paid", "settlement", "settled_refund", "withdrawal", "withdrawal_return", "reversal"};
constexpr std::array every_kind{"recharge",
                                "owed_paid",
                                "hold",
                                "release",
                                "settlement",
                                "settled_refund",
                                "owed",
                                "owed_cancelled",
                                "withdrawal",
                                "withdrawal_return",
                                "withdrawal_paid",
                                "wire_suspense",
                                "wire_return_due",
                                "wire_returned",
                                "wire_kept",
                                "reversal",
                                "deposit_paid",
                                "deposit_returned",
                                "pocket_funded",
                                "charge",
                                "pocket_expired",
                                "verification_transfer",
                                "penalty",
                                "deposit_refund",
                                "deposit_refund_back"};
constexpr std::array merchant_books{"available", "frozen", "owed", "withdrawal_in_progress", "deposit", "prepayment"};
constexpr std::array platform_books{"cash_at_bank", "revenue", "fees_due", "suspense", "returns_due", "costs", "own_funds"};
constexpr std::string_view platform = "1";  // the first account of every tenant

std::vector<ui::Choice> book_choices(std::span<const char* const> books) {
  std::vector<ui::Choice> choices;
  for (const char* book : books) choices.push_back({book, book_word(book)});
  return choices;
}

JsonObject asked(const Route& route, const std::string& account) {
  JsonObject ask = entries_asked(route, account);
  if (const std::string_view book = route.param("book"); !book.empty()) ask.put("book", book);
  return ask;
}

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
  const std::string book = about["book"].text();
  std::string name = tr("statement.file", {{"holder", about["holder"].text()},
                                           {"what", book.empty() ? std::string(tr("statement.file_what")) : book_word(book)},
                                           {"from", about["first"].text()},
                                           {"to", about["last"].text()}});
  if (about["part"].flag()) name += tr("statement.file_part");
  host().save(file_name(name) + suffix);
  ui::toast(tr("statement.downloaded"));
}

void start_download(const Route& route, const std::string& account, const Format& format) {
  JsonObject ask = asked(route, account);
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

// The view's sums have no sign; here, as in the rows, what went has a minus (PRE-22). One book has no income and no expense.
void sums(const Data& view) {
  for (const auto& [name, field, sign, tone] :
       {std::tuple{Key("statement.opening"), "opening", "", Tone::plain}, std::tuple{Key("statement.income"), "income", "", Tone::good},
        std::tuple{Key("statement.expense"), "expense", "-", Tone::bad},
        std::tuple{Key("statement.closing"), "closing", "", Tone::plain}}) {
    if (view[field].empty()) continue;
    const std::string amount = view[field].text();
    ui::fact(tr(name), tone == Tone::plain || amount == "0.00" ? money(amount) : signed_money(sign + amount), tone);
  }
}

// Rows of all books together, or of one, which has what was added to it and its balance. Campaigns are merchants'.
void statement_table(const Route& route, const std::string& account, const LiveView& view, bool filtering) {
  const bool total = !view.view["income"].empty();  // not as the address has it: the rows may still be of what was asked before
  const bool campaigns = account != platform;
  const Data rows = view.view["rows"];
  std::vector<ui::Column> columns{field_column("at", ColumnKind::time), field_column("kind"), field_column("reference", ColumnKind::muted)};
  if (campaigns) columns.push_back(field_column("campaign"));
  if (total)
    columns.insert(columns.end(), {field_column("amount", ColumnKind::signed_money), field_column("total", ColumnKind::money),
                                   field_column("available", ColumnKind::money), field_column("frozen", ColumnKind::money)});
  else
    columns.insert(columns.end(), {field_column("change", ColumnKind::money), field_column("balance", ColumnKind::money)});
  columns.push_back(column("col.state", ColumnKind::chip));
  ui::table({.key = "statement",
             .label = tr("ask.statement"),
             .columns = std::move(columns),
             .rows = static_cast<std::int64_t>(rows.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data row = rows.at(static_cast<std::size_t>(i));
                   const std::string state = row["state"].text();
                   cells = {time_cell(row["at"].text()), {kind_word(row["kind"].text())}, {row["reference"].text()}};
                   if (campaigns) cells.push_back({row["campaign"].text()});
                   cells.insert(cells.end(), {{row["amount"].text()}, {row["total"].text()}});
                   if (total) cells.insert(cells.end(), {{row["available"].text()}, {row["frozen"].text()}});
                   cells.push_back({state.empty() ? std::string{} : state_word(state), state_tone(state)});
                 },
             .partial = !all_shown(route, view.view),
             .busy = view.earlier,
             .empty_title = filtering ? tr("filter.nothing")
                            : total   ? tr("statement.none")
                                      : tr("trial.none"),
             .empty_body = filtering ? tr("filter.no_entries")
                           : total   ? tr("statement.none_body")
                                     : tr("trial.none")});
}

// `books`: to choose from.
void statement(Route& route, const std::string& account, const std::vector<ui::Choice>& books) {
  const bool one_book = !route.param("book").empty(), any_book = books.front().value.empty();
  const bool filtering = route.param("filter") == "1" || entries_filtered(route) || (one_book && any_book);
  const LiveView& view = live_list(route, "statement", asked(route, account));
  {
    ui::Line line(16);
    if (view.view.is_object()) sums(view.view);
    line.spring();
    if (ui::text_button(filtering ? tr("filter.clear") : tr("filter.name"), {.look = ui::Look::quiet, .key = "filter", .small = true})) {
      clear_entry_filters(route);
      if (any_book) route.set("book", {});
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
    entry_filters(route, one_book ? std::span<const char* const>(every_kind) : total_kinds, field_word("reference"), books);
    ui::small(tr(one_book ? Key("statement.unfiltered_book") : Key("statement.unfiltered")));  // always, or the list would move
  }
  if (nothing_yet(view)) return;
  statement_table(route, account, view, filtering);
  more_rows(route, view.view);
}

}  // namespace

void account_statement(Route& route, const std::string& account) {
  std::vector<ui::Choice> books = book_choices(merchant_books);
  books.insert(books.begin(), {"", std::string(tr("statement.all_books"))});
  statement(route, account, books);
}

void platform_statement(Route& route) { statement(route, std::string(platform), book_choices(platform_books)); }

bool is_platform_book(std::string_view name) { return std::ranges::contains(platform_books, name); }

}  // namespace ch::web::pages
