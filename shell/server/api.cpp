#include "server/api.h"

#include <algorithm>
#include <array>

#include "api/codes.h"
#include "base/digits.h"
#include "json/strict.h"
#include "server/api_parts.h"
#include "server/clock.h"
#include "server/door.h"
#include "server/openapi.h"
#include "server/socket.h"

namespace ch::server {

int status_of(Band band) {
  switch (band) {
    case Band::done:
      return 200;
    case Band::malformed:
      return 400;
    case Band::not_allowed:
      return 403;
    case Band::refused:
      return 409;
    case Band::retry:
      return 503;
  }
  return 500;
}

Response refusal_response(const Refusal& refusal) {
  const DoorCode* by_door = find_door_code(refusal.code);
  Response response{.body = by_door ? door_answer(refusal) : answer_text(answer_json(refusal))};
  response.status = by_door ? by_door->status : refusal.code.starts_with("unknown_") ? 404 : status_of(refusal.band);
  if (response.status == 503 || response.status == 429) response.headers.emplace_back("Retry-After", "1");
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (response.status == 426) response.headers.emplace_back("Upgrade", "websocket");
  if (response.status == 403) response.denied.emplace_back(refusal.code);
  return response;
}

Response ok(const ordered_json& value) { return {.body = answer_text(value)}; }
Response done_or_refused(const Check& check) { return check ? Response{.body = "null"} : refusal_response(check.error()); }
Response refused_by_door(std::string_view code, std::vector<Arg> args) {
  return refusal_response(turned_away(code, {}, std::move(args)).error());
}
Response malformed(std::string_view field, std::string_view reason) {
  return refusal_response(refused("malformed_field", std::string(field), {{"reason", std::string(reason)}}).error());
}

Result<json> body_of(const Request& request, std::size_t most) {
  return parse_strict(request.body.empty() ? std::string_view("{}") : std::string_view(request.body), {.max_bytes = most});
}

Result<std::string> text_in(const json& body, const char* name, bool needed) {
  const auto found = body.find(name);
  if (found != body.end() && found->is_string()) return found->get<std::string>();
  if (found == body.end() && !needed) return std::string();
  return refused("malformed_field", name, {{"reason", found == body.end() ? "missing_field" : "not_a_text"}});
}

std::optional<std::int64_t> number_at_end(std::string_view path) { return digits::read(path.substr(path.rfind('/') + 1)); }

Result<Actor> actor_of(const Identity& who, std::string_view as) {
  if (who.key != 0) return Actor{who.user, who.role, who.party};
  if (as.empty()) return turned_away("role_needed", "as");
  const auto colon = as.find(':');
  const auto role = enum_type<Role>().number_of(as.substr(0, colon));
  const auto party = colon == std::string_view::npos ? std::optional<std::int64_t>(0) : digits::read(as.substr(colon + 1));
  // The clock is nobody that a client could be.
  if (!role || !party || static_cast<Role>(*role) == Role::clock) return turned_away("role_malformed", "as");
  return Actor{who.user, static_cast<Role>(*role), {*party}};
}

Check key_allows(const Identity& who, std::string_view name) {
  if (who.may.empty() || std::ranges::find(who.may, name) != who.may.end()) return {};
  return turned_away("not_by_this_key", "", {{"name", std::string(name)}});
}

// ---- routing

struct Api::Route {
  std::string_view method, path;  // ends in "/": what follows is a part of the address
  Handler handler;
  bool by_keys = true;         // else a user's own
  bool before_change = false;  // while his password was made by somebody else
};

std::span<const Api::Route> Api::routes() {
  static constexpr std::array all{
      Route{"POST", "/v1/commands", &Api::commands},
      Route{"POST", "/v1/commands/", &Api::command},
      Route{"POST", "/v1/why_not", &Api::why_not},
      Route{"GET", "/v1/queries/", &Api::query},
      Route{"POST", "/v1/queries/", &Api::query},
      Route{"GET", "/v1/changes", &Api::changes},
      Route{"POST", "/v1/attachments", &Api::attach},
      Route{"GET", "/v1/attachments/", &Api::attachment},
      Route{"GET", "/v1/session", &Api::session, true, true},
      Route{"DELETE", "/v1/session", &Api::sign_out, false, true},
      Route{"GET", "/v1/sessions", &Api::sessions, false},
      Route{"DELETE", "/v1/sessions/", &Api::revoke_session, false},
      Route{"POST", "/v1/password", &Api::password, false, true},
      Route{"POST", "/v1/second_factor", &Api::second_factor, false},
      Route{"GET", "/v1/logins", &Api::logins, false},
      Route{"POST", "/v1/logins/", &Api::set_login, false},
      Route{"GET", "/v1/keys", &Api::keys, false},
      Route{"POST", "/v1/keys", &Api::make_key, false},
      Route{"DELETE", "/v1/keys/", &Api::revoke_key, false},
      Route{"POST", "/v1/backups", &Api::make_backup},
      Route{"GET", "/v1/backups", &Api::backups},
      Route{"GET", "/v1/access_events", &Api::access_events, false},
  };
  return all;
}

std::size_t Api::body_most(std::string_view method, std::string_view path) const {
  return method == "POST" && path == "/v1/attachments" ? parts_.limits.attachment_most : parts_.limits.body_most;
}

std::string Api::token_of(const Request& request) {
  const std::string_view bearer = bearer_of(request);
  return std::string(bearer.empty() ? cookie_of(request, cookie_name) : bearer);
}

std::optional<Identity> Api::identity(const Request& request) const {
  const std::string token = token_of(request);
  return token.empty() ? std::nullopt : parts_.access.who(token, system_now());
}

std::function<bool()> Api::still_in(const Request& request) const {
  return [&access = parts_.access, token = token_of(request)] { return access.who(token, system_now()).has_value(); };
}

// SRV-18: told before he hears of it, so that it is on record by the time that anybody can look.
void Api::note_refusals(const std::string& user, const std::string& address, std::vector<std::string> what) const {
  parts_.slowly([this, user, address, what = std::move(what)] {
    try {
      for (const std::string& one : what) parts_.access.note_refusal(user, address, one, system_now());
    } catch (const StoreError& error) {
      parts_.log.say("error", "store_failed", {{"detail", std::string_view(error.what())}});
    }
  });
}

// Of what is asked for there by `user`, or by whoever says that he is somebody.
Respond Api::on_record(const std::shared_ptr<const Request>& request, std::string user, Respond respond) const {
  return [this, request, user = std::move(user), respond = std::move(respond)](Response response) {
    if (!response.denied.empty()) {
      for (std::string& one : response.denied) one = request->method + " " + request->path + ": " + one;
      note_refusals(user, request->address, std::move(response.denied));
    }
    respond(std::move(response));
  };
}

// SRV-19: nobody's data is there, but how busy the platform is. Open to this machine, where what looks after the server runs; a request
// that a proxy on it handed on comes from elsewhere.
void Api::metrics(const std::shared_ptr<const Request>& request, Respond respond) {
  const auto told = [this] { return Response{.type = "text/plain; version=0.0.4", .body = parts_.metrics.text()}; };
  if (parts_.open_metrics || (from_this_machine(request->address) && request->header("x-forwarded-for").empty())) return respond(told());
  const auto who = identity(*request);
  if (!who) return respond(refused_by_door("not_signed_in"));
  respond = on_record(request, who->user, std::move(respond));
  if (who->must_change) return respond(refused_by_door("password_to_change"));
  if (const Check may = key_allows(*who, "metrics"); !may) return respond(refusal_response(may.error()));
  if (who->key != 0 && who->role != Role::administrator && who->role != Role::auditor)
    return respond(refused_by_door("only_administrators"));
  as_administrator(*who, true, respond, [respond, told] { respond(told()); });
}

void Api::handle(std::shared_ptr<const Request> request, Respond respond) {
  const Request& asked = *request;
  if (asked.path == "/health/live") return respond({.body = R"({"live":true})"});
  if (asked.path == "/health/ready") {
    const std::string_view why = parts_.ready();
    if (why.empty()) return respond({.body = R"({"ready":true})"});
    return respond({.status = 503, .body = answer_text({{"ready", false}, {"why", why}})});
  }
  if (asked.path == "/metrics") return metrics(request, std::move(respond));
  if (asked.path == "/openapi.json") return respond({.body = openapi()});
  // SRV-12: whoever writes now may have let somebody in or thrown him out since.
  if (const std::string_view why = parts_.ready(); asked.path.starts_with("/v1/") && why.starts_with("lease_"))
    return respond(refused_by_door(why));
  if (asked.path == "/v1/live") return respond(refused_by_door(asked.method == "GET" ? "websocket_needed" : "wrong_method"));
  const bool bearer = !bearer_of(asked).empty();
  if (asked.path == "/v1/session" && asked.method == "POST") {
    if (from_elsewhere(asked) && !asked.header("origin").empty()) return respond(refused_by_door("cross_site"));
    return sign_in(asked, std::move(respond));
  }
  bool known = false;
  for (const Route& route : routes()) {
    const bool fits =
        route.path.ends_with('/') ? asked.path.starts_with(route.path) && asked.path.size() > route.path.size() : asked.path == route.path;
    if (!fits) continue;
    known = true;
    if (asked.method != route.method) continue;
    const auto who = identity(asked);
    // Who asks whether he is signed in is no intruder.
    if (!who && !bearer && asked.method == "GET" && asked.path == "/v1/session") return respond({.body = "null"});
    if (!who) {
      if (!token_of(asked).empty()) note_refusals({}, asked.address, {asked.method + " " + asked.path + ": not_signed_in"});
      return respond(refused_by_door("not_signed_in"));
    }
    respond = on_record(request, who->user, std::move(respond));
    if (!bearer && asked.method != "GET" && from_elsewhere(asked)) return respond(refused_by_door("cross_site"));
    if (who->key != 0 && !route.by_keys) return respond(refused_by_door("not_for_keys"));
    if (who->must_change && !route.before_change) return respond(refused_by_door("password_to_change"));
    return (this->*route.handler)(request, *who, std::move(respond));
  }
  if (known) return respond(refused_by_door("wrong_method"));
  if (asked.method == "GET" || asked.method == "HEAD")
    if (auto file = parts_.bundle.find(asked)) return respond(std::move(*file));
  respond(refused_by_door("not_found"));
}

// ---- threads

void Api::slowly(Respond respond, std::function<Response()> work) {
  parts_.slowly([this, respond = std::move(respond), work = std::move(work)] {
    Response made;
    try {
      made = work();
    } catch (const StoreError& error) {
      parts_.log.say("error", "store_failed", {{"detail", std::string_view(error.what())}});
      made = refused_by_door("store_unwell");
    }
    parts_.answers([respond, made = std::move(made)]() mutable { respond(std::move(made)); });
  });
}

void Api::run(std::vector<Decoded> decoded, Respond respond, std::function<Response(std::vector<Outcome>)> answer) {
  const bool taken = parts_.tenant.run(
      std::move(decoded), [respond, answer = std::move(answer)](std::vector<Outcome> outcomes) { respond(answer(std::move(outcomes))); });
  if (taken) return;
  parts_.metrics.overloaded.add();
  respond(refused_by_door("overloaded"));
}

void Api::ask(Respond respond, std::function<Response(Engine&, Instant)> question) {
  ask_then(respond, [respond, question = std::move(question)](Engine& engine, Live&, Instant now) -> Tenant::Done {
    return [respond, made = question(engine, now)]() mutable { respond(std::move(made)); };
  });
}

void Api::ask_then(Respond respond, Tenant::Question question) {
  if (parts_.tenant.ask(std::move(question), [respond] { respond(refused_by_door("store_unwell")); })) return;
  parts_.metrics.overloaded.add();
  respond(refused_by_door("overloaded"));
}

// ---- live views

std::optional<Identity> Api::admitted(const Request& request, Response& refusal) const {
  const auto who = identity(request);
  if (!who)
    refusal = refused_by_door("not_signed_in");
  else if (who->must_change)
    refusal = refused_by_door("password_to_change");
  else if (bearer_of(request).empty() && from_elsewhere(request))
    refusal = refused_by_door("cross_site");
  else
    return who;
  if (!token_of(request).empty())
    note_refusals(who ? who->user : std::string(), request.address, {"live: " + (who ? refusal.denied.front() : "not_signed_in")});
  return std::nullopt;
}

std::unique_ptr<Socket> Api::open_socket(const Request& request, Identity who, std::function<void(std::string)> send) {
  Outlet outlet{std::move(send), [this, user = who.user, address = request.address](std::string what) {
                  note_refusals(user, address, {"live: " + std::move(what)});
                }};
  return std::make_unique<Socket>(parts_.tenant, parts_.hub, std::move(who), std::move(outlet));
}

}  // namespace ch::server
