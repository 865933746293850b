// How one signs in to the server: one's devices, password and second factor (SRV-16).
#include "web/pages/banners.h"
#include "web/pages/desks.h"
#include "web/pages/fetched.h"
#include "web/pages/session.h"
#include "web/pages/words.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

const std::string devices_at = "/v1/sessions";

std::string secret, code;  // of the authenticator that is being set up

void device_list() {
  ui::Card card(tr("own.devices"));
  const Fetched& all = fetched(devices_at);
  if (nothing_yet(all)) return;
  const Data devices = all.value;
  ui::table(
      {.key = "devices",
       .label = tr("own.devices"),
       .columns = columns(
           {{"own.device"}, {"own.address", ColumnKind::muted}, {"own.opened", ColumnKind::time}, {"own.expires", ColumnKind::time}}),
       .rows = static_cast<std::int64_t>(devices.size()),
       .cells =
           [&](std::int64_t i, std::vector<ui::Cell>& cells) {
             const Data one = devices.at(static_cast<std::size_t>(i));
             const std::string mark = one["current"].flag() ? std::string(tr("own.this")) + " · " : std::string{};
             cells = {
                 {mark + one["device"].text()}, {one["address"].text()}, time_cell(one["opened"].text()), time_cell(one["expires"].text())};
           },
       .row_action = true,
       .is_open = [&](std::int64_t i) { return !devices.at(static_cast<std::size_t>(i))["current"].flag(); },
       .detail =
           [&](std::int64_t i) {
             const Data one = devices.at(static_cast<std::size_t>(i));
             ui::Line line;
             if (ui::button(tr("own.end"),
                            {.key = "end" + one["session"].text(), .small = true, .name = named(tr("own.end"), one["device"].text())}))
               tell_server("DELETE", devices_at + "/" + one["session"].text(), {}, "own.ended", devices_at);
           }});
}

void password_card() {
  ui::Card card(tr("own.password"));
  password_form();
}

void second_factor_card() {
  ui::Card card(tr("own.second"));
  if (client().state().person["second_factor"].flag()) return ui::text(tr("own.second_on"), Tone::good);
  ui::text(tr("own.second_body"), Tone::muted);
  if (secret.empty()) {
    ui::Line line;
    if (ui::button(tr("own.second_begin"), {.key = "begin"}))
      tell_server("POST", "/v1/second_factor", "{}", "own.second_begun", devices_at,
                  [](const Data& made) { secret = made["secret"].text(); });
    return;
  }
  ui::text(tr("own.second_secret"));
  ui::strong(secret);
  ui::text_field(
      {.key = "code", .label = tr("sign.code"), .max_width = 200, .max_length = 6, .autocomplete = "one-time-code", .keyboard = "numeric"},
      code);
  ui::Line line;
  if (!ui::button(tr("own.second_confirm"), {.look = ui::Look::primary, .key = "confirm", .submit = true})) return;
  JsonObject body;
  tell_server("POST", "/v1/second_factor", body.put("code", code).take(), "own.second_done", devices_at,
              [](const Data&) { secret.clear(), code.clear(); });
}

}  // namespace

void draw_own_sign_in_page(Route& route) {
  draw_banners(route);
  {
    ui::Line line;
    ui::page_title(tr("own.nav"));
    ui::small(client().state().person["user"].text());
    line.spring();
    sign_out_button();
  }
  device_list();
  ui::Columns two({1, 1}, 640);
  password_card();
  two.next();
  second_factor_card();
}

}  // namespace ch::web::pages
