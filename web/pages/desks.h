// The operator's desks and the tenant's own pages.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/app.h"
#include "web/data.h"

namespace ch::web::pages {

void draw_wires_page(Route& route);
void draw_withdrawals_page(Route& route);
void draw_payments_page(Route& route);  // #/payments/3
void draw_exceptions_page(Route& route);
void draw_offers_page(Route& route);
void draw_policies_page(Route& route);
void draw_users_page(Route& route);
void draw_trial_page(Route& route);
void draw_storage_page(Route& route);
void draw_first_visit(Route& route);
// With a server alone.
void draw_sign_in();
void sign_out_button();
void password_form();
void draw_own_sign_in_page(Route& route);

// A desk's list: tabs over it, one a state and one for all, and under it the card of the row that is open.
struct Desk {
  std::string_view query;
  std::string_view title;
  std::string_view id;                  // member of a row
  std::span<const char* const> states;  // each with its tab
  std::size_t waiting;                  // so many of the first are what the navigation counts
  std::string_view first_state;         // before one is chosen
  std::vector<ui::Column> columns;
  void (*cells)(const Data& row, std::vector<ui::Cell>& cells);
  std::string_view empty_title, empty_body;
  void (*card)(Route& route, const Data& row);
};
void draw_desk(Route& route, const Desk& desk);
// Exceptions of one account, or of all (empty).
void exceptions_list(Route& route, const std::string& account);

}  // namespace ch::web::pages
