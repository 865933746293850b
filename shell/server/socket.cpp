#include "server/socket.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "json/strict.h"
#include "messages/replies.h"
#include "record/json_codec.h"
#include "server/api.h"
#include "server/clock.h"
#include "server/door.h"

namespace ch::server {

namespace {

using nlohmann::json;

constexpr std::size_t message_most = 4U << 20;
constexpr int page_most = 200, pages_most = 10;

std::string changes_message(std::int64_t id, std::string_view page) {
  return R"({"id":)" + std::to_string(id) + R"(,"kind":"changes","changes":)" + std::string(page) + "}";
}

// Words of the server's own, where the books have none for it.
std::string turned_away_message(std::int64_t id, const Refusal& refusal) {
  return R"({"id":)" + std::to_string(id) + R"(,"kind":"error","code":")" + refusal.code + R"(","detail":"","refusal":)" +
         door_answer(refusal) + "}";
}

// Empty where there is none.
std::string said_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Tenant::Done send_by(std::weak_ptr<Outlet> to, std::string text) {
  return [to = std::move(to), text = std::move(text)]() mutable {
    if (const auto outlet = to.lock()) outlet->send(std::move(text));
  };
}

// SRV-18: a refusal for want of a right goes on record too.
Tenant::Done refuse_by(std::weak_ptr<Outlet> to, std::int64_t id, std::string_view what, const Refusal& refusal) {
  return [to = std::move(to), text = refused_message(id, refusal),
          denied = refusal.band == Band::not_allowed ? std::string(what) + " " + refusal.code : std::string()]() mutable {
    const auto outlet = to.lock();
    if (!outlet) return;
    if (!denied.empty()) outlet->denied(std::move(denied));
    outlet->send(std::move(text));
  };
}

}  // namespace

void LiveHub::after_group(Live& live, Engine& engine, Instant now, std::vector<Tenant::Done>& done) {
  for (const Live::Update& update : live.updates(now)) {
    const auto to = subscribed_.find(update.id);
    if (to == subscribed_.end()) continue;
    if (update.view) {
      done.push_back(send_by(to->second.outlet, view_message(to->second.id, *update.view)));
      continue;
    }
    // What may no longer be seen ends.
    done.push_back(send_by(to->second.outlet, refused_message(to->second.id, update.view.error())));
    live.unsubscribe(update.id);
    subscribed_.erase(to);
  }
  for (Follower& one : followers_) {
    for (int pages = 0; one.after < engine.last_seq() && pages < pages_most; ++pages) {
      const auto page = changes_since(engine, one.after, page_most, one.actor);
      if (!page) break;
      one.after = page->next;
      done.push_back(send_by(one.outlet, changes_message(one.id, page->text)));
    }
  }
}

Tenant::Done LiveHub::subscribe(Live& live, const std::shared_ptr<Outlet>& outlet, std::int64_t id, std::string name, std::string params,
                                const Actor& actor, Instant now) {
  unsubscribe(live, outlet.get(), id);
  const std::int64_t ours = ++last_;
  const auto view = live.subscribe(ours, name, std::move(params), actor, now);
  if (!view) return refuse_by(outlet, id, name, view.error());
  subscribed_.emplace(ours, Subscribed{outlet, outlet.get(), id});
  return send_by(outlet, view_message(id, *view));
}

bool LiveHub::unsubscribe(Live& live, const Outlet* outlet, std::int64_t id) {
  const auto found =
      std::ranges::find_if(subscribed_, [&](const auto& one) { return one.second.address == outlet && one.second.id == id; });
  if (found == subscribed_.end()) return false;
  live.unsubscribe(found->first);
  subscribed_.erase(found);
  return true;
}

Tenant::Done LiveHub::follow(Engine& engine, const std::shared_ptr<Outlet>& outlet, std::int64_t id, std::int64_t after,
                             const Actor& actor) {
  const auto page = changes_since(engine, after, page_most, actor);
  if (!page) return refuse_by(outlet, id, "follow", page.error());
  followers_.push_back({outlet, outlet.get(), id, page->next, actor});
  return send_by(outlet, changes_message(id, page->text));
}

void LiveHub::leave(Live& live, const Outlet* outlet) {
  for (auto one = subscribed_.begin(); one != subscribed_.end();) {
    if (one->second.address != outlet) {
      ++one;
      continue;
    }
    live.unsubscribe(one->first);
    one = subscribed_.erase(one);
  }
  std::erase_if(followers_, [&](const Follower& one) { return one.address == outlet; });
}

Socket::Socket(Tenant& tenant, LiveHub& hub, Identity who, Outlet outlet)
    : tenant_(tenant), hub_(hub), who_(std::move(who)), outlet_(std::make_shared<Outlet>(std::move(outlet))) {
  if (who_.key != 0) actor_ = Actor{who_.user, who_.role, who_.party};
}

Socket::~Socket() {
  // Kept until nobody can be told of it any more, so that no other takes its address meanwhile.
  const std::shared_ptr<Outlet> gone = outlet_;
  gone->send = [](std::string) {};
  tenant_.ask([&hub = hub_, gone](Engine&, Live& live, Instant) -> Tenant::Done { return hub.leave(live, gone.get()), [] {}; }, [] {});
}

void Socket::turn_away(std::int64_t id, const std::string& name, const Refusal& refusal) {
  outlet_->denied(name + " " + refusal.code);
  answer(turned_away_message(id, refusal));
}

void Socket::take(std::string_view text) {
  const auto message = parse_strict(text, {.max_bytes = message_most});
  const auto number_of = [&](const char* name) -> std::int64_t {
    const auto found = message->find(name);
    return found != message->end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
  };
  if (!message || !message->is_object() || number_of("id") < 1) return answer(error_message(std::nullopt, "malformed", "id"));
  const std::string kind = said_in(*message, "kind");
  const std::int64_t id = number_of("id");
  if (!tenant_.sure()) return answer(turned_away_message(id, turned_away("lease_uncertain").error()));
  if (kind == "act_as") {
    const auto given = message->find("actor");
    if (given == message->end() || given->is_null()) return actor_.reset(), answer(result_message(id, "null"));
    Result<Actor> actor = decode<Actor>(*given);
    // Nobody is more than he signed in as; and what he may as that the engine asks each time.
    if (!actor || actor->role == Role::clock || actor->user != who_.user || who_.key != 0)
      return answer(error_message(id, "malformed", "actor"));
    actor_ = *actor;
    return answer(result_message(id, "null"));
  }
  if (!actor_) return answer(error_message(id, "malformed", "actor"));
  const auto params = message->find("params");
  std::string name = kind == "export_statement" ? "statement" : said_in(*message, "name");
  if (kind == "execute" || kind == "why_not") {
    const auto command = message->find("command");
    if (command == message->end() || !command->is_object()) return answer(error_message(id, "malformed", "command"));
    name = said_in(*command, "name");
    if (const Check allowed = key_allows(who_, name); !allowed) return turn_away(id, name, allowed.error());
    const auto command_id = Uuid::parse(said_in(*command, "id"));
    if (!command_id) return answer(error_message(id, "malformed", "command.id"));
    Envelope envelope{*command_id, name, command->value("payload", json::object()).dump(), *actor_, system_now()};
    const std::weak_ptr<Outlet> to = outlet_;
    bool taken = false;
    if (kind == "execute") {
      auto decoded = tenant_.decode(envelope);
      if (!decoded) return answer(outcome_message(id, outcome_of(*command_id, decoded.error())));
      std::vector<Decoded> one;
      one.push_back(std::move(*decoded));
      taken = tenant_.run(std::move(one), [to, id, name](std::vector<Outcome> outcomes) {
        const Outcome& outcome = outcomes.front();
        const auto outlet = to.lock();
        if (outlet && outcome.band == Band::not_allowed) outlet->denied(name + " " + outcome.code);
        if (outlet) outlet->send(outcome_message(id, outcome));
      });
    } else {
      taken = tenant_.ask(
          [to, id, envelope](Engine& engine, Live&, Instant now) mutable -> Tenant::Done {
            envelope.now = now;
            return send_by(to, why_not_message(id, engine.why_not(envelope)));
          },
          send_by(to, turned_away_message(id, turned_away("store_unwell").error())));
    }
    if (!taken) answer(turned_away_message(id, turned_away("overloaded").error()));
    return;
  }
  if (!name.empty())
    if (const Check allowed = key_allows(who_, name); !allowed) return turn_away(id, name, allowed.error());
  take_known(kind, id, std::move(name), params == message->end() ? "{}" : params->dump(), *actor_,
             kind == "unsubscribe" ? number_of("subscription") : number_of("after"));
}

void Socket::take_known(const std::string& kind, std::int64_t id, std::string name, std::string params, Actor actor, std::int64_t number) {
  const std::weak_ptr<Outlet> to = outlet_;
  Tenant::Question question;
  if (kind == "query")
    question = [to, id, name, params, actor](Engine& engine, Live&, Instant now) {
      const auto view = engine.query(name, params, actor, now);
      return view ? send_by(to, result_message(id, *view)) : refuse_by(to, id, name, view.error());
    };
  else if (kind == "subscribe")
    question = [to, &hub = hub_, id, name, params, actor](Engine&, Live& live, Instant now) -> Tenant::Done {
      const auto outlet = to.lock();
      if (!outlet) return [] {};
      return hub.subscribe(live, outlet, id, name, params, actor, now);
    };
  else if (kind == "unsubscribe")
    question = [to, &hub = hub_, id, number](Engine&, Live& live, Instant) -> Tenant::Done {
      const auto outlet = to.lock();
      const bool was = outlet && hub.unsubscribe(live, outlet.get(), number);
      return send_by(to, was ? result_message(id, "null") : error_message(id, "unknown", "subscription"));
    };
  else if (kind == "follow")
    question = [to, &hub = hub_, id, number, actor](Engine& engine, Live&, Instant) -> Tenant::Done {
      const auto outlet = to.lock();
      if (!outlet) return [] {};
      return hub.follow(engine, outlet, id, number, actor);
    };
  else
    question = statement(kind, id, params, actor);
  if (!question) return answer(error_message(id, "malformed", "kind"));
  if (!tenant_.ask(std::move(question), send_by(to, turned_away_message(id, turned_away("store_unwell").error()))))
    answer(turned_away_message(id, turned_away("overloaded").error()));
}

// What `export_statement` begins goes on with each `more`, and ends with its result or with `cancel`.
Tenant::Question Socket::statement(const std::string& kind, std::int64_t id, const std::string& params, const Actor& actor) {
  const std::weak_ptr<Outlet> to = outlet_;
  if (kind == "export_statement")
    return [to, id, params, actor, at = statement_](Engine& engine, Live&, Instant now) -> Tenant::Done {
      auto ask = decode<AskStatementFile>(json::parse(params));
      if (!ask) return send_by(to, refused_message(id, ask.error()));
      if (*at) return send_by(to, error_message(id, "busy", ""));
      at->emplace(engine, id, std::move(*ask), actor, now);
      std::string message = (*at)->next();
      std::string denied = (*at)->denied();
      if ((*at)->over()) at->reset();
      return [to, message = std::move(message), denied = std::move(denied)]() mutable {
        const auto outlet = to.lock();
        if (outlet && !denied.empty()) outlet->denied("statement " + denied);
        if (outlet) outlet->send(std::move(message));
      };
    };
  if (kind == "more" || kind == "cancel")
    return [to, id, ends = kind == "cancel", at = statement_](Engine&, Live&, Instant) -> Tenant::Done {
      if (!*at || (!ends && (*at)->id() != id)) return send_by(to, error_message(id, "unknown", "request"));
      std::string message = ends ? error_message((*at)->id(), "cancelled", "") : (*at)->next();
      if (ends || (*at)->over()) at->reset();
      return [told = send_by(to, std::move(message)), also = ends ? send_by(to, result_message(id, "null")) : Tenant::Done([] {})] {
        told(), also();
      };
    };
  return {};
}

}  // namespace ch::server
