// Campaigns of a merchant, and the platform's offers (PRE-7, PRE-14, PRE-16).
#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

std::string span_of(const Data& row) {
  return when(row["starts"].text(), TimeForm::date) + " – " + until(row["ends"].text(), TimeForm::date);
}

void offers(const Data& view, const std::string& account) {
  ui::heading(tr("campaigns.offers"));
  if (view["offers"].size() == 0) return ui::small(tr("campaigns.no_offers"));
  for (std::size_t i = 0; i < view["offers"].size(); ++i) {
    const Data offer = view["offers"].at(i);
    ui::Scope scope("offer" + offer["offer"].text());
    ui::Line line;
    ui::strong(offer["title"].text());
    ui::small(offer["number"].text() + " · " + span_of(offer));
    if (offer["enrolled"].flag()) ui::chip(tr("campaigns.enrolled"), Tone::good);
    line.spring();
    JsonObject payload;
    payload.put_json("account", account).put_json("offer", offer["offer"].text());
    if (acts("merchant_user") && !offer["enrolled"].flag())
      now_button(tr("cmd.enroll_campaign"), "enroll_campaign", payload.take(), gate_of(offer["enroll"]), ui::Look::secondary,
                 offer["offer"].text(), true, named(tr("cmd.enroll_campaign"), offer["title"].text()));
  }
}

void shown_campaign(Route& route, const Data& campaign) {
  ui::Card card(campaign["title"].text());
  ui::Line line;
  ui::chip(state_word(campaign["state"].text()), state_tone(campaign["state"].text()));
  ui::small(campaign["number"].text() + " · " + span_of(campaign));
  line.spring();
  if (acts("merchant_user") || acts("settlement_operations"))
    form_button(route, tr("cmd.end_campaign"), "end_campaign", gate_of(campaign["end"]), ui::Look::danger, campaign["campaign"].text(),
                true);
}

}  // namespace

void account_campaigns(Route& route, const std::string& account) {
  JsonObject ask;
  const LiveView& view = live("campaigns", ask.put_json("account", account).take());
  if (nothing_yet(view)) return;
  const Data rows = view.view["campaigns"];
  {
    ui::Line line;
    ui::heading(acts("merchant_user") ? tr("campaigns.own") : tr("campaigns.merchants"));
    line.spring();
    if (acts("merchant_user"))
      form_button(route, tr("cmd.create_campaign"), "create_campaign", gate_of(view.view["create"]), ui::Look::primary, {}, true);
  }
  const ui::TableEvents events =
      ui::table({.key = "campaigns",
                 .label = tr("ask.campaigns"),
                 .columns = {column("col.title"), column("col.number", ColumnKind::muted), field_column("kind", ColumnKind::muted),
                             column("col.span", ColumnKind::muted), column("col.orders_open", ColumnKind::number),
                             column("col.state", ColumnKind::chip)},
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data row = rows.at(static_cast<std::size_t>(i));
                       const std::string state = row["state"].text();
                       cells = {{row["title"].text()},
                                {row["number"].text()},
                                {std::string(row["enrolled"].flag() ? tr("campaigns.of_platform") : tr("campaigns.of_own"))},
                                {span_of(row)},
                                {count(row["orders_open"].integer())},
                                {state_word(state), state_tone(state)}};
                     },
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i))["campaign"].text() == route.param("show"); },
                 .detail = [&](std::int64_t i) { shown_campaign(route, rows.at(static_cast<std::size_t>(i))); },
                 .empty_title = tr("campaigns.none"),
                 .empty_body = tr("campaigns.none_body")});
  if (events.opened >= 0) toggle_shown(route, rows.at(static_cast<std::size_t>(events.opened))["campaign"].text());
  ui::divider();
  offers(view.view, account);

  form_dialog(route, {.command = "create_campaign",
                      .title = std::string(tr("cmd.create_campaign")),
                      .intro = std::string(tr("campaigns.create_intro")),
                      .fields = {{.name = "title", .label = std::string(tr("col.title"))},
                                 {.name = "starts", .label = std::string(tr("field.starts")), .ask = Ask::day_start, .initial = today()},
                                 {.name = "ends", .label = std::string(tr("field.ends")), .ask = Ask::day_end}},
                      .fixed = {{"account", account}}});
  const std::string subject(route.param("of"));
  form_dialog(route, {.command = "end_campaign",
                      .subject = subject,
                      .title = std::string(tr("cmd.end_campaign")),
                      .intro = std::string(tr("campaigns.end_intro")),
                      .fields = {},
                      .fixed = {{"campaign", subject}},
                      .look = ui::Look::danger});
}

}  // namespace ch::web::pages
