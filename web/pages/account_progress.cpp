// What is under way: what matters most with its steps, and the others a line each; and any recharge or withdrawal on its own.
#include <algorithm>

#include "web/pages/account.h"
#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

void steps_of(std::string_view label, const Data& view) {
  std::vector<ui::Step> steps;
  for (std::size_t i = 0; i < view["steps"].size(); ++i) {
    const Data step = view["steps"].at(i);
    const std::string state = step["state"].text();
    std::string note = step["at"].empty() ? std::string{} : when(step["at"].text());
    if (const std::string more = step["note"].text(); !more.empty()) note += (note.empty() ? "" : " · ") + more;
    steps.push_back({words_of(step), note,
                     state == "done"     ? ui::StepState::done
                     : state == "now"    ? ui::StepState::now
                     : state == "failed" ? ui::StepState::failed
                                         : ui::StepState::todo});
  }
  ui::stepper(label, steps);
}

void how_to_pay(const Data& recharge) {
  ui::divider();
  ui::small(tr(for_reader("recharge.how", "recharge.expected"),
               {{"payer", recharge["payer_name"].text()}, {"amount", money(recharge["amount"].text())}}));
  copy_line(tr("recharge.remark"), recharge["remark_code"].text());
  copy_line(tr("recharge.to_account"), recharge["receiving_account"].text());
  ui::small(recharge["receiving_name"].text() + " · " + recharge["receiving_bank"].text());
}

// What whoever reads this can do about a wire that is not credited.
std::string advice(const Data& recharge, const Data& wire) {
  const bool held = wire["state"].text() == "suspense";
  const std::string amount = money(recharge["amount"].text());
  const std::string contact = in_language(recharge, "contact");
  if (acts("settlement_operations")) return std::string(held ? tr("recharge.to_match") : tr("recharge.to_return"));
  if (!acts("merchant_user")) return {};
  if (!held) return tr("recharge.goes_back", {{"payer", recharge["payer_name"].text()}, {"amount", amount}, {"contact", contact}});
  if (wire["amount"].text() == recharge["amount"].text()) return tr("recharge.held_same", {{"contact", contact}});
  return tr("recharge.held_other", {{"contact", contact}, {"amount", amount}, {"code", recharge["remark_code"].text()}});
}

void wire_link(const Data& wire) {
  Route there;
  there.path.emplace_back("wires");
  there.set("state", wire["state"].text());
  there.set("show", wire["wire"].text());
  ui::link(tr("wires.one", {{"number", wire["number"].text()}}), there.text());
}

// Each wire that may be meant for it and is not credited; what to do is said once, of the first.
void held_by(const Data& recharge) {
  const Data wires = recharge["held_by"];
  if (wires.size() == 0) return;
  for (std::size_t i = 0; i < wires.size(); ++i) {
    const Data wire = wires.at(i);
    std::string words =
        tr("recharge.wire", {{"wire", wire["number"].text()}, {"amount", money(wire["amount"].text())}, {"why", words_of(wire)}});
    if (const std::int64_t requests = wire["meant_for"].integer(); requests > 1)
      words += tr("recharge.meant_for", {{"n", count(requests)}});
    if (i == 0) words += advice(recharge, wire);
    ui::banner("held." + wire["wire"].text(), words, Tone::warn);
    if (is_staff()) wire_link(wire);
  }
}

std::string title_of(Key what, const Data& number) { return std::string(tr(what)) + " " + number.text(); }

void recharge_details(Route& route, const Data& recharge) {
  const std::string state = recharge["state"].text();
  {
    ui::Line line(8);
    ui::chip(state_word(state), state_tone(state));
    ui::strong("¥" + money(recharge["amount"].text()));
    line.spring();
    if (acts("merchant_user") && (state == "waiting" || state == "in_suspense"))
      form_button(route, tr("cmd.cancel_recharge"), "cancel_recharge", gate_of(recharge["actions"], "cancel_recharge"), ui::Look::secondary,
                  recharge["recharge"].text(), true);
  }
  steps_of(title_of("ask.recharge", recharge["number"]), recharge);
  held_by(recharge);
  if (state == "waiting" || state == "in_suspense") how_to_pay(recharge);
  form_dialog(route, {.command = "cancel_recharge",
                      .subject = recharge["recharge"].text(),
                      .title = std::string(tr("cmd.cancel_recharge")),
                      .intro = tr("recharge.cancel_intro", {{"number", recharge["number"].text()}}),
                      .fields = {},
                      .fixed = {{"recharge", recharge["recharge"].text()}},
                      .look = ui::Look::danger});
}

void withdrawal_details(Route& route, const Data& withdrawal) {
  const std::string state = withdrawal["state"].text();
  const std::string id = withdrawal["withdrawal"].text();
  {
    ui::Line line(8);
    const std::string due = withdrawal["due"].text();
    const bool late = is_past(due);
    ui::chip(state_word(state), state_tone(state));
    ui::strong("¥" + money(withdrawal["amount"].text()));
    if (!due.empty())
      ui::small(late ? tr("figure.overdue", {{"when", until(due)}}) : tr("figure.due", {{"when", until(due)}}),
                late ? Tone::bad : Tone::muted);
  }
  steps_of(title_of("ask.withdrawal", withdrawal["number"]), withdrawal);
  std::vector<ui::Pair> pairs{
      {std::string(tr("withdrawal.to")),
       withdrawal["bank"].text() + " " + masked_or_shown(withdrawal["bank_account"].text(), "withdrawal_account", id)}};
  if (is_staff()) {
    pairs.push_back({std::string(tr("withdrawal.merchant")), withdrawal["merchant"].text() + " " + withdrawal["account_number"].text()});
    pairs.push_back({std::string(tr("withdrawal.by")), withdrawal["requested_by"].text()});
    if (!withdrawal["approved_by"].text().empty())
      pairs.push_back({std::string(tr("withdrawal.approved_by")), withdrawal["approved_by"].text()});
  }
  if (!withdrawal["reason"].text().empty()) pairs.push_back({std::string(tr("field.reason")), withdrawal["reason"].text(), Tone::warn});
  if (!withdrawal["bank_reference"].text().empty())
    pairs.push_back({std::string(tr("field.bank_reference")), withdrawal["bank_reference"].text()});
  ui::key_values(pairs);
  show_in_full_button("withdrawal_account", id, "bank_account");

  const Data actions = withdrawal["actions"];
  JsonObject only;
  const std::string payload = only.put_json("withdrawal", id).take();
  auto with_reason = [&](Key name, std::string_view command, std::string field, Key label, ui::Look look) {
    form_dialog(route,
                {.command = std::string(command),
                 .subject = id,
                 .title = std::string(tr(name)),
                 .intro = withdrawal["number"].text() + " · " + withdrawal["merchant"].text() + " · ¥" + money(withdrawal["amount"].text()),
                 .fields = {{.name = std::move(field), .label = std::string(tr(label))}},
                 .fixed = {{"withdrawal", id}},
                 .look = look});
  };
  with_reason("cmd.refuse_withdrawal", "refuse_withdrawal", "reason", "field.reason", ui::Look::danger);
  with_reason("cmd.pay_withdrawal", "pay_withdrawal", "bank_reference", "field.bank_reference", ui::Look::primary);
  with_reason("cmd.pay_withdrawal_after_all", "pay_withdrawal_after_all", "bank_reference", "field.bank_reference", ui::Look::primary);
  with_reason("cmd.fail_withdrawal", "fail_withdrawal", "reason", "field.reason", ui::Look::danger);
  with_reason("cmd.return_withdrawal", "return_withdrawal", "reason", "field.reason", ui::Look::primary);
  ui::Line line(8);
  const bool operations = acts("settlement_operations");
  const bool finance = acts("finance");
  if (operations && (state == "requested")) {
    now_button(tr("cmd.approve_withdrawal"), "approve_withdrawal", payload, gate_of(actions, "approve_withdrawal"), ui::Look::primary, id,
               true);
    form_button(route, tr("cmd.refuse_withdrawal"), "refuse_withdrawal", gate_of(actions, "refuse_withdrawal"), ui::Look::secondary, id,
                true);
  }
  if (finance && state == "approved") {
    form_button(route, tr("cmd.pay_withdrawal"), "pay_withdrawal", gate_of(actions, "pay_withdrawal"), ui::Look::primary, id, true);
    form_button(route, tr("cmd.fail_withdrawal"), "fail_withdrawal", gate_of(actions, "fail_withdrawal"), ui::Look::secondary, id, true);
  }
  if (finance && state == "failed")
    now_button(tr("cmd.retry_withdrawal"), "retry_withdrawal", payload, gate_of(actions, "retry_withdrawal"), ui::Look::primary, id, true);
  if ((finance || operations) && state == "failed")
    form_button(route, tr("cmd.return_withdrawal"), "return_withdrawal", gate_of(actions, "return_withdrawal"), ui::Look::secondary, id,
                true);
  if (finance && (state == "failed" || state == "returned"))
    form_button(route, tr("cmd.pay_withdrawal_after_all"), "pay_withdrawal_after_all", gate_of(actions, "pay_withdrawal_after_all"),
                ui::Look::secondary, id, true);
}

constexpr std::size_t most_lines = 6;

void other_lines(const Route& route, const Data& rows, std::size_t shown) {
  ui::divider();
  sub_heading(tr("progress.others"));
  std::size_t lines = 0;
  for (std::size_t i = 0; i < rows.size() && lines < most_lines; ++i) {
    if (i == shown) continue;
    const Data row = rows.at(i);
    const std::string state = row["state"].text();
    Route there = route;
    there.set("progress", funds_key(row));
    ui::Scope scope(funds_key(row));
    ui::Line line(8);
    ui::link(std::string(tr(row["kind"].text() == "recharge" ? Key("kind.recharge_request") : Key("kind.withdrawal"))) + " " +
                 row["number"].text(),
             there.text());
    ui::chip(state_word(state), state_tone(state));
    line.spring();
    ui::text("¥" + money(row["amount"].text()));
    ++lines;
  }
  if (rows.size() - 1 == lines) return;
  Route all;
  all.path = route.path;
  all.set("tab", "funds");
  ui::link(tr("progress.more", {{"n", count(static_cast<std::int64_t>(rows.size() - 1 - lines))}}), all.text(), true);
}

}  // namespace

void withdrawal_card(Route& route, const Data& withdrawal) {
  ui::Card card(title_of("ask.withdrawal", withdrawal["number"]));
  withdrawal_details(route, withdrawal);
}

std::string funds_key(const Data& row) { return row["kind"].text() + "-" + row["id"].text(); }

void funds_card(Route& route, std::string_view key, const std::function<void()>& below) {
  const std::size_t dash = std::min(key.find('-'), key.size());
  const bool recharge = key.substr(0, dash) == "recharge";
  const std::string_view kind = recharge ? "recharge" : "withdrawal";
  const std::string_view id = key.substr(std::min(dash + 1, key.size()));
  if (id.empty() || id.find_first_not_of("0123456789") != id.npos) return;
  JsonObject ask;
  const LiveView& view = live(kind, ask.put_json(kind, id).take());
  ui::Card card(title_of(recharge ? Key("ask.recharge") : Key("ask.withdrawal"), view.view["number"]));
  if (!nothing_yet(view)) recharge ? recharge_details(route, view.view) : withdrawal_details(route, view.view);
  if (below) below();
}

void account_progress(Route& route, const Data& account) {
  const Data rows = account["under_way"];
  if (rows.size() > 0) {
    std::size_t shown = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (funds_key(rows.at(i)) == route.param("progress")) shown = i;
    return funds_card(route, funds_key(rows.at(shown)), [&] {
      if (rows.size() > 1) other_lines(route, rows, shown);
    });
  }
  ui::Card card(tr("progress.title"));
  if (account["state"].text() == "active")
    ui::empty_state(tr("progress.none"), tr(for_reader("progress.none_body", "progress.none_body.staff")));
  else
    ui::empty_state(
        tr(for_reader("progress.first", "progress.first.staff")),
        tr(for_reader("progress.first_body", "progress.first_body.staff"), {{"least", money(account["recharge_minimum"].text())}}));
}

}  // namespace ch::web::pages
