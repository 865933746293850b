// Orders as the shop reports them, and what became of one.
#pragma once

#include <string>

#include "web/app.h"

namespace ch::web::pages {

void draw_orders_page(Route& route);
void order_card(const std::string& account, const std::string& order);

}  // namespace ch::web::pages
