// Payments out (LED-11): batches for the bank, one with its file, and what became of each payment where no file of the bank says it.
#include "web/host.h"
#include "web/pages/bank_file.h"
#include "web/pages/banners.h"
#include "web/pages/cases.h"
#include "web/pages/desks.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

std::string batch_address(std::string_view batch) { return "#/payments/" + std::string(batch); }

std::string payment_state(const Data& payment) { return state_word("payment_" + payment["state"].text()); }
Tone payment_tone(const Data& payment) {
  const std::string state = payment["state"].text();
  return state == "given" ? Tone::accent : state_tone(state);
}

ui::Cell open_payments(const Data& batch) {
  const std::int64_t open = batch["without_result"].integer();
  return open > 0 ? ui::Cell{tr("payments.open", {{"n", count(open)}}), Tone::accent}
                  : ui::Cell{std::string(tr("payments.over")), Tone::good};
}

// What is paid: a withdrawal, or what a case waits for.
std::string paid_address(const Data& payment) {
  if (payment["process"].integer() > 0) return case_address(payment["process"].text());
  return "#/withdrawals?state=all&show=" + payment["withdrawal"].text();
}

void download(const std::string& batch, std::string_view format) {
  JsonObject ask;
  ask.put_json("batch", batch).put("format", format).put("language", language() == Language::zh ? "zh" : "en");
  const std::string_view type = format == "csv" ? "text/csv" : "application/xml";
  client().query("payment_file", ask.take(), [type](const Answer& answer) {
    if (!answer.ok) return ui::toast(tr_code("err.", answer.code), Tone::bad);
    host().save_text(answer.value["name"].text(), type, answer.value["content"].text());
  });
}

// Its file shows bank accounts in full, so it is his alone who holds it (CON-12).
void file_buttons(const Data& batch) {
  if (!acts("finance")) return;
  const std::string id = batch["batch"].text();
  const bool his = batch["held_by"].text() == session().actor.user;
  const std::string why = his ? std::string{} : tr("payments.held", {{"user", batch["held_by"].text()}});
  if (!his) {
    JsonObject payload;
    now_button(tr("cmd.take_over_batch"), "take_over_batch", payload.put_json("batch", id).take(),
               gate_of(batch["actions"], "take_over_batch"), ui::Look::secondary, id);
  }
  if (ui::button("CSV", {.enabled = his, .why_not = why, .key = "csv", .name = named(tr("payments.file"), "CSV")})) download(id, "csv");
  if (ui::button(tr("payments.file"), {.look = ui::Look::primary, .enabled = his, .why_not = why, .key = "file"})) download(id, "pain001");
}

void payment_card(Route& route, const Data& payment) {
  const std::string name = payment["end_to_end"].text();
  ui::Card card(name, false);
  if (const std::string reason = payment["reason"].text(); !reason.empty()) ui::banner("reason", reason, Tone::bad);
  if (acts("finance") && payment["state"].text() == "given") {
    ui::Line line(8);
    form_button(route, tr("cmd.confirm_payment"), "confirm_payment", {}, ui::Look::primary, name, true);
    form_button(route, tr("cmd.reject_payment"), "reject_payment", {}, ui::Look::secondary, name, true);
  }
  const auto dialog = [&](std::string_view command, Key title, std::string_view field, Key label, bool with_day) {
    CommandForm form{.command = std::string(command),
                     .subject = name,
                     .title = std::string(tr(title)),
                     .intro = name + " · " + payment["merchant"].text() + " · ¥" + money(payment["amount"].text())};
    form.fields.push_back({.name = std::string(field), .label = std::string(tr(label))});
    if (with_day)
      form.fields.push_back({.name = "booked", .label = std::string(tr("payments.paid_on")), .ask = Ask::date, .initial = today()});
    form.fixed = {{"end_to_end", ui::json_text(name)}, {"amount", ui::json_text(payment["amount"].text())}};
    form_dialog(route, form);
  };
  dialog("confirm_payment", "cmd.confirm_payment", "bank_reference", "field.bank_reference", true);
  dialog("reject_payment", "cmd.reject_payment", "reason", "field.reason", false);
}

void draw_batch(Route& route, const Data& view) {
  const Data batch = view["batch"];
  const Data rows = view["rows"];
  ui::Scope scope(batch["batch"].text());
  {
    ui::Line line(10);
    ui::page_title(batch["number"].text());
    const ui::Cell open = open_payments(batch);
    ui::chip(open.text, open.tone);
    line.spring();
    file_buttons(batch);
  }
  {
    ui::Line line(16);
    ui::fact(tr("payments.made"), when(batch["made"].text()));
    ui::fact(tr("payments.holder"), batch["held_by"].text());
    ui::fact(tr("payments.total"), "¥" + money(batch["total"].text()));
  }
  ui::Card card(tr("ask.payment_batch"));
  const auto at = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i)); };
  const ui::TableEvents events = ui::table({.key = "payments",
                                            .label = tr("ask.payment_batch"),
                                            .columns = columns({{"payments.payee"},
                                                                {"col.number", ColumnKind::muted},
                                                                {"payments.account", ColumnKind::muted},
                                                                {"payments.name", ColumnKind::muted},
                                                                {"col.sum", ColumnKind::money},
                                                                {"col.state", ColumnKind::chip}}),
                                            .rows = static_cast<std::int64_t>(rows.size()),
                                            .cells =
                                                [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                                                  const Data row = at(i);
                                                  cells = {{row["merchant"].text()},
                                                           {.text = row["number"].text(), .href = paid_address(row)},
                                                           {row["bank"].text() + " " + row["bank_account"].text()},
                                                           {row["end_to_end"].text()},
                                                           {row["amount"].text()},
                                                           {payment_state(row), payment_tone(row)}};
                                                },
                                            .row_action = true,
                                            .is_open = [&](std::int64_t i) { return at(i)["end_to_end"].text() == route.param("show"); },
                                            .detail = [&](std::int64_t i) { payment_card(route, at(i)); }});
  if (events.opened >= 0) toggle_shown(route, at(events.opened)["end_to_end"].text());
}

void draw_batches(Route& route) {
  {
    ui::Line line;
    ui::page_title(tr("ask.payment_batches"));
    line.spring();
    if (acts("finance")) bank_file_button();
    if (acts("finance") && ui::button(tr("cmd.collect_payments"), {.look = ui::Look::primary, .key = "collect"}))
      run_now("collect", "collect_payments", "{}", std::string(tr("payments.collected")),
              [](const Data& outcome) { go(batch_address(outcome_arg(outcome, "batch"))); });
  }
  bank_file_card();
  ui::Card card;
  const LiveView& view = live_list(route, "payment_batches", {});
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events = ui::table({.key = "batches",
                                            .label = tr("ask.payment_batches"),
                                            .columns = columns({{"col.number"},
                                                                {"payments.made", ColumnKind::time},
                                                                {"payments.holder", ColumnKind::muted},
                                                                {"payments.count", ColumnKind::number},
                                                                {"payments.total", ColumnKind::money},
                                                                {"col.state", ColumnKind::chip}}),
                                            .rows = static_cast<std::int64_t>(rows.size()),
                                            .cells =
                                                [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                                                  const Data row = rows.at(static_cast<std::size_t>(i));
                                                  cells = {{row["number"].text()},  time_cell(row["made"].text()),
                                                           {row["held_by"].text()}, {count(row["payments"].integer())},
                                                           {row["total"].text()},   open_payments(row)};
                                                },
                                            .partial = !all_shown(route, view.view),
                                            .busy = view.earlier,
                                            .row_action = true,
                                            .empty_title = tr("payments.none"),
                                            .empty_body = tr("payments.none_body")});
  more_rows(route, view.view);
  if (events.opened >= 0) route = Route::parse(batch_address(rows.at(static_cast<std::size_t>(events.opened))["batch"].text()));
}

}  // namespace

void draw_payments_page(Route& route) {
  draw_banners(route);
  const std::string id(route.at(1));
  if (!is_id(id)) return draw_batches(route);
  JsonObject ask;
  const LiveView view = live("payment_batch", ask.put_json("batch", id).take());
  if (!view.loading && view.refusal.code.empty()) return draw_batch(route, view.view);
  ui::page_title(tr("ask.payment_batches"));
  ui::Card card;
  if (nothing_yet(view)) return;
}

}  // namespace ch::web::pages
