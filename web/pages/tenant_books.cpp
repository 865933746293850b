// The trial balance (LED-12), and where the data lies (WEB-18).
#include "web/host.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/lists.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_trial_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("ask.trial_balance"));
  ui::Card card;
  filter_date(route, "as_of", tr("trial.as_of"), tr("trial.as_of_help"));
  const std::string as_of(route.param("as_of"));
  JsonObject ask;
  if (!as_of.empty()) ask.put("as_of", as_of + "T23:59:59.999+08:00");
  const LiveView& view = filtered(route, "trial_balance", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const std::string debit = view.view["debit"].text();
  const std::string credit = view.view["credit"].text();
  ui::banner("sum", compare_money(debit, credit) == 0 ? tr("trial.balanced", {{"sum", money(debit)}}) : tr("trial.unbalanced"),
             compare_money(debit, credit) == 0 ? Tone::good : Tone::bad);
  const auto n = static_cast<std::int64_t>(rows.size());
  ui::table({.key = "trial",
             .label = tr("ask.trial_balance"),
             .columns = {column("trial.book"), column("trial.debit", ColumnKind::money), column("trial.credit", ColumnKind::money)},
             .rows = n + 1,
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data row = i < n ? rows.at(static_cast<std::size_t>(i)) : view.view;
                   cells = {{i < n ? words_of(row) : std::string(tr("trial.total"))}, {row["debit"].text()}, {row["credit"].text()}};
                 },
             .sums = 1,
             .busy = view.earlier,
             .empty_title = tr("trial.none"),
             .empty_body = tr("trial.none")});
}

void draw_storage_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("nav.storage"));
  static Data report;
  static bool asked = false;
  static bool declined = false;
  if (!asked) {
    asked = true;
    client().storage([](const Answer& answer) { report = answer.value; });
  }
  ui::Card card;
  auto room = [](const Data& n) { return n.empty() ? std::string(tr("storage.unknown")) : bytes(n.integer()); };
  const bool kept = client().state().storage == "opfs";
  ui::key_values(std::vector<ui::Pair>{
      {std::string(tr("storage.where")), std::string(kept ? tr("storage.kept") : tr("storage.memory")), kept ? Tone::plain : Tone::warn},
      {std::string(tr("storage.persisted")), std::string(report["persisted"].flag() ? tr("common.yes") : tr("common.no"))},
      {std::string(tr("storage.usage")), room(report["usage"])},
      {std::string(tr("storage.quota")), room(report["quota"])}});
  if (declined) ui::banner("declined", tr("storage.declined"), Tone::warn);
  ui::Line line;
  if (ui::button(tr("storage.again"), {.key = "again", .small = true})) asked = false;
  if (kept && report.is_object() && !report["persisted"].flag() && ui::button(tr("storage.persist"), {.key = "persist", .small = true})) {
    client().ask_persistent([](bool kept) {
      asked = false;
      declined = !kept;
      ui::say(tr(kept ? Key("storage.promised") : Key("storage.declined")));
    });
  }
}

}  // namespace ch::web::pages
