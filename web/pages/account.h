// Page Account: each region of it in its own file.
#pragma once

#include <functional>

#include "web/app.h"
#include "web/data.h"

namespace ch::web::pages {

void draw_account_page(Route& route);  // the list for staff, the merchant's own, or one account by its id

void draw_accounts_list(Route& route);
void draw_merchant_home(Route& route);  // a merchant without an account: the prompt, the settlement profile

// Regions of one account; `account` is its view.
void account_title(Route& route, const Data& account);
void account_figures(const Data& account);
void account_balance(Route& route, const Data& account);
void account_progress(Route& route, const Data& account);
void account_rarely(Route& route, const Data& account);  // what is done once in a while
void account_dialogs(Route& route, const Data& account);
void profile_dialog(Route& route, std::int64_t party, std::string_view name);

// What the tabs show.
void account_statement(Route& route, const std::string& account);
void account_orders(Route& route, const std::string& account);
void account_funds(Route& route, const std::string& account);
void account_campaigns(Route& route, const std::string& account);
void account_exceptions(Route& route, const std::string& account);
void account_notices(Route& route, const std::string& account);

// The statement of the platform's book that the address names (LED-8); whether there is one of this name.
void platform_statement(Route& route);
[[nodiscard]] bool is_platform_book(std::string_view name);

// A recharge or withdrawal with its steps and what may be done; "recharge-12" is what the address calls it.
void withdrawal_card(Route& route, const Data& withdrawal);
void funds_card(Route& route, std::string_view key, const std::function<void()>& below = {});  // `below` ends the card
[[nodiscard]] std::string funds_key(const Data& row);

}  // namespace ch::web::pages
