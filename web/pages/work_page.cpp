// My work (PRO-5): what whoever sits there may do, the most urgent first.
#include "web/pages/banners.h"
#include "web/pages/cases.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

std::string bulk_key(const Data& bulk) { return bulk["procedure"].text() + "." + bulk["step"].text() + "." + bulk["on"].text(); }

std::string bulk_title(const Data& bulk) { return named(tr("cmd.step_cases"), words_of(bulk)); }

void urgency_chips(const Data& view) {
  const std::string more = view["more"].flag() ? "+" : "";
  const auto chip = [&](Key words, std::string_view member, Tone tone) {
    if (const std::int64_t n = view[member].integer(); n > 0) ui::chip(tr(words, {{"n", count(n) + more}}), tone);
  };
  chip("work.late", "late", Tone::bad);
  chip("work.today", "today", Tone::warn);
  chip("work.later", "later", Tone::muted);
}

// The most urgent that nobody has yet; what a superior sees, and an answer that is promised, are nobody's to claim.
void claim_next(const Data& rows) {
  if (rows.size() == 0) return;
  Data next;
  for (std::size_t i = 0; i < rows.size() && next.empty(); ++i)
    if (rows.at(i)["may_claim"].flag()) next = rows.at(i);
  if (!ui::button(tr("work.claim_next"), {.enabled = !next.empty(), .why_not = tr("work.none_to_claim"), .key = "claim_next"})) return;
  JsonObject payload;
  const std::string process = next["process"].text();
  run_now("claim_next", "claim_case", payload.put_json("process", process).take(),
          tr("form.done", {{"what", named(tr("cmd.claim_case"), next["number"].text())}}),
          [process](const Data&) { go(case_address(process)); });
}

void work_head(Route& route, const LiveView& view) {
  ui::Line line(10);
  ui::page_title(tr("ask.inbox"));
  ui::name_page(tr("ask.inbox"), {});
  urgency_chips(view.view);
  line.spring();
  if (!acts("reseller_user")) form_button(route, tr("cmd.set_absence"), "set_absence", {});
  claim_next(view.view["rows"]);
  const Data bulk = view.view["bulk"];
  for (std::size_t i = 0; i < bulk.size(); ++i)
    form_button(route, bulk_title(bulk.at(i)), "step_cases", {}, ui::Look::primary, bulk_key(bulk.at(i)));
}

// Those of the rows that the bulk action is for, to be ticked.
std::vector<ui::Choice> cases_for(const Data& bulk, const Data& rows) {
  std::vector<ui::Choice> cases;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Data row = rows.at(i);
    if (row["procedure"].text() == bulk["procedure"].text() && row["step"].text() == bulk["step"].text())
      cases.push_back({row["process"].text(), row["number"].text() + " · " + row["name"].text()});
  }
  return cases;
}

void work_dialogs(Route& route, const Data& view) {
  bool found = false;
  for (std::size_t i = 0; i < view["bulk"].size(); ++i) {
    const Data bulk = view["bulk"].at(i);
    found = found || route.param("of") == bulk_key(bulk);
    std::vector<FormField> fields{
        {.name = "processes", .label = std::string(tr("work.which")), .ask = Ask::some_of, .choices = cases_for(bulk, view["rows"])}};
    for (FormField& field : fields_of(bulk["form"], true)) fields.push_back(std::move(field));
    form_dialog(route, {.command = "step_cases",
                        .subject = bulk_key(bulk),
                        .title = bulk_title(bulk),
                        .intro = std::string(tr("work.bulk_intro")),
                        .fields = std::move(fields),
                        .fixed = {{"step", ui::json_text(bulk["step"].text())}, {"on", ui::json_text(bulk["on"].text())}},
                        .takes_answers = true});
  }
  if (form_open(route, "step_cases") && !found && !view.empty()) leave_form(route);
  form_dialog(route, {.command = "set_absence",
                      .title = std::string(tr("cmd.set_absence")),
                      .intro = std::string(tr("work.absence_intro")),
                      .fields = {{.name = "delegate", .label = std::string(tr("work.delegate")), .required = false},
                                 {.name = "last_day", .label = std::string(tr("work.last_day")), .ask = Ask::date, .required = false}}});
}

void procedure_filter(Route& route) {
  std::vector<ui::Choice> choices{{"", std::string(tr("work.all_procedures"))}};
  const Data rows = live("procedures").view["rows"];
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.at(i)["loaded"].flag()) choices.push_back({rows.at(i)["procedure"].text(), words_of(rows.at(i))});
  std::string chosen(route.param("procedure"));
  ui::Scope scope("filters");
  ui::Columns columns({1, 1, 2}, 640, 2);
  if (ui::select({.key = "procedure", .label = tr("case.procedure")}, chosen, choices)) set_filter(route, "procedure", chosen);
  columns.next();
  saved_filters(route);
  columns.next();
}

void work_list(Route& route, const LiveView& view) {
  ui::Card card;
  procedure_filter(route);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events = ui::table({.key = "inbox",
                                            .label = tr("ask.inbox"),
                                            .columns = columns({{"case.due", ColumnKind::mark},
                                                                {"work.what"},
                                                                {"col.number", ColumnKind::muted},
                                                                {"case.about"},
                                                                {"case.procedure", ColumnKind::muted},
                                                                {"case.who", ColumnKind::muted},
                                                                {"case.claimed_by", ColumnKind::muted}}),
                                            .rows = static_cast<std::int64_t>(rows.size()),
                                            .cells =
                                                [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                                                  const Data row = rows.at(static_cast<std::size_t>(i));
                                                  const bool answer = row["answer"].flag();
                                                  cells = {answer ? promise_cell(row) : due_cell(row),
                                                           {answer ? std::string(tr("case.answer")) : words_of(row, "step_")},
                                                           {row["number"].text()},
                                                           {row["name"].text()},
                                                           {words_of(row)},
                                                           {answer ? role_word(session().actor.role) : words_of(row, "who_")},
                                                           {row["claimed_by"].text()}};
                                                },
                                            .partial = !all_shown(route, view.view),
                                            .busy = view.earlier,
                                            .row_action = true,
                                            .empty_title = tr("work.none"),
                                            .empty_body = tr("work.none_body")});
  more_rows(route, view.view);
  if (events.opened >= 0) to_case(route, rows.at(static_cast<std::size_t>(events.opened))["process"].text());
}

std::string share_of(std::int64_t part, std::int64_t whole) {
  const std::int64_t tenths = (part * 1000 + whole / 2) / whole;
  return count(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

// How those who share the tasks stand this month (PRO-9).
void work_figures() {
  const Data view = live("work_figures").view;
  const std::int64_t in_time = view["in_time"].integer(), done = in_time + view["late"].integer();
  const std::int64_t before = view["in_time_before"].integer() + view["late_before"].integer();
  const std::int64_t promised = view["promised"].integer();
  if (done + before + promised == 0) return;
  ui::Columns columns({1, 1, 1}, 480);
  ui::figure(tr("work.on_time"), done == 0 ? "—" : share_of(in_time, done),
             before == 0 ? tr("work.of", {{"n", count(in_time)}, {"all", count(done)}})
                         : tr("work.on_time_before", {{"share", share_of(view["in_time_before"].integer(), before)}}));
  columns.next();
  if (promised > 0)
    ui::figure(tr("work.promises"), share_of(view["kept"].integer(), promised),
               tr("work.of", {{"n", count(view["kept"].integer())}, {"all", count(promised)}}));
  else
    ui::figure(tr("work.done"), count(done), tr("work.this_month"));
  columns.next();
  ui::figure(tr("work.mean"), done == 0 ? "—" : time_span(view["mean_minutes"].integer() * 60'000), tr("work.mean_note"));
}

}  // namespace

void draw_work_page(Route& route) {
  draw_banners(route);
  JsonObject ask;
  if (const std::string_view procedure = route.param("procedure"); !procedure.empty()) ask.put("procedure", procedure);
  const LiveView view = live_list(route, "inbox", ask);
  work_head(route, view);
  work_dialogs(route, view.view);
  work_list(route, view);
  work_figures();
}

}  // namespace ch::web::pages
