// One account: title, figures, balance and progress, tabs; and who sees what at #/account.
#include <array>

#include "web/host.h"
#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/forms.h"
#include "web/pages/live.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

struct Tab {
  std::string_view key;
  Key name;
  void (*draw)(Route&, const std::string& account);
};

const std::array tabs{
    Tab{"statement", "ask.statement", account_statement},    Tab{"orders", "ask.order_transactions", account_orders},
    Tab{"funds", "ask.funds_transactions", account_funds},   Tab{"campaigns", "ask.campaigns", account_campaigns},
    Tab{"exceptions", "ask.exceptions", account_exceptions}, Tab{"notices", "ask.notices", account_notices},
};

void draw_tabs(Route& route, const std::string& account, std::int64_t unread) {
  std::array<std::string, tabs.size()> names;
  std::array<std::string_view, tabs.size()> shown;
  int chosen = 0;
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    names[i] = tr(tabs[i].name);
    if (tabs[i].key == "notices" && unread > 0) names[i] += " (" + count(unread) + ")";
    shown[i] = names[i];
    if (tabs[i].key == route.param("tab")) chosen = static_cast<int>(i);
  }
  ui::Card card;
  const int now = ui::tabs(tr("account.tabs"), shown, chosen);
  if (now != chosen) {
    Route fresh;  // filters of one tab mean nothing to another
    fresh.path = route.path;
    fresh.set("tab", tabs[static_cast<std::size_t>(now)].key);
    route = fresh;
  }
  const Tab& tab = tabs[static_cast<std::size_t>(now)];
  ui::Scope scope(tab.key);
  tab.draw(route, account);
}

constexpr std::size_t most_digits_of_id = 15;  // more are no number to the core

void no_such_account() {
  ui::page_title(tr("ask.account"));
  ui::Card card;
  ui::empty_state(tr("live.refused"), tr("account.none"));
}

void draw_one(Route& route, const std::string& id) {
  if (id.size() > most_digits_of_id) return no_such_account();
  JsonObject ask;
  const LiveView& view = live("account", ask.put_json("account", id).take());
  if (!view.refusal.code.empty() || view.loading) {
    ui::page_title(tr("ask.account"));
    ui::Card card;
    if (nothing_yet(view)) return;
  }
  const Data account = view.view;
  if (host().local_get("last_account") != id) host().local_set("last_account", id);  // the shop's forms begin with it
  ui::Scope scope(id);
  account_title(route, account);
  ui::name_page(tr("nav.account"), account["name"].text());
  if (account["blocked"].flag()) ui::banner("blocked", tr("account.blocked", {{"reason", account["blocked_reason"].text()}}), Tone::bad);
  if (account["state"].text() == "opened")
    ui::banner("alerts", tr(for_reader("account.next_alerts", "account.next_alerts.staff")), Tone::accent);
  if (account["state"].text() == "alerts_set")
    ui::banner("recharge", tr(for_reader("account.next_recharge", "account.next_recharge.staff")), Tone::accent);
  if (account["suspended_campaigns"].integer() > 0)
    ui::banner("suspended",
               tr("account.suspended",
                  {{"n", count(account["suspended_campaigns"].integer())}, {"resume", money(account["resume_value"].text())}}),
               Tone::warn);
  account_figures(account);
  {
    ui::Columns columns({2, 1}, 720);
    account_balance(route, account);
    columns.next();
    account_progress(route, account);
  }
  draw_tabs(route, id, account["unread_notices"].integer());
  account_rarely(route, account);
  account_dialogs(route, account);
}

}  // namespace

void draw_account_page(Route& route) {
  draw_banners(route);
  if (std::string id(route.at(1)); !id.empty() && id.find_first_not_of("0123456789") == id.npos) return draw_one(route, id);
  if (!acts("merchant_user")) return draw_accounts_list(route);
  const LiveView& home = live("home");
  if (home.loading || !home.refusal.code.empty()) {
    ui::page_title(tr("ask.home"));
    ui::Card card;
    if (nothing_yet(home)) return;
  }
  if (home.view["accounts"].size() == 0) return draw_merchant_home(route);
  draw_one(route, home.view["accounts"].at(0)["account"].text());
}

}  // namespace ch::web::pages
