// The account's title row, its four figures and the balance over time.
#include <map>

#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

void merchant_actions(Route& route, const Data& actions) {
  form_button(route, tr("cmd.set_alerts"), "set_alerts", gate_of(actions, "set_alerts"));
  form_button(route, tr("cmd.request_withdrawal"), "request_withdrawal", gate_of(actions, "request_withdrawal"));
  form_button(route, tr("cmd.request_recharge"), "request_recharge", gate_of(actions, "request_recharge"), ui::Look::primary);
}

void operations_actions(Route& route, const Data& account) {
  const Data actions = account["actions"];
  if (account["blocked"].flag())
    form_button(route, tr("cmd.unblock_account"), "unblock_account", gate_of(actions, "unblock_account"), ui::Look::primary);
  else
    form_button(route, tr("cmd.block_account"), "block_account", gate_of(actions, "block_account"));
}

struct Note {
  std::string words;
  Tone tone = Tone::muted;
};

Note available_note(const Data& account) {
  const std::string available = account["available"].text();
  const std::string breaker = account["breaker_value"].text();
  const std::string alert = account["alert_value"].text();
  if (!account["alerts_set"].flag()) return {std::string(tr("figure.alerts_missing")), Tone::warn};
  if (compare_money(available, breaker) < 0) return {tr("figure.below_breaker", {{"value", money(breaker)}}), Tone::bad};
  const std::int64_t suspended = account["suspended_campaigns"].integer();
  if (compare_money(available, alert) < 0 && suspended > 0)
    return {tr("figure.below_and_suspended", {{"value", money(alert)}, {"n", count(suspended)}}), Tone::bad};
  if (compare_money(available, alert) < 0)
    return {tr(for_reader("figure.below_alert", "figure.below_alert.staff"), {{"value", money(alert)}}), Tone::warn};
  return {tr("figure.above_alert", {{"value", money(alert)}})};
}

Note frozen_note(const Data& account) {
  const std::int64_t holds = account["open_holds"].integer();
  if (holds == 0) return {std::string(tr("figure.no_holds"))};
  return {tr("figure.holds", {{"n", count(holds)}})};
}

Note owed_note(const Data& account) {
  if (compare_money(account["owed"].text(), "0.00") > 0)
    return {tr("figure.owed", {{"n", count(account["owed_orders"].integer())}}), Tone::bad};
  if (account["blocked"].flag()) return {std::string(tr("figure.blocked")), Tone::bad};
  if (account["state"].text() != "active") return {std::string(tr("figure.not_active")), Tone::warn};
  return {std::string(tr("figure.nothing_owed"))};
}

std::string due_words(const std::string& due) {
  return is_past(due) ? tr("figure.overdue", {{"when", until(due)}}) : tr("figure.due", {{"when", until(due)}});
}

// Of one its state and deadline; of several how many are in each state, so that the words are true of all.
Note withdrawing_note(const Data& account) {
  std::map<std::string, std::int64_t> in_state;
  std::string due;
  std::int64_t seen = 0;
  std::int64_t late = 0;
  for (std::size_t i = 0; i < account["under_way"].size(); ++i) {
    const Data row = account["under_way"].at(i);
    if (row["kind"].text() != "withdrawal") continue;
    ++seen;
    ++in_state[row["state"].text()];
    due = row["due"].text();
    if (is_past(due)) ++late;
  }
  if (seen == 0) return {std::string(tr("figure.no_withdrawal"))};
  const Tone tone = late > 0 || in_state.contains("failed") ? Tone::bad : Tone::muted;
  if (seen == 1) return {state_word(in_state.begin()->first) + (due.empty() ? "" : " · " + due_words(due)), tone};
  if (const std::int64_t all = account["open_withdrawals"].integer(); all > seen)
    return {tr("figure.withdrawals", {{"n", count(all)}}), tone};
  std::string words;
  for (const std::string_view state : {"failed", "requested", "approved"})
    if (const auto at = in_state.find(std::string(state)); at != in_state.end())
      words += (words.empty() ? "" : " · ") + tr("figure.in_state", {{"state", state_word(at->first)}, {"n", count(at->second)}});
  if (late > 0) words += " · " + tr("figure.late", {{"n", count(late)}});
  return {words, tone};
}

void figure(std::string_view name, const std::string& amount, const Note& note) { ui::metric(name, amount, note.words, note.tone); }

}  // namespace

void account_title(Route& route, const Data& account) {
  ui::Line line;
  ui::page_title(account["name"].text());
  const bool blocked = account["blocked"].flag();
  ui::chip(state_word(account["state"].text()), state_tone(account["state"].text()));
  if (blocked) ui::chip(state_word("blocked"), Tone::bad);
  ui::small(tr("account.numbers", {{"supplier", account["supplier"].text()}, {"number", account["number"].text()}}));
  line.spring();
  if (acts("merchant_user")) merchant_actions(route, account["actions"]);
  if (acts("settlement_operations")) operations_actions(route, account);
}

void account_rarely(Route& route, const Data& account) {
  if (!acts("merchant_user") && !acts("settlement_operations")) return;
  ui::Card card(tr("account.rarely"), false);
  ui::Line line;
  form_button(route, tr("cmd.set_settlement_profile"), "set_settlement_profile", {}, ui::Look::secondary, {}, true);
  form_button(route, tr("cmd.close_account"), "close_account", gate_of(account["actions"], "close_account"), ui::Look::secondary, {}, true);
}

void account_figures(const Data& account) {
  ui::Columns columns({1, 1, 1, 1}, 760, 2);
  figure(tr("figure.available.name"), account["available"].text(), available_note(account));
  columns.next();
  figure(tr("figure.frozen.name"), account["frozen"].text(), frozen_note(account));
  columns.next();
  figure(tr("figure.owed.name"), account["owed"].text(), owed_note(account));
  columns.next();
  figure(tr("figure.withdrawing.name"), account["withdrawing"].text(), withdrawing_note(account));
}

void account_balance(Route& route, const Data& account) {
  ui::Card card;
  const std::string_view asked = route.param("days");
  const std::string days = asked == "30" || asked == "180" ? std::string(asked) : "60";
  JsonObject ask;
  const LiveView& view = live("balance_history", ask.put_json("account", account["account"].text()).put_json("days", days).take());
  std::vector<ui::Point> points;
  for (std::size_t i = 0; i < view.view["points"].size(); ++i) {
    const Data point = view.view["points"].at(i);
    points.push_back({point["date"].text(), point["available"].text()});
  }
  ui::balance_chart({.key = "balance",
                     .title = tr("ask.balance_history"),
                     .note = tr("balance.days", {{"n", days}}),
                     .points = points,
                     .figures = tr("figure.available.name"),
                     .threshold = account["breaker_value"].text(),
                     .threshold_name = std::string(tr("balance.breaker")),
                     .height = ui::narrow() ? 170.0f : 190.0f});
  if (view.loading) return ui::small(tr("live.loading"));
  ui::gap(0);
  ui::Line line(14);
  for (const std::string_view each : {"30", "60", "180"}) {
    const bool now = each == days;
    if (ui::text_button(tr("balance.last", {{"n", each}}),
                        {.look = now ? ui::Look::secondary : ui::Look::quiet, .key = each, .small = true}))
      route.set("days", each == "60" ? std::string_view{} : each);
  }
}

}  // namespace ch::web::pages
