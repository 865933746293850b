// The desk of wires (PRE-5): what waits to be matched, what is to go back, and a wire taken in by hand.
#include <array>

#include "web/pages/bank_file.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/forms.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

constexpr std::array wire_states{"suspense", "return_due", "credited", "returned", "kept"};

void candidates(const Data& wire, const std::string& id) {
  const Data list = wire["candidates"];
  if (list.size() == 0) return;
  sub_heading(tr("wires.candidates"));
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Data one = list.at(i);
    ui::Scope scope("candidate" + std::to_string(i));
    ui::Line line(10);
    ui::strong(one["number"].text());
    const std::string amount = "¥" + money(one["amount"].text());
    ui::text(one["merchant"].text() + " · " + amount);
    ui::small(words_of(one, "reason_"));
    line.spring();
    JsonObject payload;
    payload.put_json("wire", id).put_json("account", one["account"].text());
    if (one["recharge"].integer() > 0) payload.put_json("recharge", one["recharge"].text());
    if (acts("settlement_operations"))
      now_button(tr("cmd.match_wire"), "match_wire", payload.take(), gate_of(wire["actions"], "match_wire"), ui::Look::primary,
                 id + "." + std::to_string(i), true, named(tr("cmd.match_wire"), one["number"].text() + " " + amount));
  }
}

void wire_card(Route& route, const Data& wire) {
  const std::string id = wire["wire"].text();
  const std::string state = wire["state"].text();
  ui::Card card(tr("wires.one", {{"number", wire["number"].text()}}));
  {
    ui::Line line(8);
    ui::chip(state_word(state), state_tone(state));
    ui::strong("¥" + money(wire["amount"].text()));
    ui::small(date(wire["booked"].text()));
  }
  if (const std::string reason = words_of(wire, "reason_"); !reason.empty()) ui::banner("reason", reason, Tone::warn);
  auto said = [](Key label, const std::string& value) {
    return value.empty() ? ui::Pair{std::string(tr(label)), std::string(tr("wires.not_given")), Tone::muted}
                         : ui::Pair{std::string(tr(label)), value};
  };
  ui::key_values(std::vector<ui::Pair>{said("field.payer_name", wire["payer_name"].text()),
                                       said("field.payer_account", masked_or_shown(wire["payer_account"].text(), "payer_account", id)),
                                       said("field.remark", wire["remark"].text()),
                                       said("field.bank_reference", wire["bank_reference"].text())});
  show_in_full_button("payer_account", id, "payer_account");
  candidates(wire, id);
  const Data actions = wire["actions"];
  {
    ui::Line line(8);
    if (acts("settlement_operations") && state == "suspense") {
      form_button(route, tr("wires.match_other"), "match_wire", gate_of(actions, "match_wire"), ui::Look::secondary, id, true);
      form_button(route, tr("cmd.return_wire"), "return_wire", gate_of(actions, "return_wire"), ui::Look::secondary, id, true);
    }
    if (acts("finance") && (state == "suspense" || state == "return_due"))
      form_button(route, tr("cmd.keep_wire"), "keep_wire", gate_of(actions, "keep_wire"), ui::Look::secondary, id, true);
    if (acts("finance") && state == "return_due")
      form_button(route, tr("cmd.confirm_wire_returned"), "confirm_wire_returned", gate_of(actions, "confirm_wire_returned"),
                  ui::Look::primary, id, true);
  }
  const std::string payer = wire["payer_name"].text();
  const std::string intro = (payer.empty() ? wire["number"].text() : payer) + " · ¥" + money(wire["amount"].text());
  form_dialog(route, {.command = "match_wire",
                      .subject = id,
                      .title = std::string(tr("cmd.match_wire")),
                      .intro = intro + "\n" + std::string(tr("wires.match_intro")),
                      .fields = {{.name = "account",
                                  .label = std::string(tr("field.account")),
                                  .ask = Ask::account,
                                  .help = std::string(tr("field.account_help"))}},
                      .fixed = {{"wire", id}}});
  form_dialog(route,
              {.command = "keep_wire",
               .subject = id,
               .title = std::string(tr("cmd.keep_wire")),
               .intro = intro,
               .fields = {{.name = "as",
                           .label = std::string(tr("field.own_money")),
                           .ask = Ask::choice,
                           .choices = {{"own_funds", std::string(tr("book.own_funds"))}, {"interest", std::string(tr("own.interest"))}}},
                          {.name = "reason", .label = std::string(tr("field.reason"))}},
               .fixed = {{"wire", id}}});
  form_dialog(route, {.command = "return_wire",
                      .subject = id,
                      .title = std::string(tr("cmd.return_wire")),
                      .intro = intro,
                      .fields = {{.name = "reason", .label = std::string(tr("field.reason"))}},
                      .fixed = {{"wire", id}},
                      .look = ui::Look::danger});
  form_dialog(route, {.command = "confirm_wire_returned",
                      .subject = id,
                      .title = std::string(tr("cmd.confirm_wire_returned")),
                      .intro = intro,
                      .fields = {{.name = "bank_reference", .label = std::string(tr("field.return_reference"))}},
                      .fixed = {{"wire", id}}});
}

void take_dialog(Route& route) {
  form_dialog(route,
              {.command = "take_wire",
               .title = std::string(tr("cmd.take_wire")),
               .intro = std::string(tr("wires.take_intro")),
               .fields = {{.name = "bank_reference", .label = std::string(tr("field.bank_reference"))},
                          {.name = "booked", .label = std::string(tr("field.booked")), .ask = Ask::date, .initial = today()},
                          {.name = "amount", .label = std::string(tr("field.amount")), .ask = Ask::money},
                          {.name = "payer_name", .label = std::string(tr("field.payer_name")), .required = false, .send_empty = true},
                          {.name = "payer_account",
                           .label = std::string(tr("field.payer_account")),
                           .ask = Ask::digits,
                           .required = false,
                           .send_empty = true},
                          {.name = "remark", .label = std::string(tr("field.remark")), .required = false, .send_empty = true}},
               .again = std::string(tr("wires.taken_before"))});
}

void wire_cells(const Data& row, std::vector<ui::Cell>& cells) {
  const std::string state = row["state"].text();
  const std::string payer = row["payer_name"].text();
  cells = {payer.empty() ? ui::Cell{std::string(tr("wires.not_given")), Tone::muted} : ui::Cell{payer},
           {row["number"].text()},
           {date(row["booked"].text())},
           {row["remark"].text()},
           {row["amount"].text()},
           {state_word(state), state_tone(state)}};
}

}  // namespace

void draw_wires_page(Route& route) {
  draw_banners(route);
  {
    ui::Line line;
    ui::page_title(tr("ask.wires"));
    line.spring();
    bank_file_button();
    if (acts("settlement_operations") || acts("finance")) form_button(route, tr("cmd.take_wire"), "take_wire", {}, ui::Look::primary);
  }
  bank_file_card();
  draw_desk(route, {.query = "wires",
                    .title = tr("ask.wires"),
                    .id = "wire",
                    .states = wire_states,
                    .waiting = 2,
                    .first_state = "suspense",
                    .columns = columns({{"field.payer_name"},
                                        {"col.number", ColumnKind::muted},
                                        {"field.booked", ColumnKind::time},
                                        {"field.remark", ColumnKind::muted},
                                        {"col.sum", ColumnKind::money},
                                        {"col.state", ColumnKind::chip}}),
                    .cells = wire_cells,
                    .empty_title = tr("wires.none"),
                    .empty_body = tr("wires.none_body"),
                    .card = wire_card});
  take_dialog(route);
}

}  // namespace ch::web::pages
