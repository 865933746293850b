// Policy values with their versions (CON-10): proposed by one administrator, decided by another.
#include <algorithm>

#include "web/pages/administration.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

// "notice.low_balance.subject.zh" is put together, the others have names of their own.
std::string name_of(std::string_view policy) {
  constexpr std::string_view told = "notice.";
  if (!policy.starts_with(told)) return tr_code("policy.", policy);
  policy.remove_prefix(told.size());
  const std::size_t dot = policy.find('.');
  return tr_code("told.", policy.substr(0, dot)) + " · " + tr_code("told.", policy.substr(std::min(dot + 1, policy.size())));
}

// "PRE-17, ours": which rule it is of, and who chose it where the manuals do not.
std::string source_of(std::string_view rule) {
  const std::size_t comma = rule.find(", ");
  const std::string_view mark = comma == rule.npos ? std::string_view{} : rule.substr(comma + 2);
  const bool chosen = mark == "open" || mark == "ours";
  const std::string_view ids = chosen ? rule.substr(0, comma) : rule;
  const std::string topic = tr_code("rule.", ids.substr(0, ids.find(", ")));
  const Key origin = mark == "ours"            ? Key("policy.ours")
                     : mark == "open"          ? Key("policy.open")
                     : ids.starts_with("CON-") ? Key("policy.house")
                                               : Key("policy.manual");
  return tr("policy.source", {{"topic", topic}, {"rule", ids}, {"origin", tr(origin)}});
}

// A value as people read it.
std::string shown_value(const Data& row, std::string_view member) {
  const std::string value = row[member].text();
  return row["kind"].text() == "money" ? money(value) : value;
}

void decide_button(Key label, std::string command, const Data& row, ui::Look look) {
  if (!ui::button(tr(label), {.look = look, .key = command, .small = true})) return;
  JsonObject payload;
  payload.put("name", row["name"].text()).put("version", row["next_version"].integer());
  client().execute(command, payload.take(), [done = tr("form.done", {{"what", tr(label)}})](const Answer& answer) {
    if (answer.ok && is_done(answer.value)) return ui::toast(done);
    const Refusal refusal = refusal_of(answer.value);
    ui::toast(refusal.message.empty() ? tr_code("err.", answer.ok ? refusal.code : answer.code) : refusal.message, Tone::bad);
  });
}

void shown_policy(Route& route, const Data& row) {
  const std::string name = row["name"].text();
  ui::Card card(name_of(name), false);
  std::vector<ui::Pair> pairs{{std::string(tr("policy.key")), name},
                              {std::string(tr("policy.value")), shown_value(row, "value")},
                              {std::string(tr("policy.rule")), source_of(row["rule"].text())}};
  if (!row["low"].text().empty())
    pairs.push_back({std::string(tr("policy.range")), shown_value(row, "low") + " – " + shown_value(row, "high")});
  const bool next = !row["next_value"].text().empty();
  if (next)
    pairs.push_back({std::string(row["next_approved"].flag() ? tr("policy.next_approved") : tr("policy.next")),
                     shown_value(row, "next_value") + " · " + date(row["next_effective"].text()), Tone::accent});
  ui::key_values(pairs);
  ui::Line line(8);
  if (acts("administrator")) {
    form_button(route, tr("cmd.propose_policy"), "propose_policy",
                {.known = true, .enabled = !next, .why = std::string(tr("policy.waits"))}, ui::Look::primary, name, true);
    if (next && !row["next_approved"].flag()) {
      decide_button("cmd.approve_policy", "approve_policy", row, ui::Look::primary);
      decide_button("cmd.reject_policy", "reject_policy", row, ui::Look::secondary);
    }
  }
  form_dialog(route, {.command = "propose_policy",
                      .subject = name,
                      .title = std::string(tr("cmd.propose_policy")),
                      .intro = name_of(name) + " · " + std::string(tr("policy.intro")),
                      .fields = {{.name = "value",
                                  .label = std::string(tr("policy.value")),
                                  .ask = row["kind"].text() == "money" ? Ask::money : Ask::text,
                                  .initial = row["value"].text()},
                                 {.name = "effective", .label = std::string(tr("policy.effective")), .ask = Ask::date, .initial = today()}},
                      .fixed = {{"name", ui::json_text(name)}}});
}

}  // namespace

void draw_policies_page(Route& route) {
  draw_banners(route);
  {
    ui::Line line;
    ui::page_title(acts("administrator") || acts("auditor") ? tr("admin.title") : tr("ask.policies"));
    line.spring();
    if (acts("administrator")) {
      const bool halted = live("home").view["clock_halted"].flag();  // the banner then has the times and the button's dialog
      form_button(route, tr("cmd.confirm_clock"), "confirm_clock",
                  {.known = true, .enabled = halted, .why = std::string(tr("clock.not_halted"))}, ui::Look::secondary, "banner");
    }
  }
  administration_tabs(route, "policies");
  ui::Card card;
  ui::text(tr("policy.page_intro"), Tone::muted);
  std::string search(route.param("search"));
  if (ui::text_field({.key = "search", .label = tr("policy.search"), .max_width = 420}, search)) set_filter(route, "search", search);
  const LiveView& view = live("policies");
  if (nothing_yet(view)) return;
  std::vector<Data> rows;
  for (std::size_t i = 0; i < view.view["rows"].size(); ++i) {
    Data row = view.view["rows"].at(i);
    if (search.empty() || row["name"].text().find(search) != std::string::npos ||
        name_of(row["name"].text()).find(search) != std::string::npos)
      rows.push_back(std::move(row));
  }
  const ui::TableEvents events = ui::table(
      {.key = "policies",
       .label = tr("ask.policies"),
       .columns = columns({{"policy.name"},
                           {"policy.value", ColumnKind::prose},
                           {"policy.rule", ColumnKind::muted},
                           {"policy.version", ColumnKind::number},
                           {"col.state", ColumnKind::chip}}),
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data& row = rows[static_cast<std::size_t>(i)];
             const bool next = !row["next_value"].text().empty();
             cells = {{name_of(row["name"].text())},
                      {shown_value(row, "value")},
                      {source_of(row["rule"].text())},
                      {row["version"].text()},
                      {next ? std::string(row["next_approved"].flag() ? tr("policy.next_approved") : tr("policy.next")) : std::string{},
                       Tone::accent}};
           },
       .row_action = true,
       .is_open = [&](std::int64_t i) { return rows[static_cast<std::size_t>(i)]["name"].text() == route.param("show"); },
       .detail = [&](std::int64_t i) { shown_policy(route, rows[static_cast<std::size_t>(i)]); },
       .empty_title = tr("policy.none"),
       .empty_body = tr("filter.none")});
  if (events.opened >= 0) toggle_shown(route, rows[static_cast<std::size_t>(events.opened)]["name"].text());
}

}  // namespace ch::web::pages
