#include "web/pages/banners.h"

#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_banners(Route& route) {
  const WorkerState& worker = client().state();
  if (worker.phase == WorkerState::Phase::failed)
    ui::banner("failed", tr("worker.failed", {{"why", tr_code("err.", worker.reason)}}), Tone::bad);
  if (worker.phase == WorkerState::Phase::ready && worker.storage == "memory")
    ui::banner("memory", std::string(tr("memory.nothing_kept")) + tr_code("memory.", worker.reason), Tone::warn);
  if (worker.phase == WorkerState::Phase::waiting && worker.reason == "connection_lost") ui::banner("lost", tr("lost.banner"), Tone::warn);
  if (acts("shop") || session().stage != Stage::ready || session().actor.user.empty()) return;
  const Data home = live("home").view;
  if (!home["clock_halted"].flag()) return;
  const std::string before = when(home["halted_before"].text(), TimeForm::date_time);
  const std::string now = when(home["halted_at"].text(), TimeForm::date_time);
  ui::banner("clock", tr("clock.halted", {{"before", before}, {"now", now}}), Tone::bad);
  if (!acts("administrator")) return ui::small(tr("clock.whom"));
  form_button(route, tr("cmd.confirm_clock"), "confirm_clock", {}, ui::Look::primary, "banner");
  form_dialog(route, {.command = "confirm_clock",
                      .subject = "banner",
                      .title = std::string(tr("cmd.confirm_clock")),
                      .intro = tr("clock.confirm_intro", {{"before", before}, {"now", now}}),
                      .fields = {},
                      .submit = std::string(tr("clock.confirm"))});
}

}  // namespace ch::web::pages
