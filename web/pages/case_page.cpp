// One case: where it stands and by when, what may be done, and all that it has been through (PRO-3, PRO-4).
#include "web/pages/banners.h"
#include "web/pages/cases.h"
#include "web/pages/live.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

Tone step_tone(const Data& row) {
  if (row["failed"].flag()) return Tone::bad;
  return row["open"].flag() ? Tone::accent : Tone::good;
}

void case_title(const Data& view) {
  const Data row = view["row"];
  {
    ui::Line line(10);
    ui::small(words_of(row) + " /");
    ui::page_title(row["number"].text() + "  " + row["name"].text());
    ui::chip(words_of(row, "step_"), step_tone(row));
    line.spring();
    if (row["open"].flag() && !row["due"].empty()) {
      const Due due = due_of(row);
      ui::small(tr("figure.due", {{"when", until(row["due"].text(), TimeForm::date_time)}}));
      ui::strong(due.left, due.tone);
    }
  }
  ui::name_page(row["number"].text(), row["name"].text());
  ui::Line line(16);
  if (const std::string who = words_of(row, "who_"); !who.empty()) ui::fact(tr("case.who"), who);
  if (const std::string awaits = row["awaits_number"].text(); !awaits.empty())
    ui::link(tr("case.awaits", {{"number", awaits}}), case_address(row["awaits"].text()));
  if (const std::string claimed = row["claimed_by"].text(); !claimed.empty()) ui::fact(tr("case.claimed_by"), claimed);
  if (const std::string reseller = view["reseller"].text(); !reseller.empty()) ui::fact(tr("case.reseller"), reseller);
  ui::fact(tr("case.filed_by"), view["filed_by"].text() + " · " + when(row["opened"].text()));
  if (const std::string deadline = words_of(view, "deadline_"); !deadline.empty() && row["open"].flag())
    ui::fact(tr("case.deadline"), deadline);
}

// How far it has come on the usual way.
void case_steps(const Data& view) {
  std::vector<ui::Step> all;
  for (std::size_t i = 0; i < view["steps"].size(); ++i) {
    const Data step = view["steps"].at(i);
    const std::string state = step["state"].text();
    all.push_back({words_of(step), step["at"].empty() ? std::string{} : when(step["at"].text()),
                   state == "done"     ? ui::StepState::done
                   : state == "now"    ? ui::StepState::now
                   : state == "failed" ? ui::StepState::failed
                                       : ui::StepState::todo});
  }
  ui::Card card(tr("case.steps"));
  ui::path(tr("case.steps"), all);
}

void draw_one_case(Route& route, const Data& view) {
  const Data row = view["row"];
  ui::Scope scope(row["process"].text());
  case_title(view);
  if (const std::string promised = row["promised"].text(); !promised.empty())
    ui::banner("promised",
               tr(is_past(promised) ? Key("case.promise_broken") : Key("case.promised"), {{"when", until(promised, TimeForm::date_time)}}),
               is_past(promised) ? Tone::bad : Tone::warn);
  const bool slim = ui::narrow();  // there the steps are long, and what may be done comes first
  if (!slim && !case_chart(view)) case_steps(view);
  {
    ui::Columns columns({1, 1}, 720);
    const bool documents = has_documents(view);  // they take the other column, and the rest stands under the actions
    case_actions(route, view, !documents);
    if (!documents) columns.next();
    case_answers(view);
    case_related(view);
    if (documents) columns.next();
    case_documents(view);
  }
  if (slim) case_steps(view);
  case_history(view);
  case_messages(route, view);
  if (!slim) case_ways(view);
}

}  // namespace

void draw_case_page(Route& route) {
  draw_banners(route);
  const std::string id(route.at(1).empty() ? route.param("process") : route.at(1));
  if (!is_id(id)) {
    ui::page_title(tr("ask.case"));
    ui::Card card;
    return ui::empty_state(tr("live.refused"), tr("case.none"));
  }
  JsonObject ask;
  const LiveView view = live("case", ask.put_json("process", id).take());
  if (!view.loading && view.refusal.code.empty()) return draw_one_case(route, view.view);
  ui::page_title(tr("ask.case"));
  ui::Card card;
  if (nothing_yet(view)) return;
}

}  // namespace ch::web::pages
