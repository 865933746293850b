// Commands, queries, changes and documents: what a client has to do with the books (SRV-3).
#include <algorithm>

#include "api/cases.h"
#include "api/codes.h"
#include "api/commands.h"
#include "base/digits.h"
#include "engine/records.h"
#include "messages/outcome_json.h"
#include "record/json_codec.h"
#include "server/api_parts.h"
#include "server/changes.h"
#include "server/clock.h"
#include "server/door.h"

namespace ch::server {

namespace {

constexpr int changes_most = 500;

// Without its payload, which is an object and stays where it is.
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
  return Envelope{*uuid, *name, {}, actor, system_now()};
}

Response outcome_response(const Outcome& outcome) {
  Response response{.status = status_of(outcome.band), .body = outcome_text(outcome)};
  if (response.status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

// For the record, where it is refused for want of a right (SRV-18).
void note_denied(Response& response, const Outcome& outcome, const std::string& name) {
  if (outcome.band == Band::not_allowed) response.denied.push_back(name + " " + outcome.code);
}

// CON-11: whose work has documents. So an auditor, who writes nothing, and whoever holds no role cannot fill the disk.
bool may_attach(Reader& rows, const Identity& who) {
  const auto has_documents = [](Role role) {
    return std::ranges::any_of(command_spec("write_on_case")->who, [&](const Permission& one) { return one.role == role; });
  };
  if (who.key != 0) return has_documents(who.role) && rows.get<Grant>(who.user, who.role, who.party);
  bool may = false;
  rows.scan<Grant>({.prefix = key_of(who.user)}, [&](const Grant& grant) { return may = has_documents(grant.role), !may; });
  return may;
}

}  // namespace

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
  std::vector<std::string> names(count);
  std::vector<Decoded> decoded;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < count; ++i) {
    const json& command = one ? *body : (*body)[i];
    const auto envelope = envelope_of(command, *actor);
    if (!envelope) {
      answers[i] = outcome_of({}, envelope.error());
      continue;
    }
    names[i] = envelope->name;
    if (const Check allowed = key_allows(who, envelope->name); !allowed) {
      if (one) return respond(refusal_response(allowed.error()));
      answers[i] = outcome_of(envelope->id, refused("not_allowed", "", {{"command", envelope->name}}).error());
      continue;
    }
    auto read = parts_.tenant.decode(*envelope, *command.find("payload"));
    if (!read) {
      answers[i] = outcome_of(envelope->id, read.error());
      continue;
    }
    decoded.push_back(std::move(*read));
    places.push_back(i);
  }
  auto answer = [one, answers = std::move(answers), names = std::move(names),
                 places = std::move(places)](std::vector<Outcome> outcomes) mutable {
    for (std::size_t i = 0; i < outcomes.size(); ++i) answers[places[i]] = std::move(outcomes[i]);
    Response response;
    if (one) {
      response = outcome_response(answers.front());
    } else {
      response.body = "[";
      for (const Outcome& outcome : answers) response.body.append(response.body.size() > 1 ? "," : "").append(outcome_text(outcome));
      response.body += "]";
    }
    for (std::size_t i = 0; i < answers.size(); ++i) note_denied(response, answers[i], names[i]);
    return response;
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
  if (!id) return respond(malformed("Idempotency-Key", "not_a_uuid"));
  auto read = parts_.tenant.decode({*id, name, request->body.empty() ? "{}" : request->body, *actor, system_now()});
  if (!read) return respond(refusal_response(read.error()));
  std::vector<Decoded> one;
  one.push_back(std::move(*read));
  run(std::move(one), std::move(respond), [name](std::vector<Outcome> outcomes) {
    Response response = outcome_response(outcomes.front());
    note_denied(response, outcomes.front(), name);
    return response;
  });
}

void Api::why_not(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  const auto actor = actor_of(who, request->param("as"));
  if (!actor) return respond(refusal_response(actor.error()));
  const auto body = body_of(*request, parts_.limits.body_most);
  if (!body) return respond(refusal_response(body.error()));
  const auto envelope = envelope_of(*body, *actor);
  if (!envelope) return respond(refusal_response(envelope.error()));
  if (const Check allowed = key_allows(who, envelope->name); !allowed) return respond(refusal_response(allowed.error()));
  const auto said = [](const std::optional<Refusal>& refusal) {
    return Response{.body = refusal ? answer_text(answer_json(*refusal)) : "null"};
  };
  auto command = parts_.tenant.decode(*envelope, *body->find("payload"));
  if (!command) return respond(said(command.error()));
  ask(std::move(respond), [said, command = std::move(*command)](Engine& engine, Instant now) mutable {
    command.now = now;
    return said(engine.why_not(command));
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
  if (!after || !limit || *limit < 1 || *limit > changes_most) return respond(malformed(after ? "limit" : "after", "not_an_integer"));
  ask(std::move(respond), [after = *after, limit = *limit, actor = *actor](Engine& engine, Instant) {
    auto page = changes_since(engine, after, static_cast<int>(limit), actor);
    return page ? Response{.body = std::move(page->text)} : refusal_response(page.error());
  });
}

// ---- attachments

void Api::attach(const std::shared_ptr<const Request>& request, const Identity& who, Respond respond) {
  if (const Check allowed = key_allows(who, "attach"); !allowed) return respond(refusal_response(allowed.error()));
  const auto keep = [this, request, respond] {
    slowly(respond, [this, request] {
      std::string name(request->param("name"));
      auto kept = parts_.contents.keep(request->body, name.empty() ? "document" : name);
      return kept ? Response{.body = std::move(*kept)} : refusal_response(kept.error());
    });
  };
  ask_then(respond, [who, respond, keep](Engine& engine, Live&, Instant) -> Tenant::Done {
    if (may_attach(engine.rows(), who)) return keep;
    return [respond] { respond(refusal_response(refused("not_allowed", "", {{"command", "attach"}}).error())); };
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
  ask_then(respond, [this, respond, params, actor = *actor](Engine& engine, Live&, Instant now) -> Tenant::Done {
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
}

}  // namespace ch::server
