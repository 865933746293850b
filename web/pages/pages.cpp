// Which pages there are, and for whom.
#include <algorithm>
#include <array>

#include "web/app.h"
#include "web/host.h"
#include "web/pages/account.h"
#include "web/pages/banners.h"
#include "web/pages/cases.h"
#include "web/pages/desks.h"
#include "web/pages/live.h"
#include "web/pages/orders.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web {

namespace pages {

namespace {

struct PageRow {
  std::string_view path;
  Key label;
  void (*draw)(Route&);
  std::string_view roles;  // first letters of those that have it
  ui::Icon icon;
  std::string_view waiting = {};  // member of the home view that counts what waits
  std::string_view part_of = {};  // stands in the navigation under this page
};

std::string own_account() {
  const Data accounts = live("home").view["accounts"];
  return acts("merchant_user") && accounts.size() > 0 ? accounts.at(0)["account"].text() : std::string{};
}

// A region of the merchant's own account as a page of its own.
template <void (*Region)(Route&, const std::string&)>
void own_region(Route& route, std::string_view title) {
  draw_banners(route);
  const std::string merchant = live("home").view["merchant"].text();
  {
    ui::Line line;
    ui::page_title(title);
    ui::small(merchant);
  }
  ui::name_page(title, merchant);
  ui::Card card;
  const std::string account = own_account();
  if (account.empty()) return ui::empty_state(tr("home.no_account"), tr("home.what"));
  Region(route, account);
}

void draw_own_campaigns(Route& route) { own_region<account_campaigns>(route, tr("ask.campaigns")); }
void draw_own_notices(Route& route) { own_region<account_notices>(route, tr("ask.notices")); }
void draw_own_statement(Route& route) { own_region<account_statement>(route, tr("ask.statement")); }

// The letters of the roles.
struct Letter {
  std::string_view role;
  char letter;
};
constexpr std::array letters{Letter{"merchant_user", 'm'},
                             Letter{"settlement_operations", 'o'},
                             Letter{"finance", 'f'},
                             Letter{"shop", 's'},
                             Letter{"administrator", 'a'},
                             Letter{"auditor", 'u'},
                             Letter{"reseller_user", 'r'},
                             Letter{"information_reviewer", 'v'},
                             Letter{"value_added_services", 'e'},
                             Letter{"risk_supervisor", 'k'},
                             Letter{"channel", 'n'},
                             Letter{"operations_manager", 'g'}};

constexpr PageRow rows[] = {
    {"account", "nav.account", draw_account_page, "mofau", ui::Icon::account},
    {"work", "ask.inbox", draw_work_page, "ofrvekng", ui::Icon::list, "tasks"},
    {"statement", "nav.statement", draw_own_statement, "m", ui::Icon::statement},
    {"campaigns", "ask.campaigns", draw_own_campaigns, "m", ui::Icon::flag},
    {"notices", "ask.notices", draw_own_notices, "m", ui::Icon::bell, "notices_unread"},
    {"wires", "ask.wires", draw_wires_page, "ofau", ui::Icon::wire_in, "wires_open"},
    {"withdrawals", "ask.withdrawals", draw_withdrawals_page, "ofau", ui::Icon::wire_out, "withdrawals_open"},
    {"payments", "ask.payment_batches", draw_payments_page, "ofau", ui::Icon::wire_out},
    {"exceptions", "ask.exceptions", draw_exceptions_page, "ofau", ui::Icon::warn, "exceptions_open"},
    {"offers", "nav.offers", draw_offers_page, "o", ui::Icon::flag},
    {"orders", "nav.orders", draw_orders_page, "s", ui::Icon::bag},
    {"verification", "nav.verification", draw_verification_page, "ofaurvekng", ui::Icon::check},
    {"risk", "nav.risk", draw_risk_page, "ofaurvekng", ui::Icon::info},
    {"case", "ask.case", draw_case_page, "ofaurvekng", ui::Icon::list, {}, "work"},
    {"trial", "ask.trial_balance", draw_trial_page, "ofu", ui::Icon::scales},
    {"policies", "ask.policies", draw_policies_page, "ofau", ui::Icon::sliders},
    {"users", "admin.title", draw_users_page, "au", ui::Icon::person},
    {"storage", "nav.storage", draw_storage_page, "mofsaurvekng", ui::Icon::storage},
    {"sign-in", "own.nav", draw_own_sign_in_page, "mofsaurvekng", ui::Icon::person},
};

// Where the data lies is the browser's matter without a server; who signs in is one with it.
bool stands_here(const PageRow& row) {
  if (row.draw == draw_storage_page) return !client().online();
  return row.draw != draw_own_sign_in_page || client().online();
}

char letter_of(std::string_view role) {
  const auto* const found = std::ranges::find(letters, role, &Letter::role);
  return found == letters.end() ? '-' : found->letter;
}

std::string group_of(std::string_view path) {
  if (path == "trial" || path == "policies" || path == "users" || path == "storage" || path == "sign-in")
    return std::string(tr("nav.system"));
  return {};
}

std::string count_of(std::string_view member) {
  if (member.empty()) return {};
  const std::int64_t n = live("home").view[member].integer();
  return n > 0 ? count(n) : std::string{};
}

std::vector<ui::Choice> people() {
  live_pass();
  std::vector<ui::Choice> choices;
  if (session().stage != Stage::ready || session().actor.user.empty()) return choices;  // who begins is still being chosen
  for (const Person& person : session().people) {
    const std::string who = person.party_name.empty() ? person.user : person.party_name;
    choices.push_back({person.key(), role_word(person.role) + " · " + who, role_word(person.role)});
  }
  return choices;
}

std::pair<std::string, ui::Tone> status() {
  const WorkerState& worker = client().state();
  switch (worker.phase) {
    case WorkerState::Phase::ready:
      if (worker.storage == "memory") return {std::string(tr("status.memory")), ui::Tone::warn};
      return {std::string(worker.storage == "server" ? tr("status.server") : tr("status.saved")), ui::Tone::good};
    case WorkerState::Phase::waiting:
      return {std::string(worker.reason.starts_with("connect") ? tr("status.lost") : tr("status.waiting")), ui::Tone::warn};
    case WorkerState::Phase::signed_out:
      return {std::string(tr("status.signed_out")), ui::Tone::muted};
    case WorkerState::Phase::failed:
      return {std::string(tr("status.failed")), ui::Tone::bad};
    default:
      return {std::string(tr("status.opening")), ui::Tone::accent};
  }
}

bool has_page(const PageRow& row, std::string_view role) { return row.roles.find(letter_of(role)) != row.roles.npos && stands_here(row); }

void draw_no_access(Route& route) {
  draw_banners(route);
  ui::page_title(tr("no_access.title"));
  ui::Card card;
  ui::text(tr("no_access.body", {{"role", role_word(session().actor.role)}}));
  ui::Line line;
  const auto* const first = std::ranges::find_if(rows, [](const PageRow& row) { return has_page(row, session().actor.role); });
  ui::link(tr("no_access.back", {{"page", tr(first->label)}}), "#/" + std::string(first->path));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::string route_to(std::string_view page, std::initializer_list<std::pair<std::string_view, std::string_view>> params) {
  Route route;
  route.path.emplace_back(page);
  for (const auto& [name, value] : params) route.set(name, value);
  return route.text();
}

// A merchant's own campaigns by title or number, and an order by its whole number.
void find_of_own(std::vector<Found>& out, std::string_view typed) {
  const std::string account = own_account();
  if (account.empty()) return;
  JsonObject ask;
  ask.put_json("account", account);
  const Data campaigns = live("campaigns", ask.take()).view["campaigns"];
  for (std::size_t i = 0; i < campaigns.size(); ++i) {
    const Data one = campaigns.at(i);
    const std::string title = one["title"].text();
    const std::string number = one["number"].text();
    if (lower(title + number).find(lower(typed)) != std::string::npos)
      out.push_back({title, number, route_to("campaigns", {{"show", one["campaign"].text()}})});
  }
  if (typed.find_first_of("0123456789") == typed.npos) return;
  JsonObject which;
  const LiveView& order = live("order", which.put_json("account", account).put("order", typed).take());
  if (order.loading || !order.refusal.code.empty()) return;
  const std::string found = order.view["order"].text();
  out.push_back({found, std::string(tr("ask.order")), route_to("account", {{"tab", "orders"}, {"show", found}})});
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  return out;
}

bool has_page(std::string_view path) {
  const auto* const row = std::ranges::find(rows, path, &PageRow::path);
  return row != std::end(rows) && has_page(*row, session().actor.role);
}

void find_accounts(std::vector<Found>& out, std::string_view typed) {
  JsonObject ask;
  const Data accounts = live("accounts", ask.put("search", typed).put("limit", std::int64_t{8}).take()).view["rows"];
  for (std::size_t i = 0; i < accounts.size(); ++i)
    out.push_back({accounts.at(i)["name"].text(), accounts.at(i)["number"].text(), "#/account/" + accounts.at(i)["account"].text()});
}

// A case by its whole number.
void find_cases(std::vector<Found>& out, std::string_view typed) {
  if (typed.find_first_of("0123456789") == typed.npos) return;
  JsonObject ask;
  const Data cases = live("cases", ask.put("number", upper(typed)).take()).view["rows"];
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Data one = cases.at(i);
    out.push_back({one["number"].text() + " · " + one["name"].text(), words_of(one), case_address(one["process"].text())});
  }
}

std::vector<Found> find(std::string_view typed) {
  constexpr std::size_t most = 12;
  std::vector<Found> out;
  const std::string wanted = lower(typed);
  for (const PageRow& row : rows)
    if (row.part_of.empty() && has_page(row, session().actor.role) && lower(tr(row.label)).find(wanted) != std::string::npos)
      out.push_back({std::string(tr(row.label)), std::string(tr("jump.page")), route_to(row.path, {})});
  if (typed.empty()) return out;
  if (acts("merchant_user"))
    find_of_own(out, typed);
  else if (has_page("account"))
    find_accounts(out, typed);
  if (has_page("case")) find_cases(out, typed);
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace

std::string first_page_of(std::string_view role) {
  for (const PageRow& row : rows)
    if (has_page(row, role)) return route_to(row.path, {});
  return route_to(rows[0].path, {});
}

void register_for_session() {
  App& the_app = app();
  the_app = App{};
  const Session& now = session();
  const bool begun = now.stage == Stage::ready && !now.actor.user.empty();
  for (const PageRow& row : rows) {
    if (!begun) {
      the_app.add({.path = std::string(row.path), .label = {}, .draw = draw_first_visit});
      continue;
    }
    if (!has_page(row, now.actor.role)) {
      the_app.add({.path = std::string(row.path), .label = {}, .draw = draw_no_access});
      continue;
    }
    if (!row.part_of.empty()) {
      the_app.add({.path = std::string(row.path), .label = {}, .draw = row.draw, .part_of = std::string(row.part_of)});
      continue;
    }
    the_app.add({.path = std::string(row.path),
                 .label = [label = row.label] { return std::string(tr(label)); },
                 .draw = row.draw,
                 .group = [path = row.path] { return group_of(path); },
                 .count = [member = row.waiting] { return count_of(member); },
                 .icon = row.icon});
  }
  the_app.set_roles(people, [](const std::string& key) { act_as(key); });
  the_app.set_status(status);
  if (begun) the_app.set_search(find);
  the_app.set_role(now.actor.key());
}

}  // namespace pages

void register_pages(App&) {
  pages::register_for_session();
  pages::begin_session();
}

}  // namespace ch::web
