#include "web/pages/administration.h"

#include <algorithm>
#include <array>

#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

struct Part {
  std::string_view name;
  Key label;
  void (*draw)(Route&);
  bool online;  // with a server alone
};
constexpr std::array parts{Part{"", "ask.users", draw_grants, false},        Part{"logins", "admin.logins", draw_logins, true},
                           Part{"keys", "admin.keys", draw_keys, true},      Part{"policies", "ask.policies", nullptr, false},
                           Part{"outbox", "ask.outbox", draw_outbox, false}, Part{"door", "admin.door", draw_door_events, true},
                           Part{"server", "admin.server", draw_server, true}};

}  // namespace

void administration_tabs(Route& route, std::string_view chosen) {
  if (!acts("administrator") && !acts("auditor")) return;
  std::vector<std::string_view> names;
  std::vector<const Part*> shown;
  int at = 0;
  for (const Part& part : parts) {
    if (part.online && !client().online()) continue;
    if (part.name == chosen) at = static_cast<int>(shown.size());
    shown.push_back(&part);
    names.push_back(tr(part.label));
  }
  const int now = ui::tabs(tr("admin.title"), names, at);
  if (now == at) return;
  const Part& to = *shown[static_cast<std::size_t>(now)];
  route = Route::parse(to.draw == nullptr ? "#/policies" : "#/users");
  if (to.draw != nullptr) route.set("part", to.name);
}

void draw_users_page(Route& route) {
  draw_banners(route);
  ui::page_title(tr("admin.title"));
  const std::string_view wanted = route.param("part");
  const auto* part = std::ranges::find(parts, wanted, &Part::name);
  if (part == parts.end() || part->draw == nullptr || (part->online && !client().online())) part = parts.begin();
  const std::string name(part->name);
  administration_tabs(route, name);
  ui::Scope scope(name);
  part->draw(route);
}

}  // namespace ch::web::pages
