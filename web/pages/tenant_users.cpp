// Who holds which role (CON-11).
#include "web/pages/administration.h"
#include "web/pages/choice.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

std::string key_of(const Data& row) { return row["user"].text() + "|" + row["role"].text() + "|" + row["party"].text(); }

void shown_grant(Route& route, const Data& row) {
  const std::string key = key_of(row);
  ui::Card card(row["user"].text());
  {
    ui::Line line;
    ui::chip(role_word(row["role"].text()), Tone::accent);
    ui::small(row["party_name"].text());
    line.spring();
    if (acts("administrator")) form_button(route, tr("cmd.revoke_role"), "revoke_role", {}, ui::Look::danger, key, true);
  }
  CommandForm form{.command = "revoke_role",
                   .subject = key,
                   .title = std::string(tr("cmd.revoke_role")),
                   .intro = row["user"].text() + " · " + role_word(row["role"].text()),
                   .fields = {},
                   .fixed = {{"user", ui::json_text(row["user"].text())}, {"role", ui::json_text(row["role"].text())}},
                   .look = ui::Look::danger};
  if (row["party"].integer() > 0) form.fixed.emplace_back("party", row["party"].text());
  form_dialog(route, form);
}

}  // namespace

void draw_grants(Route& route) {
  ui::Card card;
  {
    ui::Line line;
    ui::small(tr("users.grant_intro"));
    line.spring();
    if (acts("administrator")) form_button(route, tr("cmd.grant_role"), "grant_role", {}, ui::Look::primary);
  }
  const LiveView& view = live("users");
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  // Another set of people: those that the role switch offers follow.
  static std::string seen;
  if (std::string now = rows.json(); now != seen) {
    if (!seen.empty()) read_people();
    seen = std::move(now);
  }
  const ui::TableEvents events =
      ui::table({.key = "users",
                 .label = tr("ask.users"),
                 .columns = columns({{"users.user"}, {"users.role", ColumnKind::chip}, {"users.party", ColumnKind::muted}}),
                 .rows = static_cast<std::int64_t>(rows.size()),
                 .cells =
                     [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                       const Data row = rows.at(static_cast<std::size_t>(i));
                       cells = {{row["user"].text()}, {role_word(row["role"].text())}, {row["party_name"].text()}};
                     },
                 .row_action = true,
                 .is_open = [&](std::int64_t i) { return key_of(rows.at(static_cast<std::size_t>(i))) == route.param("show"); },
                 .detail = [&](std::int64_t i) { shown_grant(route, rows.at(static_cast<std::size_t>(i))); },
                 .empty_title = tr("users.none"),
                 .empty_body = tr("users.none_body")});
  if (events.opened >= 0) toggle_shown(route, key_of(rows.at(static_cast<std::size_t>(events.opened))));
  const std::vector<ui::Choice> choices = role_choices();
  form_dialog(route, {.command = "grant_role",
                      .title = std::string(tr("cmd.grant_role")),
                      .intro = std::string(tr("users.grant_intro")),
                      .fields = {{.name = "user", .label = std::string(tr("users.user"))},
                                 {.name = "role", .label = std::string(tr("users.role")), .ask = Ask::choice, .choices = choices},
                                 {.name = "party",
                                  .label = std::string(tr("field.party")),
                                  .ask = Ask::party,
                                  .required = false,
                                  .help = std::string(tr("users.party_help")),
                                  .initial = name_of(Whom::party, last_party())}}});
}

}  // namespace ch::web::pages
