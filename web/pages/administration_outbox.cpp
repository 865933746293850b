// What goes out and what became of it (SRV-5): letters, events, short messages; what is dead is sent again or dropped.
#include "web/pages/administration.h"
#include "web/pages/cases.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr const char* states[] = {"waiting", "behind", "dead", "no_address", "delivered", "dropped"};

Tone tone_of(std::string_view state) {
  if (state == "delivered") return Tone::good;
  if (state == "dead" || state == "no_address") return Tone::bad;
  return state == "dropped" ? Tone::muted : Tone::accent;
}

std::string list_of(const Data& texts) {
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) all += (i == 0 ? "" : "; ") + texts.at(i).text();
  return all;
}

std::string about(const Data& row) {
  const std::string subject = in_language(row, "subject");
  return subject.empty() ? row["name"].text() : subject;
}

void shown_message(Route& route, const Data& row) {
  const std::string id = row["id"].text();
  ui::Card card(about(row), false);
  std::vector<ui::Pair> pairs;
  const auto say = [&](Key label, std::string value, Tone tone = Tone::plain) {
    if (!value.empty()) pairs.push_back({std::string(tr(label)), std::move(value), tone});
  };
  say("outbox.to", list_of(row["recipients"]));
  say("outbox.copies", list_of(row["copies"]));
  say("outbox.attempts", row["attempts"].text() + " / " + row["attempts_most"].text());
  if (!row["next_try"].empty()) say("outbox.next_try", when(row["next_try"].text()));
  if (!row["blocked_by"].empty()) say("outbox.blocked_by", row["blocked_by"].text(), Tone::warn);
  say("outbox.error", row["error"].text(), Tone::bad);
  say("outbox.dropped_because", row["dropped_because"].text());
  ui::key_values(pairs);
  if (const std::string body = in_language(row, "body"); !body.empty()) ui::text(body, Tone::muted);
  {
    ui::Line line(8);
    if (row["process"].integer() > 0) ui::link(row["number"].text(), case_address(row["process"].text()));
    if (!acts("administrator")) return;
    JsonObject payload;
    if (row["may_retry"].flag())
      now_button(tr("cmd.retry_delivery"), "retry_delivery", payload.put_json("message", id).take(), {}, ui::Look::primary, id, true);
    if (row["may_drop"].flag()) form_button(route, tr("cmd.drop_delivery"), "drop_delivery", {}, ui::Look::secondary, id, true);
  }
  form_dialog(route, {.command = "drop_delivery",
                      .subject = id,
                      .title = std::string(tr("cmd.drop_delivery")),
                      .intro = about(row) + " · " + std::string(tr("outbox.drop_intro")),
                      .fields = {{.name = "reason", .label = std::string(tr("field.reason"))}},
                      .fixed = {{"message", id}},
                      .look = ui::Look::danger});
}

}  // namespace

void draw_outbox(Route& route) {
  ui::Card card;
  ui::small(tr("outbox.intro"));
  std::string state(route.param("state"));
  std::vector<ui::Choice> choices{{"", std::string(tr("outbox.all"))}};
  for (const char* one : states) choices.push_back({one, tr_code("outgoing.", one)});
  if (ui::select({.key = "state", .label = tr("col.state"), .max_width = 240}, state, choices)) set_filter(route, "state", state);
  JsonObject ask;
  if (!state.empty()) ask.put("state", state);
  const LiveView& view = live_list(route, "outbox", std::move(ask));
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const auto at = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i)); };
  const ui::TableEvents events = ui::table(
      {.key = "outbox",
       .label = tr("ask.outbox"),
       .columns = columns({{"outbox.at", ColumnKind::time},
                           {"outbox.kind", ColumnKind::muted},
                           {"outbox.about"},
                           {"outbox.party", ColumnKind::muted},
                           {"outbox.attempts", ColumnKind::number},
                           {"col.state", ColumnKind::chip}}),
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data row = at(i);
             const std::string is = row["state"].text();
             cells = {time_cell(row["at"].text()), {tr_code("outgoing.", row["kind"].text())}, {about(row)},
                      {row["party"].text()},       {count(row["attempts"].integer())},         {tr_code("outgoing.", is), tone_of(is)}};
           },
       .partial = !all_shown(route, view.view),
       .busy = view.earlier,
       .row_action = true,
       .is_open = [&](std::int64_t i) { return at(i)["id"].text() == route.param("show"); },
       .detail = [&](std::int64_t i) { shown_message(route, at(i)); },
       .empty_title = tr("outbox.none"),
       .empty_body = tr("outbox.none_body")});
  more_rows(route, view.view);
  if (events.opened >= 0) toggle_shown(route, at(events.opened)["id"].text());
}

}  // namespace ch::web::pages
