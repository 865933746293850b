// Where the data lies (WEB-18).
#include "web/client.h"
#include "web/host.h"
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/words.h"

namespace ch::web::pages {

void draw_storage_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("nav.storage"));
  static Data report;
  static bool asked = false;
  static bool declined = false;
  if (!asked) {
    asked = true;
    client().storage([](const Answer& answer) { report = answer.value; });
  }
  ui::Card card;
  auto room = [](const Data& n) { return n.empty() ? std::string(tr("storage.unknown")) : bytes(n.integer()); };
  const bool kept = client().state().storage == "opfs";
  ui::key_values(std::vector<ui::Pair>{
      {std::string(tr("storage.where")), std::string(kept ? tr("storage.kept") : tr("storage.memory")), kept ? Tone::plain : Tone::warn},
      {std::string(tr("storage.persisted")), std::string(report["persisted"].flag() ? tr("common.yes") : tr("common.no"))},
      {std::string(tr("storage.usage")), room(report["usage"])},
      {std::string(tr("storage.quota")), room(report["quota"])}});
  if (declined) ui::banner("declined", tr("storage.declined"), Tone::warn);
  ui::Line line;
  if (ui::button(tr("storage.again"), {.key = "again", .small = true})) asked = false;
  if (kept && report.is_object() && !report["persisted"].flag() && ui::button(tr("storage.persist"), {.key = "persist", .small = true})) {
    client().ask_persistent([](bool kept) {
      asked = false;
      declined = !kept;
      ui::say(tr(kept ? Key("storage.promised") : Key("storage.declined")));
    });
  }
}

}  // namespace ch::web::pages
