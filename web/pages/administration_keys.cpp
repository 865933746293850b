// Who may sign in to the server, and with which keys machines come (SRV-16). A password or a key is shown once, to who made it.
#include "web/host.h"
#include "web/pages/administration.h"
#include "web/pages/choice.h"
#include "web/pages/fetched.h"
#include "web/pages/lists.h"
#include "web/pages/session.h"
#include "web/pages/words.h"

namespace ch::web::pages {

namespace {

const std::string logins_at = "/v1/logins", keys_at = "/v1/keys";

struct KeyTyped {
  std::string name, user, role, may, token;
  bool open = false;
};
struct LoginTyped {
  std::string user, password;
  bool open = false;
};
KeyTyped key_typed;
LoginTyped login_typed;

// Long enough for nobody to guess, made where it is shown.
std::string made_password() {
  std::string made = host().new_id().substr(9);
  std::erase(made, '-');
  return made.substr(0, 16);
}

void set_login(const std::string& user, JsonObject body, Key done) {
  tell_server("POST", logins_at + "/" + user, body.take(), done, logins_at);
}

void login_dialog() {
  if (ui::Dialog dialog("login", tr("admin.set_password"), login_typed.open); dialog) {
    ui::text(tr("admin.password_body"), Tone::muted);
    ui::text_field({.key = "user", .label = tr("sign.user"), .required = true, .max_length = 100}, login_typed.user);
    ui::text_field({.key = "password", .label = tr("admin.first_password"), .help = tr("admin.password_help"), .max_length = 200},
                   login_typed.password);
    ui::Line line;
    if (ui::button(tr("admin.set_password"),
                   {.look = ui::Look::primary, .enabled = !login_typed.user.empty(), .key = "set", .submit = true})) {
      JsonObject body;
      set_login(login_typed.user, std::move(body.put("password", login_typed.password)), "admin.password_set");
      login_typed = {};
    }
  }
}

void open_login(const std::string& user) { login_typed = {.user = user, .password = made_password(), .open = true}; }

void login_buttons(const Data& row) {
  const std::string user = row["user"].text();
  ui::Card card(user, false);
  ui::Line line(8);
  if (ui::button(tr("admin.set_password"), {.key = "password", .small = true})) open_login(user);
  const bool disabled = row["disabled"].flag();
  if (ui::button(tr(disabled ? Key("admin.enable") : Key("admin.disable")),
                 {.look = disabled ? ui::Look::secondary : ui::Look::danger, .key = "disable", .small = true})) {
    JsonObject body;
    set_login(user, std::move(body.put("disabled", !disabled)), disabled ? Key("admin.enabled") : Key("admin.disabled"));
  }
  if (row["second_factor"].flag() && ui::button(tr("admin.remove_factor"), {.key = "factor", .small = true})) {
    JsonObject body;
    set_login(user, std::move(body.put("remove_second_factor", true)), "admin.factor_removed");
  }
}

ui::Cell login_state(const Data& row) {
  if (row["disabled"].flag()) return {std::string(tr("admin.is_disabled")), Tone::bad};
  if (row["locked"].flag()) return {std::string(tr("admin.is_locked")), Tone::warn};
  if (row["must_change_password"].flag()) return {std::string(tr("admin.must_change")), Tone::accent};
  return {std::string(tr("admin.is_open")), Tone::good};
}

std::string roles_of_key(const Data& row) {
  std::string all = role_word(row["role"].text());
  for (std::size_t i = 0; i < row["may"].size(); ++i) all += (i == 0 ? " · " : ", ") + row["may"].at(i).text();
  return all;
}

// "a, b" as a list.
std::string names_in(std::string_view typed) {
  JsonArray all;
  while (!typed.empty()) {
    const std::size_t end = std::min(typed.find_first_of(", ;"), typed.size());
    if (end > 0) all.add(typed.substr(0, end));
    typed.remove_prefix(std::min(end + 1, typed.size()));
  }
  return all.take();
}

void key_dialog() {
  if (ui::Dialog dialog("key", tr("admin.make_key"), key_typed.open); dialog) {
    if (!key_typed.token.empty()) {
      ui::banner("once", tr("admin.key_once"), Tone::warn);
      return copy_line(tr("admin.key"), key_typed.token);
    }
    ui::text_field({.key = "name", .label = tr("admin.key_name"), .help = tr("admin.key_name_help"), .required = true, .max_length = 100},
                   key_typed.name);
    ui::text_field({.key = "user", .label = tr("admin.key_user"), .help = tr("admin.key_user_help"), .required = true, .max_length = 100},
                   key_typed.user);
    const std::vector<ui::Choice> choices = role_choices();
    ui::select({.key = "role", .label = tr("users.role")}, key_typed.role, choices);
    ui::text_field({.key = "may", .label = tr("admin.key_may"), .help = tr("admin.key_may_help")}, key_typed.may);
    ui::Line line;
    const bool whole = !key_typed.name.empty() && !key_typed.user.empty() && !key_typed.role.empty();
    if (ui::button(tr("admin.make_key"),
                   {.look = ui::Look::primary, .enabled = whole, .why_not = tr("admin.key_missing"), .key = "make", .submit = true})) {
      JsonObject body;
      body.put("name", key_typed.name).put("user", key_typed.user).put("role", key_typed.role);
      if (const std::string may = names_in(key_typed.may); may != "[]") body.put_json("may", may);
      tell_server("POST", keys_at, body.take(), "admin.key_made", keys_at,
                  [](const Data& made) { key_typed.token = made["token"].text(); });
    }
  }
}

}  // namespace

void draw_logins(Route& route) {
  ui::Card card;
  {
    ui::Line line;
    ui::small(tr("admin.logins_intro"));
    line.spring();
    if (acts("administrator") && ui::button(tr("admin.new_login"), {.look = ui::Look::primary, .key = "new"})) open_login({});
  }
  login_dialog();
  const Fetched& logins = fetched(logins_at);
  if (nothing_yet(logins)) return;
  const Data rows = logins.value;
  const auto at = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i)); };
  const ui::TableEvents events = ui::table(
      {.key = "logins",
       .label = tr("admin.logins"),
       .columns = columns(
           {{"users.user"}, {"col.state", ColumnKind::chip}, {"own.second", ColumnKind::muted}, {"admin.devices", ColumnKind::number}}),
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data row = at(i);
             cells = {{row["user"].text()},
                      login_state(row),
                      {std::string(row["second_factor"].flag() ? tr("common.yes") : tr("common.no"))},
                      {count(row["sessions"].integer())}};
           },
       .row_action = acts("administrator"),
       .is_open = [&](std::int64_t i) { return at(i)["user"].text() == route.param("show"); },
       .detail = [&](std::int64_t i) { login_buttons(at(i)); }});
  if (events.opened >= 0) toggle_shown(route, at(events.opened)["user"].text());
}

void draw_keys(Route& route) {
  ui::Card card;
  {
    ui::Line line;
    ui::small(tr("admin.keys_intro"));
    line.spring();
    if (acts("administrator") && ui::button(tr("admin.make_key"), {.look = ui::Look::primary, .key = "new"})) key_typed = {.open = true};
  }
  key_dialog();
  const Fetched& keys = fetched(keys_at);
  if (nothing_yet(keys)) return;
  const Data rows = keys.value;
  const auto at = [&](std::int64_t i) { return rows.at(static_cast<std::size_t>(i)); };
  const ui::TableEvents events = ui::table(
      {.key = "keys",
       .label = tr("admin.keys"),
       .columns = columns({{"admin.key_name"},
                           {"users.user", ColumnKind::muted},
                           {"admin.key_may", ColumnKind::prose},
                           {"admin.key_by", ColumnKind::muted},
                           {"admin.key_made_at", ColumnKind::time},
                           {"col.state", ColumnKind::chip}}),
       .rows = static_cast<std::int64_t>(rows.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data row = at(i);
             const bool revoked = row["revoked"].flag();
             cells = {{row["name"].text()},
                      {row["user"].text()},
                      {roles_of_key(row)},
                      {row["made_by"].text()},
                      time_cell(row["made"].text()),
                      {std::string(revoked ? tr("admin.key_revoked") : tr("admin.is_open")), revoked ? Tone::bad : Tone::good}};
           },
       .row_action = acts("administrator"),
       .is_open = [&](std::int64_t i) { return at(i)["key"].text() == route.param("show"); },
       .detail =
           [&](std::int64_t i) {
             const Data row = at(i);
             ui::Card shown(row["name"].text(), false);
             ui::Line line;
             if (!row["revoked"].flag() && ui::button(tr("admin.revoke_key"), {.look = ui::Look::danger, .key = "revoke", .small = true}))
               tell_server("DELETE", keys_at + "/" + row["key"].text(), {}, "admin.key_revoked", keys_at);
           },
       .empty_title = tr("admin.no_keys"),
       .empty_body = tr("admin.keys_intro")});
  if (events.opened >= 0) toggle_shown(route, at(events.opened)["key"].text());
}

}  // namespace ch::web::pages
