// Filters of a list under names of the user's own (PRO-5), kept by this browser as its other preferences are.
#include "web/host.h"
#include "web/pages/forms.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"

namespace ch::web::pages {

namespace {

constexpr std::string_view save = "+", drop = "-", own = "=";  // what the choices do; a name stands behind the last

std::string place_of(const Route& route) { return "filters." + session().actor.key() + "." + std::string(route.at(0)); }

// The address with nothing but its filters.
std::string filters_of(const Route& route) {
  Route bare;
  bare.path = route.path;
  for (const std::string_view name : {"procedure", "step"}) bare.set(name, route.param(name));
  return bare.text();
}

void keep(const Route& route, const Data& all, const std::string& name, const std::string& filters) {
  JsonObject now;
  for (const std::string& one : all.keys())
    if (one != name) now.put(one, all[one].text());
  if (!filters.empty()) now.put(name, filters);
  host().local_set(place_of(route), now.take());
  host().wake_after(0);  // what was drawn is of before
}

void save_dialog(Route& route, const Data& all) {
  if (!form_open(route, "save_filter")) return;
  bool open = true;
  if (ui::Dialog dialog("save_filter", tr("saved.save"), open); dialog) {
    ui::Form draft("form.save_filter");
    std::string& name = draft.value("name");
    ui::text_field({.key = "name", .label = tr("saved.as"), .required = true, .max_length = 30}, name);
    ui::gap(4);
    if (ui::button(tr("saved.save"),
                   {.look = ui::Look::primary, .enabled = !name.empty(), .why_not = tr("saved.unnamed"), .key = "save", .submit = true})) {
      keep(route, all, name, filters_of(route));
      draft.clear();
      open = false;
    }
  }
  if (!open) open_form(route, {});
}

}  // namespace

void saved_filters(Route& route) {
  const Data all = Data::parse(host().local_get(place_of(route)));
  const std::string now = filters_of(route);
  Route bare;
  bare.path = route.path;
  std::string chosen;
  std::vector<ui::Choice> choices{{"", std::string(tr("saved.none"))}};
  for (const std::string& name : all.keys()) {
    choices.push_back({std::string(own) + name, name});
    if (all[name].text() == now) chosen = choices.back().value;
  }
  const std::string kept = chosen;
  if (!kept.empty())
    choices.push_back({std::string(drop), tr("saved.remove", {{"name", kept.substr(1)}})});
  else if (now != bare.text())
    choices.push_back({std::string(save), std::string(tr("saved.save"))});
  if (choices.size() > 1 && ui::select({.key = "saved", .label = tr("saved.name")}, chosen, choices)) {
    if (chosen == save)
      open_form(route, "save_filter");
    else if (chosen == drop)
      keep(route, all, kept.substr(1), {});
    else
      route = chosen.empty() ? bare : Route::parse(all[chosen.substr(1)].text());
  }
  save_dialog(route, all);
}

}  // namespace ch::web::pages
