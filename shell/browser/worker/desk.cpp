#include "worker/desk.h"

#include <emscripten/emscripten.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "house/house.h"
#include "record/json_codec.h"
#include "vfs/opfs_border.h"
#include "vfs/opfs_vfs.h"
#include "worker/demo_work.h"
#include "house/packs.h"
#include "worker/spare_work.h"
#include "worker/statement_work.h"

namespace ch::browser {
namespace {

using nlohmann::json;

constexpr double kStepMs = 12;
// Two months of a small platform, made in seconds; every state occurs in it.
constexpr DemoSize kUsualDemo{.merchants = 24, .days = 60, .seed = 1};
constexpr DemoSize kLargestDemo{.merchants = 2000, .days = 400, .seed = 0};

std::string params_of(const json& message) {
  const auto params = message.find("params");
  return params == message.end() ? "{}" : params->dump();
}

Uuid new_command_id(Instant now) {
  std::array<std::uint8_t, 10> random{};
  ch_border_random(random.data(), static_cast<int>(random.size()));
  return Uuid::v7(now.ms, random);
}

/// Who acts, as the host says. The clock is nobody that a page could be: its commands come from due timers alone.
Result<Actor> actor_of(const json& message) {
  const auto given = message.find("actor");
  if (given == message.end() || given->is_null()) return refuse("malformed", "CON-7", "actor");
  Result<Actor> actor = decode<Actor>(*given);
  if (actor && actor->role == Role::clock) return refuse("malformed", "CON-7", "actor");
  return actor;
}

std::optional<Envelope> envelope_of(const json& message, const Actor& actor, Instant now) {
  const json& command = message.at("command");
  const auto id = Uuid::parse(command.at("id").get<std::string>());
  if (!id) return std::nullopt;
  return Envelope{*id, command.at("name").get<std::string>(), command.at("payload").dump(), actor, now};
}

/// What a file must have to be one of ours, of a version that this program can read.
std::string why_another_version(sqlite3* imported) {
  const std::int64_t version = integer_of(imported, "SELECT MAX(number) FROM schema_migration", -1);
  const auto known = house_catalogue().migrations;
  const std::int64_t newest = known.empty() ? 0 : known.back().number;
  if (version < 0) return "no schema of this program";
  return version > newest ? "schema " + std::to_string(version) : std::string{};
}

}  // namespace

Desk::Desk(const SqliteOptions& options) : store_{kMainFile, options}, engine_{store_, house_catalogue()}, live_{engine_} {}

double Desk::next_due() const {
  const auto due = engine_.next_due();
  return due ? static_cast<double>(due->ms) : -1;
}

Replies Desk::handle(const json& message) {
  const std::string kind = message.at("kind").get<std::string>();
  now_ = Instant{message.at("now").get<std::int64_t>()};
  if (kind == "cancel") return cancel();
  const bool busy = work_ && work_->exclusive();
  Replies replies;
  if (kind == "tick") {
    if (!busy && engine_.tick(now_) > 0) append_updates(replies);
    return replies;
  }
  const std::int64_t id = message.at("id").get<std::int64_t>();
  if (busy) return {error_message(id, "busy", "")};
  if (kind == "unsubscribe") {
    const std::int64_t subscription = message.at("subscription").get<std::int64_t>();
    live_.unsubscribe(subscription);
    if (subscriptions_.erase(subscription) == 0) return {error_message(id, "unknown", "subscription")};
    return {result_message(id, "null")};
  }
  if (kind == "start") return start(id, message);
  if (kind == "export_db") return begin(id, export_to_spare(store_.handle()), "null");
  if (kind == "import_db") return begin(id, import_from_spare(store_.handle(), why_another_version), "null");
  const Result<Actor> actor = actor_of(message);
  if (!actor) return {error_message(id, "malformed", "actor")};
  return ask(kind, id, message, *actor);
}

Replies Desk::ask(const std::string& kind, std::int64_t id, const json& message, const Actor& actor) {
  if (kind == "execute" || kind == "why_not") {
    const auto envelope = envelope_of(message, actor, now_);
    if (!envelope) return {error_message(id, "malformed", "command.id")};
    if (kind == "execute") return execute(id, *envelope);
    return {why_not_message(id, engine_.why_not(*envelope))};
  }
  if (kind == "export_statement") {
    auto work = statement_work(engine_, message.at("params"), actor, now_);
    if (!work) return {refused_message(id, work.error())};
    return begin(id, std::move(*work), "null");
  }
  Subscribed asked{message.at("name").get<std::string>(), params_of(message), actor};
  if (kind == "query") return query(id, asked);
  if (kind == "subscribe") return subscribe(id, std::move(asked));
  return {error_message(id, "malformed", "kind")};
}

Replies Desk::execute(std::int64_t id, const Envelope& envelope) {
  Replies replies{outcome_message(id, engine_.execute(envelope))};  // it returns after COMMIT
  append_updates(replies);
  return replies;
}

Replies Desk::query(std::int64_t id, const Subscribed& asked) {
  const auto view = engine_.query(asked.name, asked.params, asked.actor, now_);
  return {view ? result_message(id, *view) : refused_message(id, view.error())};
}

Replies Desk::subscribe(std::int64_t id, Subscribed asked) {
  const auto view = live_.subscribe(id, asked.name, asked.params, asked.actor, now_);
  if (!view) return {refused_message(id, view.error())};
  subscriptions_.insert_or_assign(id, std::move(asked));
  return {view_message(id, *view)};
}

void Desk::append_updates(Replies& replies) {
  for (const Live::Update& update : live_.updates(now_)) {
    if (update.view) {
      replies.push_back(view_message(update.id, *update.view));
      continue;
    }
    // What may no longer be seen ends; the page is told why.
    live_.unsubscribe(update.id);
    subscriptions_.erase(update.id);
    replies.push_back(refused_message(update.id, update.view.error()));
  }
}

// --- long work

Replies Desk::start(std::int64_t id, const json& message) {
  if (!fresh()) return {error_message(id, "not_empty", "")};
  const json params = message.value("params", json::object());
  if (message.at("data") == "empty") return start_empty(id, params);
  const auto within = [&](const char* name, std::int64_t usual, std::int64_t largest) {
    const auto given = params.find(name);
    if (given == params.end()) return usual;
    if (!given->is_number_integer() || *given < 1 || *given > largest) return std::int64_t{0};
    return given->get<std::int64_t>();
  };
  const DemoSize size{within("merchants", kUsualDemo.merchants, kLargestDemo.merchants), within("days", kUsualDemo.days, kLargestDemo.days),
                      params.value("seed", kUsualDemo.seed)};
  if (size.merchants == 0 || size.days == 0) return {error_message(id, "malformed", "params")};
  return begin(id, make_demo(store_.handle(), size, now_), R"({"administrator":"admin"})");
}

Replies Desk::start_empty(std::int64_t id, const json& params) {
  json payload = json::parse(built_in_pack("credit"));
  payload["platform"] = params.value("platform", "");
  payload["administrator"] = params.value("administrator", "");
  const std::string administrator = payload["administrator"].get<std::string>();
  const Actor actor{administrator, Role::administrator, {}};
  const Outcome outcome = engine_.execute({new_command_id(now_), "bootstrap", payload.dump(), actor, now_});
  if (!outcome.done()) {
    return {refused_message(id, {outcome.code, outcome.band, outcome.rule, outcome.field, outcome.args})};
  }
  Replies replies{result_message(id, json{{"administrator", administrator}}.dump())};
  append_updates(replies);
  return replies;
}

Replies Desk::begin(std::int64_t id, std::unique_ptr<LongWork> work, std::string value) {
  if (work_) return {error_message(id, "busy", "")};
  work_ = std::move(work);
  work_id_ = id;
  work_value_ = std::move(value);
  return {};
}

Replies Desk::step() {
  if (!work_) return {};
  const double end = emscripten_get_now() + kStepMs;
  WorkReport report;
  Replies replies;
  do {
    report = work_->step();
    if (!report.piece.empty()) replies.push_back(piece_message(work_id_, report.piece));
  } while (report.state == WorkReport::State::more && emscripten_get_now() < end);
  switch (report.state) {
    case WorkReport::State::more:
      replies.push_back(progress_message(work_id_, report.phase, report.done, report.total));
      break;
    case WorkReport::State::done:
      std::ranges::move(end_work(result_message(work_id_, work_value_)), std::back_inserter(replies));
      break;
    case WorkReport::State::failed:
      return end_work(report.refusal ? refused_message(work_id_, *report.refusal) : error_message(work_id_, report.code, report.detail));
  }
  return replies;
}

Replies Desk::cancel() {
  if (!work_) return {};
  return end_work(error_message(work_id_, "cancelled", ""));
}

Replies Desk::end_work(std::string reply) {
  const bool exclusive = work_->exclusive();
  work_.reset();
  Replies replies;
  if (exclusive) reload(replies);
  replies.push_back(std::move(reply));
  return replies;
}

void Desk::reload(Replies& replies) {
  if (const Check opened = engine_.open(); !opened) throw StoreError("reopen: " + opened.error().code);
  live_.clear();
  const auto all = std::exchange(subscriptions_, {});
  for (const auto& [id, asked] : all) {
    for (std::string& reply : subscribe(id, asked)) replies.push_back(std::move(reply));
  }
}

}  // namespace ch::browser
