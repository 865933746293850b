// Page Account: each region of it in its own file.
#pragma once

#include "web/app.h"
#include "web/data.h"

namespace ch::web::pages {

void draw_account_page(Route& route);  // the list for staff, the merchant's own, or one account by its id

void draw_accounts_list(Route& route);
void draw_merchant_home(Route& route);  // a merchant without an account: the prompt, the settlement profile

// Regions of one account; `account` is its view.
void account_title(Route& route, const Data& account);
void account_figures(const Data& account);
void account_balance(Route& route, const Data& account, bool last);  // last: its card ends the column
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

// One recharge or withdrawal with its steps and what may be done.
void recharge_card(Route& route, const Data& recharge);
void withdrawal_card(Route& route, const Data& withdrawal);

}  // namespace ch::web::pages
