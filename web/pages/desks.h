// The operator's desks and the tenant's own pages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "web/app.h"

namespace ch::web::pages {

void draw_wires_page(Route& route);
void draw_withdrawals_page(Route& route);
void draw_exceptions_page(Route& route);
void draw_offers_page(Route& route);
void draw_policies_page(Route& route);
void draw_users_page(Route& route);
void draw_trial_page(Route& route);
void draw_storage_page(Route& route);
void draw_first_visit(Route& route);

// Tabs over a list, one a state and one for all; the choice stands in the address.
void state_tabs(Route& route, std::span<const char* const> states, std::string_view now, std::string_view prefix);
void toggle_shown(Route& route, std::string_view id);
// Exceptions of one account, or of all (empty).
void exceptions_list(Route& route, const std::string& account);

}  // namespace ch::web::pages
