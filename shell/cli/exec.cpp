// countinghouse exec: commands and queries as JSON lines, one answer a line, in order (SRV-1). What is at hand together shares a flush
// (SRV-13); an answer is printed only when its command is durable.
#include "api/codes.h"
#include "cli/answers.h"
#include "cli/attachments.h"
#include "cli/begin.h"
#include "cli/lines.h"
#include "cli/programs.h"
#include "house/packs.h"
#include "json/strict.h"
#include "record/json_codec.h"

namespace ch::cli {

using nlohmann::json;

// A pack's file holds what bootstrap needs beside who sets it up.
json pack_values(const std::string& path, std::string_view built_in) {
  const auto pack = parse_strict(path.empty() ? std::string(built_in_pack(built_in)) : read_file(path, 1U << 20));
  if (!pack || !pack->is_object() || !pack->contains("values"))
    throw Failure{malformed_input,
                  "pack",
                  {(path.empty() ? "内置参数包" : path) + " 不是参数包", (path.empty() ? "The pack" : path) + " is no policy pack"},
                  {"参数包是含 \"pack\" 与 \"values\" 的 JSON 对象，见 assets/packs。",
                   "A pack is a JSON object with \"pack\" and \"values\"; see assets/packs."}};
  return *pack;
}

namespace {

std::unexpected<Refusal> misfit(std::string_view field, const char* reason) {
  return refused("malformed_field", field, {{"reason", reason}});
}

class Exec {
 public:
  Exec(const ExecOptions& options, House& house) : options_(options), house_(house) {
    if (!options_.no_attachments) attachments_.emplace(options_.db);
    if (!options.as.empty()) actor_ = actor_of(options.as);
  }

  Exit run(Lines& lines) {
    Lines::Line line;
    for (;;) {
      if (waiting_.size() >= static_cast<std::size_t>(options_.group) || (!waiting_.empty() && !lines.ready())) flush();
      if (stopped_ || !lines.next(line)) break;
      if (line.too_long)
        answer(refused("malformed_json", "", {{"reason", "too_long"}, {"line", std::to_string(line.number)}, {"column", "1"}}).error(),
               {{"line", line.number}});
      else if (line.text.find_first_not_of(" \t") != std::string::npos)
        take(line);
    }
    flush();
    return exit_;
  }

 private:
  struct Asked {
    ordered_json head;  // line, id, name
    Envelope envelope;
  };

  void take(const Lines::Line& line) {
    ordered_json head{{"line", line.number}};
    auto parsed = parse_strict(line.text, {.max_bytes = Lines::longest});
    if (!parsed) {
      // The place is one of the file, not of the line alone; a field's path begins in the payload, here as everywhere.
      for (Arg& arg : parsed.error().args)
        if (arg.name == "line") arg.value = std::to_string(line.number);
      if (std::string& field = parsed.error().field; field.starts_with("payload/")) field.erase(0, std::string_view("payload/").size());
      return answer(parsed.error(), std::move(head));
    }
    if (!parsed->is_object()) return answer(misfit("", "not_an_object").error(), std::move(head));
    if (auto read = take_object(*parsed, head); !read) answer(read.error(), std::move(head));
  }

  Check take_object(const json& from, ordered_json& head) {
    for (const auto& [field, value] : from.items())
      if (field != "id" && field != "name" && field != "payload" && field != "actor" && field != "now")
        return misfit(field, "unknown_field");
    Envelope envelope{{}, "", "{}", {}, system_now()};
    if (const auto name = from.find("name"); name != from.end()) {
      if (!name->is_string()) return misfit("name", "not_a_text");
      envelope.name = name->get<std::string>();
    }
    if (envelope.name.empty()) return misfit("name", "missing_field");
    if (const auto id = from.find("id"); id != from.end()) {
      const auto given = id->is_string() ? Uuid::parse(id->get<std::string>()) : std::nullopt;
      if (!given) return misfit("id", "not_a_uuid");
      envelope.id = *given;
    } else {
      envelope.id = new_id(envelope.now);
    }
    if (const auto now = from.find("now"); now != from.end())
      if (Check in_time = take_time(*now, envelope); !in_time) return in_time;
    head["id"] = envelope.id.text();
    head["name"] = envelope.name;
    json payload = from.contains("payload") ? from.at("payload") : json::object();
    if (!payload.is_object()) return misfit("payload", "not_an_object");
    if (envelope.name == "bootstrap") complete_bootstrap(payload, envelope);
    if (envelope.name == "load_pack") complete_pack(payload);
    if (Check named = name_actor(from, envelope); !named) return named;
    if (Check there = documents_are_there(payload); !there) return there;
    envelope.payload = payload.dump();
    if (query_spec(envelope.name)) return ask(head, envelope);
    waiting_.push_back({std::move(head), std::move(envelope)});
    return {};
  }

  // CON-3: within a tenant time never goes back, so one line of a year to come would put all that follow into it.
  Check take_time(const json& now, Envelope& envelope) {
    const auto given = now.is_string() ? Instant::parse_any_year(now.get<std::string>()) : std::nullopt;
    if (!given) return misfit("now", "not_an_instant");
    const Instant clock = std::exchange(envelope.now, *given);
    if (!options_.allow_future && *given > clock.plus_minutes(1))
      return refused("time_in_future", "now", {{"now", now.get<std::string>()}, {"clock", text(clock)}});
    return {};
  }

  Check name_actor(const json& from, Envelope& envelope) {
    if (const auto actor = from.find("actor"); actor != from.end()) {
      json whole = *actor;
      if (whole.is_object() && !whole.contains("party")) whole["party"] = 0;
      auto given = decode<Actor>(whole);
      if (!given) {
        std::string& field = given.error().field;
        field = field.empty() ? "actor" : "actor/" + field;
        return std::unexpected(given.error());
      }
      envelope.actor = *given;
    } else if (actor_) {
      envelope.actor = *actor_;
    } else if (envelope.actor.user.empty()) {
      return misfit("actor", "missing_field");
    }
    return {};
  }

  // The first command of a tenant may leave its values to the pack, and its actor to itself.
  void complete_bootstrap(json& payload, Envelope& envelope) {
    if (!payload.contains("values")) {
      const json pack = pack_values(options_.pack);
      payload["values"] = pack.at("values");
      if (!payload.contains("pack")) payload["pack"] = pack.value("pack", "");
    }
    if (const auto user = payload.find("administrator"); user != payload.end() && user->is_string())
      envelope.actor = {user->get<std::string>(), Role::administrator, {}};
  }

  // A further pack may be named alone, where the program has it.
  static void complete_pack(json& payload) {
    const auto name = payload.find("pack");
    if (payload.contains("values") || name == payload.end() || !name->is_string()) return;
    if (const std::string known = name->get<std::string>(); !built_in_pack(known).empty())
      payload["values"] = pack_values({}, known).at("values");
  }

  // CON-13: what a command names is here, whole. A document in another form than it should have is the decoder's to refuse.
  Check documents_are_there(const json& payload) const {
    const auto documents = payload.find("documents");
    if (!attachments_ || documents == payload.end() || !documents->is_array()) return {};
    for (const json& one : *documents)
      if (const auto document = decode<AttachedDocument>(one)) CH_TRY(attachments_->is_whole(*document));
    return {};
  }

  Check ask(ordered_json head, const Envelope& envelope) {
    flush();
    if (stopped_) return {};
    const auto view = house_.engine->query(envelope.name, envelope.payload, envelope.actor, envelope.now);
    if (!view) {
      answer(view.error(), std::move(head));
      return {};
    }
    head["band"] = "done";
    head["code"] = "done";
    head["view"] = ordered_json::parse(*view);
    say(line_of(head));
    return {};
  }

  void flush() {
    std::vector<Asked> asked = std::exchange(waiting_, {});
    if (asked.empty()) return;
    // The run ends at the first refusal, so nothing behind it may have been tried.
    const std::size_t together = options_.stop_on_error ? 1 : asked.size();
    for (std::size_t first = 0; first < asked.size() && !stopped_; first += together) {
      std::vector<Envelope> envelopes;
      for (std::size_t i = first; i < first + together; ++i) envelopes.push_back(asked[i].envelope);
      const std::vector<Outcome> outcomes = house_.engine->execute_group(envelopes);
      std::string text;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        text += line_of(outcome_json(outcomes[i], std::move(asked[first + i].head)));
        note(exit_of(outcomes[i].band, outcomes[i].code));
      }
      say(text);
    }
  }

  void answer(const Refusal& refusal, ordered_json head) {
    flush();  // answers stand in the order of their lines
    if (stopped_) return;
    say(line_of(answer_json(refusal, std::move(head))));
    note(exit_of(refusal.band, refusal.code));
  }

  void note(Exit exit) {
    exit_ = worse(exit_, exit);
    if (options_.stop_on_error && exit != done) stopped_ = true;
  }

  const ExecOptions& options_;
  House& house_;
  std::optional<Attachments> attachments_;  // none: what documents name is not looked for
  std::optional<Actor> actor_;
  std::vector<Asked> waiting_;
  Exit exit_ = done;
  bool stopped_ = false;
};

}  // namespace

int exec(const ExecOptions& options) {
  Lines lines(options.input);
  House house(options.db, options.create ? Opening::to_begin : Opening::to_go_on);
  return Exec(options, house).run(lines);
}

int tick(const Place& db, bool json) {
  House house(db, Opening::to_change);
  Engine& engine = *house.engine;
  const std::int64_t ran = engine.tick(std::max(system_now(), engine.last_now()));  // CON-3
  const auto next = engine.next_due();
  const std::string due = next ? text(*next) : "";
  if (json)
    say(line_of({{"commands", ran}, {"next_due", due}, {"halted", engine.halted()}}));
  else
    say("commands " + std::to_string(ran) + "\n" +
        (engine.halted() ? "timers stand still: the clock jumped, and confirm_clock has to say that it is right\n"
                         : "next due " + (next ? due : "never") + "\n"));
  return done;
}

Outcome begin_tenant(House& house, json pack, const std::string& platform, const std::string& administrator) {
  pack["platform"] = platform;
  pack["administrator"] = administrator;
  const Instant now = system_now();
  return house.engine->execute({new_id(now), "bootstrap", pack.dump(), {administrator, Role::administrator, {}}, now});
}

int init(const InitOptions& options) {
  json pack = pack_values(options.pack);
  House house(options.db, Opening::to_begin);
  if (house.engine->last_seq() > 0) {  // not a command: a tenant's journal keeps no trace of a name mistyped here
    const Refusal why = refused("already_set_up").error();
    say(line_of(answer_json(why, {{"name", "bootstrap"}})));
    return exit_of(why.band, why.code);
  }
  const Outcome outcome = begin_tenant(house, std::move(pack), options.platform, options.administrator);
  say(line_of(outcome_json(outcome, {{"name", "bootstrap"}})));
  return exit_of(outcome.band, outcome.code);
}

}  // namespace ch::cli
