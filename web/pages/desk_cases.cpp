// The desks of the case engine: the cases of a chapter's procedures by step, their figures, the companies that they are about, and filing.
#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "web/host.h"
#include "web/pages/banners.h"
#include "web/pages/cases.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

struct Chapter {
  Key title;
  std::string_view rules;                          // of which chapter its procedures are
  std::span<const std::string_view> watched = {};  // the steps of its one procedure that are counted over the list
};

// The procedures of the chapter that there are here.
std::vector<Data> procedures_of(const Chapter& chapter) {
  std::vector<Data> out;
  const Data rows = live("procedures").view["rows"];
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows.at(i)["loaded"].flag() && rows.at(i)["rules"].text().starts_with(std::string(chapter.rules) + "-")) out.push_back(rows.at(i));
  return out;
}

const Data* named_in(const std::vector<Data>& procedures, std::string_view name) {
  for (const Data& one : procedures)
    if (one["procedure"].text() == name) return &one;
  return nullptr;
}

std::vector<ui::Choice> procedure_choices(const std::vector<Data>& procedures, bool all) {
  std::vector<ui::Choice> choices;
  if (all) choices.push_back({"", std::string(tr("work.all_procedures"))});
  for (const Data& one : procedures) choices.push_back({one["procedure"].text(), words_of(one)});
  return choices;
}

// ---- filing

constexpr std::string_view about_a_case = "appeal";  // the one that is about another case (RSK-8)

void file_dialog(Route& route, const std::vector<Data>& fileable) {
  if (!form_open(route, "file_case") || fileable.empty()) return;
  const Data* chosen = named_in(fileable, route.param("of"));
  if (!chosen) chosen = &fileable.front();
  std::string procedure = (*chosen)["procedure"].text();
  if (route.param("of") != procedure) open_form(route, "file_case", procedure);
  std::vector<FormField> fields{
      {.name = "party", .label = std::string(tr("case.about")), .ask = Ask::client, .help = std::string(tr("desk.party_help"))}};
  if (procedure == about_a_case)
    fields.push_back(
        {.name = "about", .label = std::string(tr("desk.about")), .ask = Ask::process, .help = std::string(tr("desk.about_help"))});
  for (FormField& field : fields_of((*chosen)["form"], false)) fields.push_back(std::move(field));
  std::string other = procedure;
  const std::vector<ui::Choice> choices = procedure_choices(fileable, false);
  form_dialog(route, {.command = "file_case",
                      .subject = procedure,
                      .title = std::string(tr("cmd.file_case")),
                      .fields = std::move(fields),
                      .fixed = {{"procedure", ui::json_text(procedure)}},
                      .takes_answers = true,
                      .takes_documents = true,
                      .above = [&] { ui::select({.key = "procedure", .label = tr("case.procedure"), .required = true}, other, choices); },
                      .then =
                          [](Route& to, const Data& outcome) {
                            if (const std::string process = outcome_arg(outcome, "process"); !process.empty()) to_case(to, process);
                          }});
  if (other != procedure) open_form(route, "file_case", other);
}

void register_dialogs(Route& route) {
  const FormField name{.name = "name", .label = std::string(tr("desk.company"))};
  const FormField code{.name = "code", .label = std::string(tr("desk.code"))};
  CommandForm client{.command = "register_client", .title = std::string(tr("cmd.register_client")), .fields = {name, code}};
  if (acts("reseller_user"))
    client.fixed = {{"reseller", std::to_string(session().actor.party)}};
  else
    client.fields.push_back({.name = "reseller", .label = std::string(tr("case.reseller")), .ask = Ask::client});
  form_dialog(route, client);
  form_dialog(route,
              {.command = "register_reseller",
               .title = std::string(tr("cmd.register_reseller")),
               .fields = {name, code, {.name = "emails", .label = std::string(tr("desk.email")), .ask = Ask::list, .keyboard = "email"}}});
}

// ---- what the tabs show

// Screening hits, and what waits for payment: how many, and the way to them (VER-3, VER-4).
void watched_steps(const Route& route, const Chapter& chapter, const std::vector<Data>& procedures) {
  if (chapter.watched.empty() || procedures.empty()) return;
  const Data& procedure = procedures.front();
  ui::Line line(16);
  for (std::size_t i = 0; i < procedure["steps"].size(); ++i) {
    const Data step = procedure["steps"].at(i);
    const std::string name = step["name"].text();
    if (!std::ranges::contains(chapter.watched, name)) continue;
    JsonObject ask;
    const LiveView& view = list_begin("cases", ask.put("procedure", procedure["procedure"].text()).put("step", name));
    if (view.loading) continue;
    const std::string n = count(static_cast<std::int64_t>(view.view["rows"].size())) + (view.view["next"].text().empty() ? "" : "+");
    Route there;
    there.path = route.path;
    there.set("step", name);
    ui::link(named(words_of(step), n), there.text());
  }
}

void cases_tab(Route& route, const Chapter& chapter, const std::vector<Data>& procedures) {
  const bool one_procedure = procedures.size() == 1;
  const Data* chosen = one_procedure ? &procedures.front() : named_in(procedures, route.param("procedure"));
  watched_steps(route, chapter, procedures);
  {
    ui::Scope scope("filters");
    ui::Columns columns({1, 1, 1, 1}, 640, 2);
    const auto step_filter = [&] {
      std::vector<ui::Choice> steps{{"", std::string(tr("filter.all"))}};
      for (std::size_t i = 0; i < (*chosen)["steps"].size(); ++i) {
        const Data step = (*chosen)["steps"].at(i);
        steps.push_back({step["name"].text(), words_of(step)});
      }
      std::string step(route.param("step"));
      if (ui::select({.key = "step", .label = tr("case.step")}, step, steps)) set_filter(route, "step", step);
    };
    std::string procedure(route.param("procedure"));
    if (one_procedure) {
      step_filter();
    } else if (ui::select({.key = "procedure", .label = tr("case.procedure")}, procedure, procedure_choices(procedures, true))) {
      route.set("step", {});
      set_filter(route, "procedure", procedure);
    }
    columns.next();
    saved_filters(route);  // where it stands whatever is known yet: a field that became another one would lose what was chosen
    columns.next();
    if (chosen && !one_procedure) step_filter();
    columns.next();
  }
  JsonObject ask;
  if (chosen) {
    ask.put("procedure", (*chosen)["procedure"].text());
    if (const std::string_view step = route.param("step"); !step.empty()) ask.put("step", step);
  } else {
    ask.put("rules", chapter.rules);
  }
  const LiveView view = live_list(route, "cases", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  const ui::TableEvents events = ui::table(
      {.key = "cases",
       .label = tr("ask.cases"),
       .columns = columns({{"col.number", ColumnKind::muted},
                           {"case.about"},
                           {one_procedure ? Key("case.pair") : Key("case.procedure"), ColumnKind::muted},
                           {"case.due", ColumnKind::mark},
                           {"case.who", ColumnKind::muted},
                           {one_procedure ? Key("case.opened") : Key("case.promise"), one_procedure ? ColumnKind::time : ColumnKind::mark},
                           {one_procedure ? Key("case.claimed_by") : Key("col.sum"), one_procedure ? ColumnKind::muted : ColumnKind::money},
                           {"case.step", ColumnKind::chip}}),
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data row = rows.at(static_cast<std::size_t>(i));
             const Tone tone = row["failed"].flag() ? Tone::bad : row["open"].flag() ? Tone::accent : Tone::good;
             const std::string pair = row["pair_number"].text();
             cells = {{row["number"].text()},
                      {row["name"].text()},
                      !one_procedure ? ui::Cell{words_of(row)}
                      : pair.empty() ? ui::Cell{}
                                     : ui::Cell{.text = pair, .href = case_address(row["pair"].text())},
                      due_cell(row),
                      {words_of(row, "who_")},
                      one_procedure ? time_cell(row["opened"].text()) : promise_cell(row),
                      {row[one_procedure ? "claimed_by" : "amount"].text()},
                      {words_of(row, "step_"), tone}};
           },
       .partial = !all_shown(route, view.view),
       .busy = view.earlier,
       .row_action = true,
       .empty_title = tr("desk.none"),
       .empty_body = tr("desk.none_body")});
  more_rows(route, view.view);
  if (events.opened >= 0) to_case(route, rows.at(static_cast<std::size_t>(events.opened))["process"].text());
}

// "2026-11-01" of this month and the five before it.
std::vector<std::string> months() {
  constexpr int most = 6;
  int year = 0, month = 0;
  const std::string now = today();
  std::from_chars(now.data(), now.data() + 4, year);
  std::from_chars(now.data() + 5, now.data() + 7, month);
  std::vector<std::string> out;
  while (out.size() < most) {
    out.push_back(std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-01");
    if (--month == 0) month = 12, --year;
  }
  return out;
}

std::string month_filter(Route& route) {
  std::vector<ui::Choice> choices;
  for (const std::string& first : months()) choices.push_back({first, first.substr(0, 7)});
  std::string chosen(route.param("month").empty() ? choices.front().value : route.param("month"));
  if (ui::select({.key = "month", .label = tr("figures.month"), .max_width = 260}, chosen, choices)) set_filter(route, "month", chosen);
  return chosen;
}

// PRO-9: page after page, then one file.
void download_log(const std::string& procedure, const std::string& cursor, std::string before) {
  JsonObject ask;
  ask.put("procedure", procedure).put("language", language() == Language::zh ? "zh" : "en");
  if (!cursor.empty()) ask.put("cursor", cursor);
  client().query("case_log", ask.take(), [procedure, before = std::move(before)](const Answer& answer) mutable {
    if (!answer.ok) return ui::toast(tr_code("err.", answer.code), Tone::bad);
    before += answer.value["content"].text();
    const std::string next = answer.value["next"].text();
    if (!next.empty()) return download_log(procedure, next, std::move(before));
    host().save_text(procedure + ".xes", "application/xml", before);
  });
}

// CON-11: whose cases are all his to see.
std::vector<Data> seen_by_him(std::vector<Data> procedures) {
  std::erase_if(procedures, [](const Data& one) { return !one["sees_all"].flag(); });
  return procedures;
}

const Data& whose_figures(const Route& route, const std::vector<Data>& procedures) {
  const Data* chosen = named_in(procedures, route.param("procedure"));
  return chosen ? *chosen : procedures.front();
}

void figures_tab(Route& route, const Chapter&, const std::vector<Data>& all) {
  const std::vector<Data> procedures = seen_by_him(all);
  if (procedures.empty()) return ui::empty_state(tr("desk.none"), tr("desk.none_body"));
  std::string procedure = whose_figures(route, procedures)["procedure"].text();
  std::string month;
  {
    ui::Scope scope("filters");
    ui::Columns columns({1, 1, 2}, 640, 2);
    if (procedures.size() > 1) {
      if (ui::select({.key = "procedure", .label = tr("case.procedure")}, procedure, procedure_choices(procedures, false)))
        set_filter(route, "procedure", procedure);
      columns.next();
    }
    month = month_filter(route);
    columns.next();
    if (procedures.size() == 1) columns.next();
  }
  JsonObject ask;
  const LiveView view = filtered(route, "case_figures", ask.put("procedure", procedure).put("month", month));
  if (nothing_yet(view)) return;
  const Data steps = view.view["steps"];
  ui::table({.key = "figures",
             .label = tr("ask.case_figures"),
             .columns = columns({{"case.step"},
                                 {"figures.here", ColumnKind::number},
                                 {"figures.entered", ColumnKind::number},
                                 {"figures.in_time", ColumnKind::number},
                                 {"figures.late", ColumnKind::number},
                                 {"figures.mean", ColumnKind::number}}),
             .rows = static_cast<std::int64_t>(steps.size()),
             .cells = [&](std::int64_t i, std::vector<ui::Cell>& cells) {
               const Data step = steps.at(static_cast<std::size_t>(i));
               const std::int64_t late = step["left_late"].integer();
               const bool left = late + step["left_in_time"].integer() > 0;
               cells = {{words_of(step)},
                        {count(step["here"].integer())},
                        {count(step["entered"].integer())},
                        {count(step["left_in_time"].integer())},
                        {count(late), late > 0 ? Tone::bad : Tone::plain},
                        {left ? time_span(step["mean_minutes"].integer() * 60'000) : std::string{}}};
             }});
  const Data counts = view.view["counts"];
  if (counts.size() == 0) return;
  sub_heading(tr("figures.counts"));
  std::vector<ui::Pair> pairs;
  for (std::size_t i = 0; i < counts.size(); ++i) pairs.push_back({words_of(counts.at(i)), count(counts.at(i)["count"].integer())});
  ui::key_values(pairs);
}

void clients_tab(Route& route, const Chapter&, const std::vector<Data>&) {
  {
    ui::Line line(8);
    const bool staff = acts("settlement_operations") || acts("channel");
    if (staff) form_button(route, tr("cmd.register_reseller"), "register_reseller", {}, ui::Look::secondary, {}, true);
    if (staff || acts("reseller_user")) form_button(route, tr("cmd.register_client"), "register_client", {}, ui::Look::secondary, {}, true);
  }
  filter_text(route, "search", tr("desk.search"));
  JsonObject ask;
  if (const std::string_view search = route.param("search"); !search.empty()) ask.put("search", search);
  const LiveView view = live_list(route, "clients", ask);
  if (nothing_yet(view)) return;
  const Data rows = view.view["rows"];
  ui::table({.key = "clients",
             .label = tr("ask.clients"),
             .columns = columns({{"desk.company"},
                                 {"desk.code", ColumnKind::muted},
                                 {"desk.kind", ColumnKind::muted},
                                 {"case.reseller", ColumnKind::muted},
                                 {"book.deposit", ColumnKind::money},
                                 {"book.owed", ColumnKind::money}}),
             .rows = static_cast<std::int64_t>(rows.size()),
             .cells =
                 [&](std::int64_t i, std::vector<ui::Cell>& cells) {
                   const Data row = rows.at(static_cast<std::size_t>(i));
                   cells = {{row["name"].text()},     {row["code"].text()},    {tr_code("party.", row["kind"].text())},
                            {row["reseller"].text()}, {row["deposit"].text()}, {row["owed"].text()}};
                 },
             .partial = !all_shown(route, view.view),
             .busy = view.earlier,
             .empty_title = tr("desk.no_clients"),
             .empty_body = tr("desk.no_clients_body")});
  more_rows(route, view.view);
  register_dialogs(route);
}

struct ChapterTab {
  std::string_view key;
  Key name;
  void (*draw)(Route&, const Chapter&, const std::vector<Data>& procedures);
  bool for_resellers;
};
constexpr std::array chapter_tabs{ChapterTab{"cases", "ask.cases", cases_tab, true},
                                  ChapterTab{"figures", "ask.case_figures", figures_tab, false},
                                  ChapterTab{"clients", "ask.clients", clients_tab, true}};

void draw_chapter_tabs(Route& route, const Chapter& chapter, const std::vector<Data>& procedures) {
  std::vector<const ChapterTab*> his;
  std::vector<std::string_view> names;
  int chosen = 0;
  for (const ChapterTab& tab : chapter_tabs) {
    if (!tab.for_resellers && acts("reseller_user")) continue;
    if (tab.key == route.param("tab")) chosen = static_cast<int>(his.size());
    his.push_back(&tab);
    names.push_back(tr(tab.name));
  }
  ui::Card card;
  const int now = ui::tabs(tr(chapter.title), names, chosen);
  const ChapterTab& tab = *his[static_cast<std::size_t>(now)];
  if (now != chosen) {
    Route fresh;  // filters of one tab mean nothing to another
    fresh.path = route.path;
    fresh.set("tab", tab.key);
    route = fresh;
  }
  ui::Scope scope(tab.key);
  tab.draw(route, chapter, procedures);
}

void draw_chapter(Route& route, const Chapter& chapter) {
  draw_banners(route);
  const std::vector<Data> procedures = procedures_of(chapter);
  std::vector<Data> fileable;
  for (const Data& one : procedures)
    if (one["may_file"].flag()) fileable.push_back(one);
  {
    ui::Line line;
    ui::page_title(tr(chapter.title));
    line.spring();
    const std::vector<Data> seen = seen_by_him(procedures);
    if (route.param("tab") == "figures" && !acts("reseller_user") && !seen.empty() &&
        ui::button(tr("figures.download_log"), {.key = "log"}))
      download_log(whose_figures(route, seen)["procedure"].text(), {}, {});
    if (!fileable.empty()) form_button(route, tr("cmd.file_case"), "file_case", {}, ui::Look::primary);
  }
  file_dialog(route, fileable);
  draw_chapter_tabs(route, chapter, procedures);
}

}  // namespace

void draw_verification_page(Route& route) {
  static constexpr std::array<std::string_view, 2> watched{"held", "paying"};
  draw_chapter(route, {"nav.verification", "VER", watched});
}
void draw_risk_page(Route& route) { draw_chapter(route, {"nav.risk", "RSK"}); }

}  // namespace ch::web::pages
