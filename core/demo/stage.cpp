#include "demo/stage.h"

namespace ch {

namespace {

// Commands of one flush, and how long it may gather them: long enough to be fast, short enough that nobody waits for his answer.
constexpr std::size_t together = 200;
constexpr std::int64_t within_ms = 10 * 60'000;

}  // namespace

const Actor Stage::admin{"admin", Role::administrator, {}}, Stage::admin2{"admin2", Role::administrator, {}};
const Actor Stage::ops{"ops", Role::settlement_operations, {}}, Stage::ops2{"ops2", Role::settlement_operations, {}};
const Actor Stage::fin{"fin", Role::finance, {}}, Stage::auditor{"audit", Role::auditor, {}}, Stage::shop{"shop", Role::shop, {}};

Actor Stage::merchant(PartyId party) {
  std::string digits = std::to_string(party.value);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return {"merchant-" + digits, Role::merchant_user, party};
}

std::string command_name(std::string_view struct_name) {
  std::string name;
  for (const char c : struct_name) {
    if (c >= 'A' && c <= 'Z') {
      if (!name.empty()) name += '_';
      name += static_cast<char>(c - 'A' + 'a');
    } else {
      name += c;
    }
  }
  return name;
}

std::int64_t number_in(const Outcome& outcome, std::string_view arg) {
  for (const Arg& candidate : outcome.args) {
    if (candidate.name != arg) continue;
    std::int64_t number = 0;
    for (const char c : candidate.value) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : 0;
    return number;
  }
  return 0;
}

Stage::Stage(Engine& engine_, std::uint64_t seed, Instant start_, Instant end_)
    : engine(engine_), random(seed), now(start_), start(start_), end(end_), ids_(seed ^ 0x5A17ED0F1D5EEDULL) {}

Uuid Stage::next_id() {
  std::array<std::uint8_t, 10> bits{};
  for (auto& byte : bits) byte = static_cast<std::uint8_t>(ids_.next());
  return Uuid::v7(now.ms, bits);
}

void Stage::at(Instant when, std::function<void()> what) {
  if (when < end) agenda_.emplace(std::max(when, now), std::move(what));
}

void Stage::note(const Outcome& outcome) {
  ++counts.commands;
  if (!outcome.done()) ++counts.refused;
  ++counts.codes[outcome.code];
  if (outcome.band == Band::retry && fault.empty()) {
    fault = outcome.code;
    for (const Arg& arg : outcome.args) fault += " " + arg.value;
  }
}

void Stage::flush() {
  const std::vector<Pending> pending = std::exchange(pending_, {});
  if (pending.empty()) return;
  std::vector<Envelope> envelopes;
  envelopes.reserve(pending.size());
  for (const Pending& one : pending) envelopes.push_back(one.envelope);
  const std::vector<Outcome> outcomes = engine.execute_group(envelopes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    note(outcomes[i]);
    if (pending[i].then) pending[i].then(outcomes[i]);
  }
}

Outcome Stage::run_alone(Envelope asked) {
  flush();
  Outcome outcome = engine.execute(asked);
  note(outcome);
  now = Instant{now.ms + 20'000 + random.below(40'000)};  // a person needs a moment for the next
  return outcome;
}

Outcome Stage::expected(Outcome outcome, std::string_view what, std::string_view code) {
  if (outcome.code != code) {
    std::string text = command_name(what) + ": " + outcome.code + ", not " + std::string(code) + " (" + outcome.field;
    for (const Arg& arg : outcome.args) text += " " + arg.name + "=" + arg.value;
    counts.surprises.push_back(text + ")");
  }
  return outcome;
}

void Stage::ask(const Actor& actor, std::string_view query, const std::string& params, std::string_view code) {
  flush();
  const auto view = engine.query(query, params, actor, now);
  const std::string got = view ? "done" : view.error().code;
  ++counts.codes[got];
  if (got != code) counts.surprises.push_back("query " + std::string(query) + ": " + got + ", not " + std::string(code));
}

bool Stage::step() {
  if (!fault.empty() || agenda_.empty()) return false;
  const Instant until{agenda_.begin()->first.ms + within_ms};
  while (!agenda_.empty() && agenda_.begin()->first <= until && pending_.size() < together) {
    auto next = agenda_.extract(agenda_.begin());
    now = std::max(now, next.key());
    next.mapped()();
  }
  flush();
  if (agenda_.empty() && fault.empty()) engine.tick(end);
  return fault.empty() && !agenda_.empty();
}

Instant in_office(Instant when) {
  Date day = business_date(when);
  Instant moment = std::max(when, at_time(day, 9));
  const auto weekend = [](Date date) { return date.weekday() == Weekday::saturday || date.weekday() == Weekday::sunday; };
  while (weekend(day) || moment >= at_time(day, 18)) {
    // The minutes stay, so that a Monday morning does not begin with everything at once.
    const std::int64_t minutes = (when.ms / 60'000) % 120;
    day = day.plus_days(1);
    moment = at_time(day, 9).plus_minutes(minutes);
  }
  return moment;
}

}  // namespace ch
