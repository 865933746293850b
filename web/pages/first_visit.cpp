// Before there is anything: the database opens, another tab holds it, or it is empty and a start is chosen (WEB-18,
// WEB-21).
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

void waiting_screen() {
  const WorkerState& worker = client().state();
  ui::Card card;
  switch (worker.phase) {
    case WorkerState::Phase::waiting:
      if (worker.reason.starts_with("connect"))
        ui::empty_state(tr("lost.title"), tr("lost.body"));
      else
        ui::empty_state(tr("waiting.title"), worker.reason == "other_tab" ? tr("waiting.other_tab") : tr("waiting.busy"));
      break;
    case WorkerState::Phase::failed:
      ui::empty_state(tr("failed.title"), tr_code("err.", worker.reason));
      break;
    default:
      ui::empty_state(tr("opening.title"), tr("opening.body"));
  }
}

void making() {
  const Session::Start& start = session().start;
  ui::Card card(tr("start.making"));
  ui::text(tr("start.making_body"), Tone::muted);
  if (ui::progress(tr_code("phase.", start.phase), start.done, start.total)) cancel_start();
}

void choice_card(Key title, Key body, Key list1, Key list2, Key act, ui::Look look, void (*begin)()) {
  ui::Card card(tr(title));
  ui::text(tr(body), Tone::muted);
  ui::gap(2);
  for (const Key one : {list1, list2}) ui::text("·  " + std::string(tr(one)));
  ui::gap(4);
  ui::Line line;
  if (ui::button(tr(act), {.look = look})) begin();
}

}  // namespace

void draw_first_visit(Route& route) {
  live_pass();
  if (client().state().phase == WorkerState::Phase::signed_out) return draw_sign_in();
  if (client().online() && session().stage == Stage::ready) {
    ui::Card card;
    ui::empty_state(tr("sign.no_role"), tr("sign.no_role_body"));
    sign_out_button();
    return;
  }
  // Who comes for the first time need not wait for the worker: what is chosen waits there for the database.
  const bool early = client().state().phase == WorkerState::Phase::starting && never_begun();
  if (session().stage == Stage::opening && !early) return waiting_screen();
  draw_banners(route);
  ui::page_title(tr("start.title"));
  const bool kept = client().state().phase != WorkerState::Phase::ready || client().state().storage == "opfs";
  ui::text(std::string(tr("start.body")) + std::string(kept ? tr("start.kept") : std::string_view{}) + std::string(tr("start.choose")),
           Tone::muted);
  if (!session().start.error.empty()) ui::banner("error", tr("start.failed", {{"why", tr_code("err.", session().start.error)}}), Tone::bad);
  if (session().start.running) return making();
  ui::Columns columns({1, 1}, 640);
  choice_card("start.demo", "start.demo_body", "start.demo_1", "start.demo_2", "start.demo_act", ui::Look::primary, begin_demo);
  columns.next();
  choice_card("cmd.bootstrap", "start.empty_body", "start.empty_1", "start.empty_2", "cmd.bootstrap", ui::Look::secondary,
              [] { begin_empty(tr("start.platform")); });
}

}  // namespace ch::web::pages
