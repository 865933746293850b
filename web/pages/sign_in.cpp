// Signing in to a server, and choosing a password where somebody else made it (SRV-16). What is typed here is kept nowhere.
#include <functional>
#include <utility>

#include "web/pages/desks.h"
#include "web/pages/session.h"
#include "web/pages/words.h"
#include "web/widgets/mirror.h"

namespace ch::web::pages {

namespace {

constexpr float field_width = 360;

struct SignInTyped {
  std::string user, password, code, after, repeat, wrong;
  bool begun = false, code_needed = false, sending = false, differs = false;
};
SignInTyped typed;

void ended(const Answer& answer) {
  if (answer.ok) return void(typed = {});  // nothing that was typed stays
  typed.sending = false;
  const Refusal refusal = refusal_of(answer.value);
  const bool asks_code = refusal.code == "second_factor_needed";
  typed.code_needed = typed.code_needed || asks_code || refusal.code == "second_factor_wrong";
  typed.code.clear();
  typed.wrong = asks_code ? std::string{} : refusal.message.empty() ? tr_code("err.", answer.code) : refusal.message;
}

void post(std::string_view path, JsonObject body, std::string_view done = {}) {
  typed.sending = true;
  typed.wrong.clear();
  client().http("POST", path, body.take(), [done = tr_code("", done)](const Answer& answer) {
    ended(answer);
    if (answer.ok && !done.empty()) ui::toast(done);
  });
}

void password_field(std::string_view key, Key label, std::string_view autocomplete, std::string& value, std::string_view help = {},
                    std::string_view error = {}) {
  ui::text_field({.key = key,
                  .label = tr(label),
                  .help = help,
                  .error = error,
                  .max_width = field_width,
                  .max_length = 200,
                  .autocomplete = autocomplete,
                  .keyboard = "password"},
                 value);
}

// In the middle of the page, where there is room.
void in_the_middle(Key title, const std::function<void()>& draw) {
  if (!ui::narrow()) ui::gap(48);
  ui::Columns columns({1, 1.2F, 1}, 820);
  columns.next();
  {
    ui::page_title(tr(title));
    ui::Card card;
    draw();
  }
  columns.next();
}

void choose_password(const std::string& user) {
  ui::text(user + " · " + std::string(tr("sign.choose_body")), Tone::muted);
  password_form();
  sign_out_button();
}

void sign_in_form(const std::string& before) {
  ui::text(before.empty() ? tr("sign.body") : tr("sign.again"), Tone::muted);
  if (!typed.wrong.empty()) ui::banner("wrong", typed.wrong, Tone::bad);
  if (typed.user.empty() && !before.empty()) typed.user = before;
  const bool first = !std::exchange(typed.begun, true);
  ui::text_field(
      {.key = "user", .label = tr("sign.user"), .focus = first, .max_width = field_width, .max_length = 100, .autocomplete = "username"},
      typed.user);
  password_field("password", "sign.password", "current-password", typed.password);
  if (typed.code_needed)
    ui::text_field({.key = "code",
                    .label = tr("sign.code"),
                    .help = tr("sign.code_help"),
                    .max_width = field_width,
                    .max_length = 6,
                    .autocomplete = "one-time-code",
                    .keyboard = "numeric"},
                   typed.code);
  ui::gap(4);
  {
    ui::Line line;
    if (ui::button(tr("sign.act"), {.look = ui::Look::primary, .enabled = !typed.sending, .key = "sign_in", .submit = true})) {
      JsonObject body;
      body.put("user", typed.user).put("password", typed.password);
      if (!typed.code.empty()) body.put("code", typed.code);
      post("/v1/session", std::move(body));
    }
  }
  ui::small(tr("sign.lost_password"));
}

}  // namespace

void password_form() {
  if (!typed.wrong.empty()) ui::banner("wrong", typed.wrong, Tone::bad);
  password_field("before", "sign.before", "current-password", typed.password);
  password_field("after", "sign.after", "new-password", typed.after, tr("sign.after_help"));
  password_field("repeat", "sign.repeat", "new-password", typed.repeat, {}, typed.differs ? tr("sign.differs") : std::string_view{});
  ui::gap(4);
  ui::Line line;
  if (!ui::button(tr("sign.set"), {.look = ui::Look::primary, .enabled = !typed.sending, .key = "set", .submit = true})) return;
  typed.differs = typed.after != typed.repeat;
  JsonObject body;
  if (!typed.differs) post("/v1/password", std::move(body.put("before", typed.password).put("after", typed.after)), "sign.set_done");
}

void sign_out_button() {
  if (ui::button(tr("sign.out"), {.key = "sign_out"})) client().http("DELETE", "/v1/session", {}, {});
}

void draw_sign_in() {
  const Data who = client().state().person;
  if (who["must_change"].flag()) return in_the_middle("sign.choose", [&] { choose_password(who["user"].text()); });
  in_the_middle("sign.title", [&] { sign_in_form(who["user"].text()); });
}

}  // namespace ch::web::pages
