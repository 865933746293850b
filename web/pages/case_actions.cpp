// What may be done with a case: its procedure's own steps, each by its form, and who has it in hand.
#include "web/pages/cases.h"
#include "web/pages/session.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

std::string about(const std::string& process) {
  JsonObject out;
  return out.put_json("process", process).take();
}

Gate gate_of_step(const Data& action) {
  const bool may = action["code"].text().empty();
  return {.known = true, .enabled = may, .allowed = true, .why = may ? std::string{} : words_of(action, "why_")};
}

// VER-7: what is filled in stands in the document that was filed last, and is compared with what is known.
bool compares(const Data& form) {
  for (std::size_t i = 0; i < form.size(); ++i)
    if (!form.at(i)["known"].text().empty()) return true;
  return false;
}

// CON-12: a receipt's number is compared with one that is masked; whoever needs it in full asks for it here, beside the picture.
void beside_form(const Data& view) {
  newest_document(view, 480);
  const std::string process = view["row"]["process"].text();
  for (std::size_t i = 0; i < view["answers"].size(); ++i) {
    const Data answer = view["answers"].at(i);
    if (!answer["masked"].flag()) continue;
    ui::Line line(10);
    ui::fact(words_of(answer), masked_or_shown(answer["value"].text(), answer["name"].text(), process));
    show_answer_button(process, answer["name"].text(), words_of(answer));
  }
}

std::string begun_key(const Data& row, const Data& open) { return row["process"].text() + "." + open["procedure"].text(); }

// RSK-8: what may be begun about this case, until when, or why not. False: nothing is said.
bool begin_buttons(Route& route, const Data& view) {
  const Data opens = view["opens"];
  for (std::size_t i = 0; i < opens.size(); ++i) {
    const Data open = opens.at(i);
    const bool may = open["code"].text().empty();
    if (open["mine"].flag())
      form_button(route, words_of(open), "file_case", {.enabled = may, .why = words_of(open, "why_")}, ui::Look::secondary,
                  begun_key(view["row"], open));
    if (!may)
      ui::small(words_of(open, "why_"));
    else if (!open["until"].empty())
      ui::small(tr("case.opens_until", {{"what", words_of(open)}, {"when", until(open["until"].text(), TimeForm::date_time)}}));
  }
  return opens.size() > 0;
}

void step_buttons(Route& route, const Data& view) {
  const Data actions = view["actions"];
  const std::string process = view["row"]["process"].text();
  std::string why;
  {
    ui::Line line(8);
    bool first = true;
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const Data action = actions.at(i);
      const Gate gate = gate_of_step(action);
      if (!gate.enabled) why = gate.why;
      form_button(route, words_of(action), "step_case", gate, first && gate.enabled ? ui::Look::primary : ui::Look::secondary,
                  process + "." + action["on"].text());
      if (gate.enabled) first = false;
    }
  }
  if (!why.empty()) ui::small(why);  // a finger sees no tooltip
  const bool begun = begin_buttons(route, view);
  // Withdrawals and exceptions are taken on at their own desks.
  const std::string procedure = view["row"]["open"].flag() ? view["row"]["procedure"].text() : std::string{};
  if (procedure == "withdrawal" && (acts("settlement_operations") || acts("finance")))
    ui::link(tr("ask.withdrawals"), "#/withdrawals");
  else if (procedure == "exception" && acts("settlement_operations"))
    ui::link(tr("ask.exceptions"), "#/exceptions");
  else if (!(begun && view["row"]["open"].flag()) && actions.size() == 0 && !view["row"]["answer"].flag())
    ui::small(!view["row"]["open"].flag() ? std::string(tr("case.over"))
              : view["row"]["awaits"].integer() > 0
                  ? tr("case.awaits_who", {{"number", view["row"]["awaits_number"].text()}, {"who", words_of(view["row"], "who_")}})
                  : std::string(tr("case.waits")));
}

void step_forms(Route& route, const Data& view) {
  const Data row = view["row"];
  const std::string process = row["process"].text();
  bool found = false;
  for (std::size_t i = 0; i < view["actions"].size(); ++i) {
    const Data action = view["actions"].at(i);
    found = found || route.param("of") == process + "." + action["on"].text();
    form_dialog(route,
                {.command = "step_case",
                 .subject = process + "." + action["on"].text(),
                 .title = words_of(action),
                 .intro = row["number"].text() + " · " + row["name"].text(),
                 .fields = fields_of(action["form"], true),
                 .fixed = {{"process", process}, {"step", ui::json_text(row["step"].text())}, {"on", ui::json_text(action["on"].text())}},
                 .takes_answers = true,
                 .takes_documents = true,
                 .beside = compares(action["form"]) && has_picture(view) ? std::function<void()>([&] { beside_form(view); })
                                                                         : std::function<void()>{}});
  }
  for (std::size_t i = 0; i < view["opens"].size(); ++i) {
    const Data open = view["opens"].at(i);
    const std::string subject = begun_key(row, open);
    found = found || (route.param("of") == subject && open["mine"].flag() && open["code"].text().empty());
    form_dialog(route,
                {.command = "file_case",
                 .subject = subject,
                 .title = words_of(open),
                 .intro = row["number"].text() + " · " + row["name"].text(),
                 .fields = fields_of(open["form"], false),
                 .fixed = {{"procedure", ui::json_text(open["procedure"].text())}, {"party", row["party"].text()}, {"about", process}},
                 .takes_answers = true,
                 .takes_documents = true});
  }
  if ((form_open(route, "step_case") || form_open(route, "file_case")) && !found) leave_form(route);
}

void hand_buttons(Route& route, const Data& view, const std::string& process) {
  ui::Line line(8);
  if (view["may_claim"].flag()) now_button(tr("cmd.claim_case"), "claim_case", about(process), {}, ui::Look::secondary, process, true);
  if (view["may_return"].flag()) now_button(tr("cmd.return_case"), "return_case", about(process), {}, ui::Look::secondary, process, true);
  if (view["may_pass"].flag()) form_button(route, tr("cmd.pass_case"), "pass_case", {}, ui::Look::secondary, process, true);
  if (view["may_write"].flag() && !acts("administrator"))
    form_button(route, tr("cmd.write_on_case"), "write_on_case", {}, view["row"]["answer"].flag() ? ui::Look::primary : ui::Look::secondary,
                process, true);
  if (!view["row"]["promised"].empty() && !acts("reseller_user") && !acts("administrator") && !acts("auditor"))
    form_button(route, tr("cmd.hand_on_case"), "hand_on_case", {}, ui::Look::secondary, process, true);
}

void hand_forms(Route& route, const std::string& process) {
  const auto dialog = [&](Key title, std::string_view command, std::vector<FormField> fields, Key intro, bool documents = false) {
    form_dialog(route, {.command = std::string(command),
                        .subject = process,
                        .title = std::string(tr(title)),
                        .intro = std::string(tr(intro)),
                        .fields = std::move(fields),
                        .fixed = {{"process", process}},
                        .takes_documents = documents});
  };
  dialog("cmd.write_on_case", "write_on_case",
         {{.name = "text", .label = std::string(tr("case.text")), .ask = Ask::area},
          {.name = "document", .label = std::string(tr("case.document")), .ask = Ask::document, .required = false}},
         "case.write_intro", true);
  dialog("cmd.pass_case", "pass_case",
         {{.name = "user", .label = std::string(tr("users.user"))},
          {.name = "note", .label = std::string(tr("case.note")), .ask = Ask::area, .required = false}},
         "case.pass_intro");
  dialog("cmd.hand_on_case", "hand_on_case", {{.name = "team", .label = std::string(tr("case.team"))}}, "case.hand_on_intro");
}

}  // namespace

void case_actions(Route& route, const Data& view, bool alone) {
  const std::string process = view["row"]["process"].text();
  ui::Card card(tr("case.actions"), alone);
  step_buttons(route, view);
  hand_buttons(route, view, process);
  case_next(view);
  step_forms(route, view);
  hand_forms(route, process);
}

}  // namespace ch::web::pages
