#include "engine/engine.h"

#include <nlohmann/json.hpp>

#include "api/codes.h"
#include "base/fault.h"
#include "engine/booked.h"
#include "engine/journal.h"
#include "json/strict.h"
#include "record/json_codec.h"

namespace ch {

Outcome outcome_of(const Uuid& id, const Refusal& refusal, std::int64_t seq) {
  return {id, refusal.band, refusal.code, refusal.rule, refusal.field, refusal.args, seq, false};
}

namespace {

Outcome stored_outcome(const JournalRow& row) {
  Outcome outcome{row.id, Band::done, row.code, {}, row.field, args_of(row.args), row.seq, true};
  if (row.code != "done") {
    const CodeSpec* spec = code_spec(row.code);
    outcome.band = Band::refused;
    if (spec) outcome.rule = spec->rule;
  }
  return outcome;
}

// CON-7: a command's outcome is kept where a rule decided; not where it was malformed, not allowed or to be tried again.
bool is_kept(Band band) { return band == Band::done || band == Band::refused; }

Key timer_position(const Timer& timer) { return key_of(timer.due, timer.id); }

Uuid derived_id(Instant at, std::string_view seed) {
  const Hash hash = sha256(seed);
  std::array<std::uint8_t, 10> bits{};
  std::copy_n(hash.begin(), bits.size(), bits.begin());
  return Uuid::v8(at.ms, bits);
}

}  // namespace

Engine::Engine(Store& store, const Catalogue& catalogue) : store_(store), catalogue_(catalogue), committed_(store) {
  for (const Command& command : catalogue.commands) {
    require(command_spec(command.name) != nullptr, "every command has its face in api/commands.cpp");
    require(commands_.emplace(command.name, &command).second, "no two commands have one name");
  }
  for (const Query& query : catalogue.queries) {
    require(query_spec(query.name) != nullptr, "every query has its face in api/commands.cpp");
    require(queries_.emplace(query.name, &query).second, "no two queries have one name");
  }
}

Check Engine::open() {
  if (Check migrated = store_.migrate(catalogue_.migrations, catalogue_.records); !migrated) return migrated;
  return load();
}

Check Engine::load() {
  sound_ = false;
  committed_.drop_cache();
  end_ = {};
  recent_ids_.clear();
  ids_floor_ = {};
  timers_after_.clear();
  next_due_.reset();
  policy_versions_ = 0;
  if (const auto approved = committed_.get<Sequence>(std::string(policies_approved))) note_policies(*approved);
  committed_.scan<JournalRow>({.descending = true, .limit = 1}, [&](const JournalRow& row) {
    end_ = {row.seq, row.hash, row.at};
    return false;
  });
  committed_end_ = end_;
  committed_.scan<JournalRow>({.index = "by_id", .descending = true, .limit = 1},
                              [&](const JournalRow& row) { return ids_floor_ = row.id, false; });
  note_timers(committed_);
  sound_ = true;
  if (listener_) listener_({});
  return {};
}

const Command* Engine::find(std::string_view name) const {
  const auto found = commands_.find(name);
  return found == commands_.end() ? nullptr : found->second;
}

Result<Decoded> Engine::decode_command(const Envelope& envelope) const { return decode_as(envelope, false); }

Result<Decoded> Engine::decode_command(const Envelope& envelope, const nlohmann::json& payload) const {
  const auto command = command_of(envelope, false);
  if (!command) return std::unexpected(command.error());
  Result<Decoded> decoded = decode_payload(envelope, **command, payload);
  if (decoded && decoded->canonical.size() > JsonLimits{}.max_bytes) return std::unexpected(parse_strict(decoded->canonical).error());
  return decoded;
}

Result<Decoded> Engine::decode_as(const Envelope& envelope, bool from_engine) const {
  const auto command = command_of(envelope, from_engine);
  if (!command) return std::unexpected(command.error());
  const auto json = parse_strict(envelope.payload);
  if (!json) return std::unexpected(json.error());
  return decode_payload(envelope, **command, *json);
}

Result<const Command*> Engine::command_of(const Envelope& envelope, bool from_engine) const {
  const Command* command = find(envelope.name);
  if (!command) return refused("unknown_command", "name", {{"name", envelope.name}});
  if (!from_engine && !envelope.id.is_v7()) return refused("malformed_id", "id");
  if (!accepted(envelope.now)) return refused("time_out_of_range", "now");
  if (envelope.actor.role == Role::clock && !from_engine) return refused("no_such_grant", "actor", {{"user", envelope.actor.user}});
  return command;
}

Result<Decoded> Engine::decode_payload(const Envelope& envelope, const Command& command, const nlohmann::json& payload) const {
  Decoded decoded{envelope.id, &command, command.make(), canonical(payload), envelope.actor, envelope.now};
  if (Check read = decode(*command.payload, decoded.payload.get(), payload); !read) return std::unexpected(read.error());
  return decoded;
}

Outcome Engine::execute(const Envelope& envelope) { return execute_group({&envelope, 1}).front(); }

std::vector<Outcome> Engine::execute_group(std::span<const Envelope> envelopes) {
  std::vector<Outcome> outcomes(envelopes.size());
  std::vector<Decoded> decoded;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < envelopes.size(); ++i) {
    auto one = decode_command(envelopes[i]);
    if (!one) {
      outcomes[i] = outcome_of(envelopes[i].id, one.error());
      continue;
    }
    decoded.push_back(std::move(*one));
    place.push_back(i);
  }
  std::vector<Outcome> ran = run(std::move(decoded));
  for (std::size_t i = 0; i < ran.size(); ++i) outcomes[place[i]] = std::move(ran[i]);
  return outcomes;
}

void Engine::read_ahead(std::span<const Decoded> commands) {
  if (!store_.far()) return;
  std::vector<RowName> names;
  for (const Decoded& command : commands) {
    ReadAhead ahead{business_date(std::max(command.now, end_.now)), names};
    ahead.row<Grant>(command.actor.user, command.actor.role, command.actor.party);
    if (command.command->reads) command.command->reads(command.payload.get(), ahead);
  }
  committed_.read_ahead(names);
}

std::optional<Outcome> Engine::seen_before(View& group, const Decoded& command) {
  if (command.id > ids_floor_ && !recent_ids_.contains(command.id)) return std::nullopt;
  std::optional<JournalRow> row;
  group.scan<JournalRow>({.index = "by_id", .prefix = key_of(command.id), .limit = 1},
                         [&](const JournalRow& kept) { return row = kept, false; });
  if (!row) return std::nullopt;
  // CON-7: the same content gives the stored outcome; other content, or another's, is refused.
  if (row->name != command.command->name || row->payload != command.canonical || row->user_name != command.actor.user)
    return outcome_of(command.id, refused("id_reused", "id").error());
  return stored_outcome(*row);
}

Check Engine::may(const Decoded& command, Reader& rows) const {
  const CommandSpec& spec = *command_spec(command.command->name);
  if (spec.name == "bootstrap" && !rows.get<Tenant>(std::int64_t{1})) return {};  // before all roles
  const auto denied = [&] { return not_allowed(spec.name, command.actor.role); };
  // The clock holds no grant: by_clock() alone makes this actor. What it may do stands in the table like everybody's.
  if (command.actor.role != Role::clock && !rows.get<Grant>(command.actor.user, command.actor.role, command.actor.party))
    return refused("no_such_grant", "actor", {{"user", command.actor.user}});
  for (const Permission& permission : spec.who) {
    if (permission.role != command.actor.role) continue;
    if (permission.scope == Scope::all) return {};
    if (!command.command->party || !command.actor.party) return denied();
    return is_own(rows, command.command->party(command.payload.get(), rows), command.actor.party) ? Check{} : Check(denied());
  }
  return denied();
}

Result<Done> Engine::attempt(View& view, const Decoded& command, Instant now, std::vector<Entry>& entries) {
  const void* payload = command.payload.get();
  try {
    if (Check allowed = may(command, view); !allowed) return std::unexpected(allowed.error());
    if (command.command->preflight)
      if (Check fits = command.command->preflight(payload); !fits) return std::unexpected(fits.error());
    Context context{view,
                    Ledger(view, end_.seq + 1, business_date(now), first_entry_after),
                    Policies(view, business_date(now)),
                    command.actor,
                    now,
                    end_.seq + 1,
                    command.id,
                    catalogue_.procedures};
    if (command.command->preclaim) {
      ReadContext reading = context.reading();
      if (Check may_be = command.command->preclaim(payload, reading); !may_be) return std::unexpected(may_be.error());
    }
    Result<Done> done = command.command->apply(payload, context);
    if (!done) return done;
    std::vector<std::string> faults;
    for (const Invariant invariant : catalogue_.invariants) invariant({view.changes(), view, end_.seq + 1, context.ledger.today()}, faults);
    if (!faults.empty()) {
      std::string all;
      for (const std::string& fault : faults) all += (all.empty() ? "" : "; ") + fault;
      return refused("internal_fault", "", {{"detail", all}});
    }
    entries = context.ledger.take_entries();
    return done;
  } catch (const MoneyOverflow&) {
    return refused("amount_overflow", "amount");
  } catch (const TimeOutOfRange&) {
    return refused("time_out_of_range");
  } catch (const Fault& fault) {
    return refused("internal_fault", "", {{"detail", fault.what()}});
  }
}

Outcome Engine::run_one(View& group, const Decoded& command) {
  if (const auto seen = seen_before(group, command)) return *seen;
  const Instant now = std::max(command.now, end_.now);  // CON-3: within a tenant now never goes back
  View view(group);
  std::vector<Entry> entries;
  Result<Done> done = attempt(view, command, now, entries);
  if (done) return record(group, view, command, now, nullptr, std::move(done->args), entries);
  const Refusal& refusal = done.error();
  view.clear();  // a refused command changes nothing but the journal (CON-9)
  Outcome outcome = is_kept(refusal.band) ? record(group, view, command, now, &refusal, refusal.args, {}) : outcome_of(command.id, refusal);
  if (refusal.band == Band::refused || refusal.code == "internal_fault") follow_up(group, command, now, refusal);
  return outcome;
}

Outcome Engine::record(View& group, View& changes, const Decoded& command, Instant now, const Refusal* refusal, std::vector<Arg> args,
                       std::span<const Entry> entries) {
  bool timers = false;
  for (const RowChange& change : changes.changes()) {
    timers = timers || change.type == &record_type<Timer>() || change.type == &record_type<Tenant>();
    if (change.type == &record_type<Timer>() && change.after) expect_timer(*static_cast<const Timer*>(change.after.get()));
    if (change.type == &record_type<Sequence>()) note_policies(*static_cast<const Sequence*>(change.after.get()));
  }
  JournalRow row{end_.seq + 1,
                 command.id,
                 std::string(command.command->name),
                 command.actor.user,
                 command.actor.role,
                 command.actor.party,
                 now,
                 command.canonical,
                 refusal ? refusal->code : "done",
                 refusal ? refusal->field : "",
                 args_text(args),
                 entries_text(entries),
                 policy_versions_,
                 {}};
  row.hash = chained(end_.hash, row);  // Invariant: the chain is unbroken (LED-7)
  end_ = {row.seq, row.hash, row.at};
  note_id(row.id);
  Outcome outcome{row.id, Band::done, row.code, {}, row.field, std::move(args), row.seq, false};
  if (refusal) {
    outcome.band = refusal->band;
    outcome.rule = refusal->rule;
  }
  changes.put(std::move(row));
  changes.merge_into(group, outcome.seq);
  if (timers) note_timers(group);
  return outcome;
}

void Engine::follow_up(View& group, const Decoded& command, Instant now, const Refusal& refusal) {
  if (!command.command->when_refused) return;
  auto next = command.command->when_refused(command.payload.get(), refusal, command.id);
  if (!next) return;
  run_one(group, by_clock(next->command, std::move(next->payload_json), now, "follow-up of " + command.id.text()));
}

Decoded Engine::by_clock(std::string_view name, std::string payload, Instant now, std::string_view seed) const {
  auto decoded = decode_as({derived_id(now, seed), std::string(name), std::move(payload), {"clock", Role::clock, {}}, now}, true);
  require(decoded.has_value(), "PRO-3: what the core starts by itself can be read");
  return *decoded;
}

void Engine::note_policies(const Sequence& sequence) {
  if (sequence.name == policies_approved) policy_versions_ = sequence.last;
}

void Engine::note_id(const Uuid& id) {
  constexpr std::size_t most = 20'000;
  if (recent_ids_.size() == most) {
    const auto half = std::next(recent_ids_.begin(), most / 2);
    ids_floor_ = std::max(ids_floor_, *std::prev(half));
    recent_ids_.erase(recent_ids_.begin(), half);
  }
  recent_ids_.insert(recent_ids_.end(), id);
}

std::optional<Timer> Engine::first_timer(Reader& rows) const {
  std::optional<Timer> first;
  rows.scan<Timer>({.index = "by_due", .after = timers_after_, .limit = 1}, [&](const Timer& timer) { return first = timer, false; });
  return first;
}

void Engine::expect_timer(const Timer& timer) {
  if (timer_position(timer) <= timers_after_) timers_after_.clear();
}

void Engine::note_timers(Reader& rows) {
  const auto first = first_timer(rows);
  next_due_ = first ? std::optional(first->due) : std::nullopt;
  const auto tenant = rows.get<Tenant>(std::int64_t{1});
  halted_ = tenant && tenant->clock_halted;
}

// PRO-3: in due order, each as a command of its own; a periodic one that was missed many times runs once, at the last time it should have.
void Engine::run_due(View& group, Instant now) {
  now = std::max(now, end_.now);  // CON-3: also where the caller's clock is behind
  while (!halted_ && next_due_ && *next_due_ <= now) {
    const Policies policies(group, business_date(now));
    if (policies.has("core.clock_jump_hours") && end_.now != Instant{} &&
        now > std::max(end_.now, last_seen_).plus_hours(policies.number("core.clock_jump_hours"))) {
      HaltClock halt{end_.now};
      run_one(group, by_clock("halt_clock", encode_text(halt), now, "halt at " + std::to_string(end_.seq)));
      return;
    }
    const std::optional<Timer> first = first_timer(group);
    require(first.has_value(), "PRO-3: the timer that is due is there");
    Timer timer = *first;
    const std::int64_t missed = timer.every_ms ? (now.ms - timer.due.ms) / timer.every_ms : 0;
    const Instant at = timer.due;
    View consumed(group);
    timers_after_ = timer_position(timer);
    if (timer.every_ms) {
      timer.due = Instant{at.ms + std::max<std::int64_t>(missed, 1) * timer.every_ms};
      consumed.put(timer);
    } else {
      consumed.erase<Timer>(timer.id);
    }
    consumed.merge_into(group, end_.seq + 1);
    note_timers(group);
    if (missed > 0) continue;  // it runs once, and where its last time stands among what else is due
    run_one(group, by_clock(timer.command, timer.payload, at, "timer " + std::to_string(timer.id.value) + " at " + std::to_string(at.ms)));
  }
}

std::int64_t Engine::tick(Instant now) {
  if (!sound_) static_cast<void>(load());
  if (!next_due() || *next_due_ > now) {
    if (!halted_) last_seen_ = std::max(last_seen_, now);
    return 0;
  }
  const std::int64_t before = end_.seq;
  Group due(committed_);
  compute(due, [&] { run_due(due.view_, now); });
  write(due);
  end(due, nullptr);
  if (due.failed_) throw StoreError(*due.failed_);
  if (!halted_) last_seen_ = std::max(last_seen_, now);
  return end_.seq - before;
}

std::optional<Refusal> Engine::why_not(const Envelope& envelope) {
  auto command = decode_command(envelope);
  if (!command) return command.error();
  return why_not(*command);
}

std::optional<Refusal> Engine::why_not(const Decoded& command) {
  View view(committed_);
  std::vector<Entry> entries;
  const Result<Done> done = attempt(view, command, std::max(command.now, committed_end_.now), entries);
  if (done) return std::nullopt;
  return done.error();
}

const Query* Engine::find_query(std::string_view name) const {
  const auto found = queries_.find(name);
  return found == queries_.end() ? nullptr : found->second;
}

std::optional<std::int64_t> Engine::party_asked(std::string_view name, std::string_view params_json) {
  const Query* query = find_query(name);
  if (!query || !query->party) return std::nullopt;
  const auto json = parse_strict(params_json);
  const auto params = query->make();
  if (!json || !decode(*query->params, params.get(), *json)) return std::nullopt;
  const PartyId party = query->party(params.get(), committed_);
  return party ? std::optional(party.value) : std::nullopt;
}

Result<std::string> Engine::query(std::string_view name, std::string_view params_json, const Actor& actor, Instant now) {
  return query_on(committed_, name, params_json, actor, now);
}

Result<std::string> Engine::query_on(Reader& rows, std::string_view name, std::string_view params_json, const Actor& actor, Instant now) {
  const Query* query = find_query(name);
  if (!query) return refused("unknown_query", "name", {{"name", std::string(name)}});
  if (!accepted(now)) return refused("time_out_of_range", "now");
  const auto json = parse_strict(params_json);
  if (!json) return std::unexpected(json.error());
  const auto params = query->make();
  if (Check read = decode(*query->params, params.get(), *json); !read) return std::unexpected(read.error());
  ReadContext context{rows, Policies(rows, business_date(std::max(now, committed_end_.now))), actor, std::max(now, committed_end_.now),
                      catalogue_.procedures};
  if (!rows.get<Grant>(actor.user, actor.role, actor.party)) return refused("no_such_grant", "actor", {{"user", actor.user}});
  try {
    for (const Permission& permission : query_spec(name)->who) {
      if (permission.role != actor.role) continue;
      if (permission.scope == Scope::own && (!query->party || !is_own(rows, query->party(params.get(), rows), actor.party))) break;
      const auto view = query->run(params.get(), context);
      if (!view) return std::unexpected(view.error());
      return encode_text(*query->view, view->get());
    }
  } catch (const MoneyOverflow&) {
    return refused("amount_overflow");
  } catch (const TimeOutOfRange&) {
    return refused("time_out_of_range");
  }
  return not_allowed(name, actor.role);
}

}  // namespace ch
