#include "web/pages/banners.h"

#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_banners(Route&) {
  const WorkerState& worker = client().state();
  if (worker.phase == WorkerState::Phase::failed)
    ui::banner("failed", tr("worker.failed", {{"why", tr_code("err.", worker.reason)}}), Tone::bad);
  if (worker.phase == WorkerState::Phase::ready && worker.storage == "memory")
    ui::banner("memory", std::string(tr("memory.nothing_kept")) + tr_code("memory.", worker.reason), Tone::warn);
  if (acts("shop") || session().stage != Stage::ready || session().actor.user.empty()) return;
  if (!live("home").view["clock_halted"].flag()) return;
  ui::banner("clock", tr("clock.halted"), Tone::bad);
  ui::Line line;
  if (acts("administrator"))
    now_button(tr("cmd.confirm_clock"), "confirm_clock", "{}", {}, ui::Look::primary, "banner");
  else
    ui::small(tr("clock.whom"));
}

}  // namespace ch::web::pages
