// The door over HTTP: signing in and out, passwords, second factors, devices; and who administers it (SRV-16, SRV-18).
#include <algorithm>
#include <array>

#include "api/codes.h"
#include "api/commands.h"
#include "base/digits.h"
#include "engine/records.h"
#include "server/api_parts.h"
#include "server/clock.h"
#include "server/door.h"

namespace ch::server {

namespace {

constexpr int events_most = 200;
constexpr std::size_t key_name_most = 100, form_bytes_most = 10'000;

bool is_text(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

ordered_json session_json(const Identity& who, bool second_factor, Reader& rows) {
  ordered_json roles = ordered_json::array();
  rows.scan<Grant>({.prefix = key_of(who.user)}, [&](const Grant& grant) {
    ordered_json one{{"user", who.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(grant.role))}};
    if (grant.party) {
      one["party"] = grant.party.value;
      if (const auto party = rows.get<Party>(grant.party)) one["party_name"] = party->name;
    }
    roles.push_back(std::move(one));
    return true;
  });
  return {{"user", who.user}, {"must_change_password", who.must_change}, {"second_factor", second_factor}, {"roles", std::move(roles)}};
}

// CON-9: a form has an object with nothing in it that nobody knows. What was misspelt would else be left out in silence, and a key that
// was to be held to something would be held to nothing.
Check form_fits(const json& body, std::initializer_list<std::string_view> fields) {
  if (!body.is_object()) return refused("malformed_field", "", {{"reason", "not_an_object"}});
  for (const auto& [name, value] : body.items())
    if (std::ranges::find(fields, name) == fields.end()) return refused("malformed_field", name, {{"reason", "unknown_field"}});
  return {};
}

// A key's commands and queries; none named: all that its role may.
Result<std::vector<std::string>> names_in(const json& body) {
  std::vector<std::string> names;
  const auto given = body.find("may");
  if (given == body.end()) return names;
  if (!given->is_array()) return refused("malformed_field", "may", {{"reason", "not_a_list"}});
  constexpr std::array others{"attach", "backup", "changes", "metrics"};  // and "document", which is a query
  for (const json& one : *given) {
    if (!one.is_string()) return refused("malformed_field", "may", {{"reason", "not_a_text"}});
    const auto name = one.get<std::string>();
    if (!command_spec(name) && !query_spec(name) && std::ranges::find(others, name) == others.end())
      return refused("malformed_field", "may/" + name, {{"reason", "unknown_field"}});
    names.push_back(name);
  }
  if (names.empty()) return refused("malformed_field", "may", {{"reason", "missing_field"}});
  return names;
}

}  // namespace

// ---- the door

void Api::sign_in(const Request& request, Respond respond) {
  const auto body = body_of(request, form_bytes_most);
  if (!body) return respond(refusal_response(body.error()));
  if (const Check fits = form_fits(*body, {"user", "password", "code", "device"}); !fits) return respond(refusal_response(fits.error()));
  const auto user = text_in(*body, "user"), password = text_in(*body, "password");
  const auto code = text_in(*body, "code", false), device = text_in(*body, "device", false);
  for (const auto* one : {&user, &password, &code, &device})
    if (!*one) return respond(refusal_response(one->error()));
  SignIn asked{*user, *password, *code, *device, request.address};
  if (asked.device.empty()) asked.device = std::string(request.header("user-agent"));
  slowly(std::move(respond), [this, asked = std::move(asked)] {
    const Instant now = system_now();
    const auto in = parts_.access.sign_in(asked, now);
    (in ? parts_.metrics.sign_ins : parts_.metrics.sign_ins_refused).add();
    if (!in) return refusal_response(in.error());
    Response response = ok({{"user", in->who.user}, {"must_change_password", in->who.must_change}, {"expires", text(in->expires)}});
    std::string cookie = std::string(cookie_name) + "=" + in->token +
                         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string((in->expires.ms - now.ms) / 1'000);
    if (parts_.https) cookie += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
  });
}

void Api::session(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  parts_.slowly([this, who, respond = std::move(respond)] {
    const bool second_factor = parts_.access.has_second_factor(who.user);
    ask(respond, [who, second_factor](Engine& engine, Instant) { return ok(session_json(who, second_factor, engine.rows())); });
  });
}

void Api::sign_out(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  slowly(std::move(respond), [this, request, who] {
    if (const Check out = parts_.access.sign_out(who, request->address, system_now()); !out) return refusal_response(out.error());
    Response response{.body = "null"};
    response.headers.emplace_back("Set-Cookie", std::string(cookie_name) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
  });
}

void Api::sessions(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  slowly(std::move(respond), [this, who] {
    ordered_json rows = ordered_json::array();
    for (const Session& one : parts_.access.sessions(who.user, system_now()))
      rows.push_back({{"session", one.id},
                      {"device", one.device},
                      {"address", one.address},
                      {"opened", text(one.opened)},
                      {"expires", text(one.expires)},
                      {"current", one.id == who.session}});
    return ok(rows);
  });
}

void Api::revoke_session(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto session = number_at_end(request->path);
  if (!session) return respond(refused_by_door("no_such_session"));
  slowly(std::move(respond),
         [this, who, session = *session] { return done_or_refused(parts_.access.revoke_session(session, who, false, system_now())); });
}

void Api::password(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto body = body_of(*request, form_bytes_most);
  if (!body) return respond(refusal_response(body.error()));
  const auto before = text_in(*body, "before"), after = text_in(*body, "after");
  for (const auto* one : {&before, &after})
    if (!*one) return respond(refusal_response(one->error()));
  slowly(std::move(respond), [this, request, who, before = *before, after = *after] {
    return done_or_refused(parts_.access.change_password(who, before, after, request->address, system_now()));
  });
}

void Api::second_factor(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto body = body_of(*request, form_bytes_most);
  if (!body) return respond(refusal_response(body.error()));
  const auto code = text_in(*body, "code", false);
  if (!code) return respond(refusal_response(code.error()));
  slowly(std::move(respond), [this, who, code = *code] {
    if (!code.empty()) return done_or_refused(parts_.access.confirm_second_factor(who, code, system_now()));
    const std::string secret = parts_.access.begin_second_factor(who);
    return ok(
        {{"secret", secret}, {"address", "otpauth://totp/Countinghouse:" + who.user + "?secret=" + secret + "&issuer=Countinghouse"}});
  });
}

// ---- administration

void Api::as_administrator(const Identity& who, bool auditors_too, Respond respond, std::function<void()> then) {
  ask_then(respond, [who, auditors_too, respond, then = std::move(then)](Engine& engine, Live&, Instant) -> Tenant::Done {
    const bool is = engine.rows().get<Grant>(who.user, Role::administrator, PartyId{}) ||
                    (auditors_too && engine.rows().get<Grant>(who.user, Role::auditor, PartyId{}));
    if (is) return then;
    return [respond] { respond(refused_by_door("only_administrators")); };
  });
}

void Api::logins(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  as_administrator(who, true, respond, [this, respond] {
    slowly(respond, [this] {
      ordered_json rows = ordered_json::array();
      const Instant now = system_now();
      for (const Login& login : parts_.access.logins())
        rows.push_back({{"user", login.user_name},
                        {"second_factor", !login.totp_secret.empty()},
                        {"must_change_password", login.must_change},
                        {"disabled", login.disabled},
                        {"locked", login.locked_until > now},
                        {"sessions", parts_.access.sessions(login.user_name, now).size()}});
      return ok(rows);
    });
  });
}

// "/v1/logins/USER" with any of {password, disabled, remove_second_factor}.
void Api::set_login(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const std::string user = request->path.substr(std::string_view("/v1/logins/").size());
  const auto body = body_of(*request, form_bytes_most);
  if (!body) return respond(refusal_response(body.error()));
  if (const Check fits = form_fits(*body, {"password", "disabled", "remove_second_factor"}); !fits)
    return respond(refusal_response(fits.error()));
  if (!is_text(user, 100)) return respond(malformed("user", "missing_field"));
  for (const char* name : {"disabled", "remove_second_factor"})
    if (body->contains(name) && !body->at(name).is_boolean()) return respond(malformed(name, "not_a_boolean"));
  as_administrator(who, false, respond, [this, respond, user, who, body = *body] {
    slowly(respond, [this, user, who, body] {
      Check done;
      const Instant now = system_now();
      if (done && body.contains("password")) {
        const auto password = text_in(body, "password");
        done = password ? parts_.access.set_password(user, *password, who.user, now) : std::unexpected(password.error());
      }
      if (done && body.contains("disabled")) done = parts_.access.set_disabled(user, body["disabled"].get<bool>(), who.user, now);
      if (done && body.value("remove_second_factor", json(false)) == true) done = parts_.access.remove_second_factor(user, who.user, now);
      return done_or_refused(done);
    });
  });
}

void Api::keys(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  as_administrator(who, true, respond, [this, respond] {
    slowly(respond, [this] {
      ordered_json rows = ordered_json::array();
      for (const ApiKey& key : parts_.access.keys())
        rows.push_back({{"key", key.id},
                        {"name", key.name},
                        {"user", key.user_name},
                        {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(key.role))},
                        {"party", key.party.value},
                        {"may", key.may},
                        {"made", text(key.made)},
                        {"made_by", key.made_by},
                        {"revoked", key.revoked}});
      return ok(rows);
    });
  });
}

void Api::make_key(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto body = body_of(*request, form_bytes_most);
  if (!body) return respond(refusal_response(body.error()));
  if (const Check fits = form_fits(*body, {"name", "user", "role", "party", "may"}); !fits) return respond(refusal_response(fits.error()));
  const auto name = text_in(*body, "name"), user = text_in(*body, "user"), role_name = text_in(*body, "role");
  for (const auto* one : {&name, &user, &role_name})
    if (!*one) return respond(refusal_response(one->error()));
  const auto may = names_in(*body);
  if (!may) return respond(refusal_response(may.error()));
  const auto role = enum_type<Role>().number_of(*role_name);
  if (!role || static_cast<Role>(*role) == Role::clock) return respond(refused_by_door("role_malformed"));
  if (!is_text(*name, key_name_most)) return respond(malformed("name", "missing_field"));
  NewKey key{.name = *name, .user = *user, .role = static_cast<Role>(*role), .party = {}, .may = *may};
  if (const auto party = body->find("party"); party != body->end()) {
    if (!party->is_number_integer()) return respond(malformed("party", "not_an_integer"));
    key.party = {party->get<std::int64_t>()};
  }
  as_administrator(who, false, respond, [this, respond, who, key] {
    slowly(respond, [this, who, key] {
      std::int64_t id = 0;
      const std::string token = parts_.access.make_key(key, who.user, system_now(), id);
      return ok({{"key", id}, {"token", token}});
    });
  });
}

void Api::revoke_key(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto key = number_at_end(request->path);
  if (!key) return respond(refused_by_door("no_such_key"));
  as_administrator(who, false, respond, [this, respond, who, key = *key] {
    slowly(respond, [this, who, key] { return done_or_refused(parts_.access.revoke_key(key, who.user, system_now())); });
  });
}

void Api::access_events(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto before = request->param("before").empty() ? std::optional<std::int64_t>(0) : digits::read(request->param("before"));
  if (!before) return respond(malformed("before", "not_an_integer"));
  as_administrator(who, true, respond, [this, respond, before = *before] {
    slowly(respond, [this, before] {
      ordered_json rows = ordered_json::array();
      for (const AccessEvent& one : parts_.access.events(before, events_most))
        rows.push_back({{"event", one.id},
                        {"at", text(one.at)},
                        {"kind", enum_type<AccessEventKind>().name_of(static_cast<std::int64_t>(one.kind))},
                        {"user", one.user_name},
                        {"by", one.by},
                        {"address", one.address},
                        {"detail", one.detail}});
      return ok(rows);
    });
  });
}

}  // namespace ch::server
