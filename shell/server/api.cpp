#include "server/api.h"

#include <algorithm>
#include <array>

#include "api/answer.h"
#include "api/codes.h"
#include "api/cases.h"
#include "api/commands.h"
#include "base/digits.h"
#include "engine/records.h"
#include "json/strict.h"
#include "record/json_codec.h"
#include "server/door.h"
#include "server/openapi.h"
#include "server/secrets.h"
#include "server/changes.h"
#include "server/socket.h"

namespace ch::server {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view cookie_name = "ch_session";
constexpr std::int64_t cookie_seconds = 7 * 24 * 3'600;
constexpr int changes_most = 500, events_most = 200;
constexpr std::size_t key_name_most = 100;

Response ok(const ordered_json& value) { return {.body = answer_text(value)}; }
Response refused_by_door(std::string_view code, std::vector<Arg> args = {}) {
  return refusal_response(turned_away(code, {}, std::move(args)).error());
}

std::string_view cookie_of(const Request& request) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    const auto end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(cookie_name) && pair.substr(cookie_name.size()).starts_with('=')) return pair.substr(cookie_name.size() + 1);
  }
  return {};
}

std::string_view bearer_of(const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = request.header("authorization");
  return given.starts_with(scheme) ? given.substr(scheme.size()) : std::string_view{};
}

// SRV-17: what a cookie vouches for has to come from our own page.
bool from_elsewhere(const Request& request) {
  if (const std::string_view site = request.header("sec-fetch-site"); !site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  const auto host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
}

Result<json> body_of(const Request& request, std::size_t most) {
  return parse_strict(request.body.empty() ? std::string_view("{}") : std::string_view(request.body), {.max_bytes = most});
}

Result<std::string> text_in(const json& body, const char* name, bool needed = true) {
  const auto found = body.find(name);
  if (found != body.end() && found->is_string()) return found->get<std::string>();
  if (found == body.end() && !needed) return std::string();
  return refused("malformed_field", name, {{"reason", found == body.end() ? "missing_field" : "not_a_text"}});
}

Result<Envelope> envelope_of(const json& command, const Actor& actor) {
  if (!command.is_object()) return refused("malformed_field", "", {{"reason", "not_an_object"}});
  for (const auto& [field, value] : command.items())
    if (field != "id" && field != "name" && field != "payload") return refused("malformed_field", field, {{"reason", "unknown_field"}});
  const auto id = text_in(command, "id");
  if (!id) return std::unexpected(id.error());
  const auto uuid = Uuid::parse(*id);
  if (!uuid) return refused("malformed_field", "id", {{"reason", "not_a_uuid"}});
  const auto name = text_in(command, "name");
  if (!name) return std::unexpected(name.error());
  const auto payload = command.find("payload");
  if (payload == command.end() || !payload->is_object())
    return refused("malformed_field", "payload", {{"reason", payload == command.end() ? "missing_field" : "not_an_object"}});
  return Envelope{*uuid, *name, payload->dump(), actor, system_now()};
}

Outcome outcome_of(const Uuid& id, const Refusal& refusal) {
  return {.id = id, .band = refusal.band, .code = refusal.code, .rule = refusal.rule, .field = refusal.field, .args = refusal.args};
}

int status_of_band(Band band) {
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

Response outcome_response(const Outcome& outcome) {
  Response response{.status = status_of_band(outcome.band), .body = outcome_text(outcome)};
  if (response.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

bool is_text(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::optional<std::int64_t> number_at_end(std::string_view path) { return digits::read(path.substr(path.rfind('/') + 1)); }

ordered_json session_json(const Identity& who, Reader& rows) {
  ordered_json roles = ordered_json::array();
  rows.scan<Grant>({.prefix = key_of(who.user)}, [&](const Grant& grant) {
    ordered_json one{{"role", enum_type<Role>().name_of(static_cast<std::int64_t>(grant.role))}};
    if (grant.party) one["party"] = grant.party.value;
    roles.push_back(std::move(one));
    return true;
  });
  return {{"user", who.user}, {"must_change_password", who.must_change}, {"roles", std::move(roles)}};
}

}  // namespace

std::string outcome_text(const Outcome& outcome) {
  ordered_json made = answer_json({outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args}, {{"id", outcome.id.text()}});
  made["seq"] = outcome.seq;
  made["repeated"] = outcome.repeated;
  return answer_text(made);
}

int status_of(const Refusal& refusal) {
  for (const DoorCode& one : door_codes())
    if (one.code == refusal.code) return one.status;
  return refusal.code.starts_with("unknown_") ? 404 : status_of_band(refusal.band);
}

Response refusal_response(const Refusal& refusal) {
  const bool by_door = std::ranges::any_of(door_codes(), [&](const DoorCode& one) { return one.code == refusal.code; });
  Response response{.status = status_of(refusal), .body = by_door ? door_answer(refusal) : answer_text(answer_json(refusal))};
  if (response.status == 503 || response.status == 429) response.headers.emplace_back("Retry-After", "1");
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

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
      Route{"GET", "/v1/access_events", &Api::access_events, false},
  };
  return all;
}

std::size_t Api::body_most(std::string_view method, std::string_view path) const {
  return method == "POST" && path == "/v1/attachments" ? parts_.limits.attachment_most : parts_.limits.body_most;
}

std::optional<Identity> Api::identity(const Request& request) const {
  const std::string_view bearer = bearer_of(request);
  const std::string_view token = bearer.empty() ? cookie_of(request) : bearer;
  return token.empty() ? std::nullopt : parts_.access.who(token, system_now());
}

void Api::handle(std::shared_ptr<const Request> request, Respond respond) {
  const Request& asked = *request;
  if (asked.path == "/health/live") return respond({.body = R"({"live":true})"});
  if (asked.path == "/health/ready") {
    const bool ready = parts_.tenant.well();
    return respond({.status = ready ? 200 : 503, .body = ready ? R"({"ready":true})" : R"({"ready":false})"});
  }
  if (asked.path == "/metrics") return respond({.type = "text/plain; version=0.0.4", .body = parts_.metrics.text()});
  if (asked.path == "/openapi.json") return respond({.body = openapi()});
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
    if (!who) return respond(refused_by_door("not_signed_in"));
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
  const bool taken = parts_.tenant.ask([respond, question = std::move(question)](Engine& engine, Live&, Instant now) -> Tenant::Done {
    Response made;
    try {
      made = question(engine, now);
    } catch (const StoreError&) {
      made = refused_by_door("store_unwell");
    }
    return [respond, made = std::move(made)]() mutable { respond(std::move(made)); };
  });
  if (taken) return;
  parts_.metrics.overloaded.add();
  respond(refused_by_door("overloaded"));
}

// ---- commands, queries, changes

void Api::commands(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  const auto body = body_of(*request, parts_.limits.body_most);
  if (!body) return respond(refusal_response(body.error()));
  const bool one = !body->is_array();
  const std::size_t count = one ? 1 : body->size();
  if (count > parts_.limits.commands_most)
    return respond(refused_by_door("too_many", {{"most", std::to_string(parts_.limits.commands_most)}}));
  // What cannot be read is answered in its place; the others run all the same.
  std::vector<Outcome> answers(count);
  std::vector<Decoded> decoded;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < count; ++i) {
    const json& command = one ? *body : (*body)[i];
    const auto envelope = envelope_of(command, *actor);
    if (!envelope) {
      answers[i] = outcome_of({}, envelope.error());
      continue;
    }
    if (const Check allowed = key_allows(who, envelope->name); !allowed) {
      if (one) return respond(refusal_response(allowed.error()));
      answers[i] = outcome_of(envelope->id, refused("not_allowed", "", {{"command", envelope->name}}).error());
      continue;
    }
    auto read = parts_.tenant.decode(*envelope);
    if (!read) {
      answers[i] = outcome_of(envelope->id, read.error());
      continue;
    }
    decoded.push_back(std::move(*read));
    places.push_back(i);
  }
  auto answer = [one, answers = std::move(answers), places = std::move(places)](std::vector<Outcome> outcomes) mutable {
    for (std::size_t i = 0; i < outcomes.size(); ++i) answers[places[i]] = std::move(outcomes[i]);
    if (one) return outcome_response(answers.front());
    std::string body = "[";
    for (const Outcome& outcome : answers) body.append(body.size() > 1 ? "," : "").append(outcome_text(outcome));
    return Response{.body = body + "]"};
  };
  if (decoded.empty()) return respond(answer({}));
  run(std::move(decoded), std::move(respond), std::move(answer));
}

void Api::command(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const std::string name = request->path.substr(std::string_view("/v1/commands/").size());
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  if (const Check allowed = key_allows(who, name); !allowed) return respond(refusal_response(allowed.error()));
  const auto id = Uuid::parse(request->header("idempotency-key"));
  if (!id) return respond(refusal_response(refused("malformed_field", "Idempotency-Key", {{"reason", "not_a_uuid"}}).error()));
  auto read = parts_.tenant.decode({*id, name, request->body.empty() ? "{}" : request->body, *actor, system_now()});
  if (!read) return respond(refusal_response(read.error()));
  std::vector<Decoded> one;
  one.push_back(std::move(*read));
  run(std::move(one), std::move(respond), [](std::vector<Outcome> outcomes) { return outcome_response(outcomes.front()); });
}

void Api::why_not(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  const auto body = body_of(*request, parts_.limits.body_most);
  if (!body) return respond(refusal_response(body.error()));
  auto envelope = envelope_of(*body, *actor);
  if (!envelope) return respond(refusal_response(envelope.error()));
  if (const Check allowed = key_allows(who, envelope->name); !allowed) return respond(refusal_response(allowed.error()));
  ask(std::move(respond), [envelope = std::move(*envelope)](Engine& engine, Instant now) mutable {
    envelope.now = now;
    const auto refusal = engine.why_not(envelope);
    return Response{.body = refusal ? answer_text(answer_json(*refusal)) : "null"};
  });
}

void Api::query(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  std::string name = request->path.substr(std::string_view("/v1/queries/").size());
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  if (const Check allowed = key_allows(who, name); !allowed) return respond(refusal_response(allowed.error()));
  std::string params(request->method == "GET" ? std::string(request->param("params")) : request->body);
  if (params.empty()) params = "{}";
  ask(std::move(respond), [name = std::move(name), params = std::move(params), actor = *actor](Engine& engine, Instant now) {
    auto view = engine.query(name, params, actor, now);
    return view ? Response{.body = std::move(*view)} : refusal_response(view.error());
  });
}

void Api::changes(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  if (const Check allowed = key_allows(who, "changes"); !allowed) return respond(refusal_response(allowed.error()));
  const auto after = request->param("after").empty() ? std::optional<std::int64_t>(0) : digits::read(request->param("after"));
  const auto limit = request->param("limit").empty() ? std::optional<std::int64_t>(100) : digits::read(request->param("limit"));
  if (!after || !limit || *limit < 1 || *limit > changes_most)
    return respond(refusal_response(refused("malformed_field", after ? "limit" : "after", {{"reason", "not_an_integer"}}).error()));
  ask(std::move(respond), [after = *after, limit = *limit, actor = *actor](Engine& engine, Instant) {
    const auto page = changes_since(engine, after, static_cast<int>(limit), actor);
    return page ? Response{.body = *page} : refusal_response(page.error());
  });
}

// ---- attachments

void Api::attach(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  if (const Check allowed = key_allows(who, "attach"); !allowed) return respond(refusal_response(allowed.error()));
  slowly(std::move(respond), [this, request] {
    std::string name(request->param("name"));
    auto kept = parts_.contents.keep(request->body, name.empty() ? "document" : name);
    return kept ? Response{.body = std::move(*kept)} : refusal_response(kept.error());
  });
}

// "/v1/attachments/CASE/HASH": for who may see the case.
void Api::attachment(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  if (const Check allowed = key_allows(who, "document"); !allowed) return respond(refusal_response(allowed.error()));
  const std::string rest = request->path.substr(std::string_view("/v1/attachments/").size());
  const auto slash = rest.find('/');
  const auto process = digits::read(rest.substr(0, slash));
  if (slash == std::string::npos || !process) return respond(refused_by_door("not_found"));
  const std::string params = encode_text(AskDocument{CaseId{*process}, rest.substr(slash + 1)});
  const bool taken = parts_.tenant.ask([this, respond, params, actor = *actor](Engine& engine, Live&, Instant now) -> Tenant::Done {
    auto view = engine.query("document", params, actor, now);
    if (!view) return [respond, refusal = view.error()] { respond(refusal_response(refusal)); };
    return [this, respond, view = std::move(*view)] {
      slowly(respond, [this, view] {
        const json document = json::parse(view);
        auto content = parts_.contents.content_of({.question = {},
                                                   .hash = document.at("hash").get<std::string>(),
                                                   .size = document.at("size").get<std::int64_t>(),
                                                   .type = document.at("type").get<std::string>(),
                                                   .name = document.at("name").get<std::string>()});
        if (!content) return refusal_response(content.error());
        return Response{.type = document.at("type").get<std::string>(),
                        .body = std::move(*content),
                        .headers = {{"Cache-Control", "private, no-store"}, {"Content-Disposition", "inline"}}};
      });
    };
  });
  if (!taken) respond(refused_by_door("overloaded"));
}

// ---- the door

void Api::sign_in(const Request& request, Respond respond) {
  const auto body = body_of(request, 10'000);
  if (!body) return respond(refusal_response(body.error()));
  if (!body->is_object()) return respond(refusal_response(refused("malformed_field", "", {{"reason", "not_an_object"}}).error()));
  const auto user = text_in(*body, "user"), password = text_in(*body, "password");
  const auto code = text_in(*body, "code", false), device = text_in(*body, "device", false);
  for (const auto* one : {&user, &password, &code, &device})
    if (!*one) return respond(refusal_response(one->error()));
  SignIn asked{*user, *password, *code, *device, request.address};
  if (asked.device.empty()) asked.device = std::string(request.header("user-agent"));
  slowly(std::move(respond), [this, asked = std::move(asked)] {
    const auto in = parts_.access.sign_in(asked, system_now());
    (in ? parts_.metrics.sign_ins : parts_.metrics.sign_ins_refused).add();
    if (!in) return refusal_response(in.error());
    Response response = ok({{"user", in->who.user}, {"must_change_password", in->who.must_change}, {"expires", text(in->expires)}});
    std::string cookie =
        std::string(cookie_name) + "=" + in->token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(cookie_seconds);
    if (parts_.https) cookie += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
  });
}

void Api::session(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  ask(std::move(respond), [who](Engine& engine, Instant) { return ok(session_json(who, engine.rows())); });
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
  slowly(std::move(respond), [this, who, session = *session] {
    const Check done = parts_.access.revoke_session(session, who, false, system_now());
    return done ? Response{.body = "null"} : refusal_response(done.error());
  });
}

void Api::password(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto body = body_of(*request, 10'000);
  if (!body) return respond(refusal_response(body.error()));
  const auto before = text_in(*body, "before"), after = text_in(*body, "after");
  for (const auto* one : {&before, &after})
    if (!*one) return respond(refusal_response(one->error()));
  slowly(std::move(respond), [this, request, who, before = *before, after = *after] {
    const Check done = parts_.access.change_password(who, before, after, request->address, system_now());
    return done ? Response{.body = "null"} : refusal_response(done.error());
  });
}

void Api::second_factor(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto body = body_of(*request, 10'000);
  if (!body) return respond(refusal_response(body.error()));
  const auto code = text_in(*body, "code", false);
  if (!code) return respond(refusal_response(code.error()));
  slowly(std::move(respond), [this, who, code = *code] {
    if (!code.empty()) {
      const Check done = parts_.access.confirm_second_factor(who, code, system_now());
      return done ? Response{.body = "null"} : refusal_response(done.error());
    }
    const std::string secret = parts_.access.begin_second_factor(who);
    return ok(
        {{"secret", secret}, {"address", "otpauth://totp/Countinghouse:" + who.user + "?secret=" + secret + "&issuer=Countinghouse"}});
  });
}

// ---- administration

void Api::as_administrator(const Identity& who, bool auditors_too, Respond respond, std::function<void()> then) {
  const bool taken =
      parts_.tenant.ask([this, who, auditors_too, respond, then = std::move(then)](Engine& engine, Live&, Instant now) -> Tenant::Done {
        const bool is = engine.rows().get<Grant>(who.user, Role::administrator, PartyId{}) ||
                        (auditors_too && engine.rows().get<Grant>(who.user, Role::auditor, PartyId{}));
        if (is) return then;
        return [this, who, respond, now] {
          parts_.slowly([this, who, now] {
            parts_.access.note(AccessEventKind::refused_at_door, who.user, who.user, {}, "only_administrators", now);
          });
          respond(refused_by_door("only_administrators"));
        };
      });
  if (!taken) respond(refused_by_door("overloaded"));
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
  const auto body = body_of(*request, 10'000);
  if (!body) return respond(refusal_response(body.error()));
  if (!body->is_object() || !is_text(user, 100))
    return respond(refusal_response(refused("malformed_field", "user", {{"reason", "not_an_object"}}).error()));
  as_administrator(who, false, respond, [this, respond, user, who, body = *body] {
    slowly(respond, [this, user, who, body] {
      Check done;
      const Instant now = system_now();
      if (done && body.contains("password")) {
        const auto password = text_in(body, "password");
        done = password ? parts_.access.set_password(user, *password, who.user, now) : std::unexpected(password.error());
      }
      if (done && body.contains("disabled"))
        done = body["disabled"].is_boolean() ? parts_.access.set_disabled(user, body["disabled"].get<bool>(), who.user, now)
                                             : refused("malformed_field", "disabled", {{"reason", "not_a_boolean"}});
      if (done && body.value("remove_second_factor", json(false)) == true) done = parts_.access.remove_second_factor(user, who.user, now);
      return done ? Response{.body = "null"} : refusal_response(done.error());
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
  const auto body = body_of(*request, 10'000);
  if (!body) return respond(refusal_response(body.error()));
  const auto name = text_in(*body, "name"), user = text_in(*body, "user"), role_name = text_in(*body, "role");
  for (const auto* one : {&name, &user, &role_name})
    if (!*one) return respond(refusal_response(one->error()));
  const auto role = enum_type<Role>().number_of(*role_name);
  if (!role || static_cast<Role>(*role) == Role::clock) return respond(refused_by_door("role_malformed"));
  if (!is_text(*name, key_name_most))
    return respond(refusal_response(refused("malformed_field", "name", {{"reason", "missing_field"}}).error()));
  NewKey key{.name = *name, .user = *user, .role = static_cast<Role>(*role)};
  if (const auto party = body->find("party"); party != body->end() && party->is_number_integer()) key.party = {party->get<std::int64_t>()};
  if (const auto may = body->find("may"); may != body->end() && may->is_array())
    for (const json& one : *may)
      if (one.is_string()) key.may.push_back(one.get<std::string>());
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
    slowly(respond, [this, who, key] {
      const Check done = parts_.access.revoke_key(key, who.user, system_now());
      return done ? Response{.body = "null"} : refusal_response(done.error());
    });
  });
}

void Api::access_events(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto before = request->param("before").empty() ? std::optional<std::int64_t>(0) : digits::read(request->param("before"));
  if (!before) return respond(refusal_response(refused("malformed_field", "before", {{"reason", "not_an_integer"}}).error()));
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
  return std::nullopt;
}

std::unique_ptr<Socket> Api::open_socket(Identity who, std::function<void(std::string)> send) {
  return std::make_unique<Socket>(parts_.tenant, parts_.hub, std::move(who), std::move(send));
}

}  // namespace ch::server
