// What the platform offers merchants to enroll in (PRE-7).
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_offers_page(Route& route) {
  draw_banners(route);
  {
    ui::Line line;
    ui::page_title(tr("nav.offers"));
    line.spring();
    form_button(route, tr("cmd.offer_campaign"), "offer_campaign", {}, ui::Look::primary);
  }
  form_dialog(route, {.command = "offer_campaign",
                      .title = std::string(tr("cmd.offer_campaign")),
                      .intro = std::string(tr("offers.intro")),
                      .fields = {{.name = "title", .label = std::string(tr("col.title"))},
                                 {.name = "starts", .label = std::string(tr("field.starts")), .ask = Ask::day_start, .initial = today()},
                                 {.name = "ends", .label = std::string(tr("field.ends")), .ask = Ask::day_end}}});
  ui::Card card;
  ui::text(tr("offers.page_intro"), Tone::muted);
  // Offers are seen as a merchant sees them; any account's list has all that are open.
  const Data accounts = live("home").view["accounts"];
  if (accounts.size() == 0) return ui::empty_state(tr("offers.none"), tr("offers.none_body"));
  JsonObject ask;
  const LiveView& view = live("campaigns", ask.put_json("account", accounts.at(0)["account"].text()).take());
  if (nothing_yet(view)) return;
  const Data rows = view.view["offers"];
  ui::table({.key = "offers",
             .label = tr("nav.offers"),
             .columns = columns(
                 {{"col.title"}, {"col.number", ColumnKind::muted}, {"col.starts", ColumnKind::time}, {"col.ends", ColumnKind::time}}),
             .rows = static_cast<std::int64_t>(rows.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data row = rows.at(static_cast<std::size_t>(i));
                   cells = {{row["title"].text()},
                            {row["number"].text()},
                            {when(row["starts"].text(), TimeForm::date_time)},
                            {until(row["ends"].text(), TimeForm::date_time)}};
                 },
             .empty_title = tr("offers.none"),
             .empty_body = tr("offers.none_body")});
}

}  // namespace ch::web::pages
