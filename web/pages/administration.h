// The page Administration: users and roles, sign-ins, keys, parameters, what goes out, what happened at the door, the server itself.
#pragma once

#include "web/app.h"

namespace ch::web::pages {

// The page's tabs; what is chosen stands in the address. Nothing for whoever is neither administrator nor auditor.
void administration_tabs(Route& route, std::string_view chosen);
void draw_grants(Route& route);
void draw_logins(Route& route);
void draw_keys(Route& route);
void draw_outbox(Route& route);
void draw_door_events(Route& route);
void draw_server(Route& route);

}  // namespace ch::web::pages
