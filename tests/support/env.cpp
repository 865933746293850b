#include "support/env.h"

#include <cstdlib>
#include <fstream>

#include "api/codes.h"
#include "engine/audit.h"

namespace ch::test {

json pack(const std::string& name) {
  const std::string path = std::string(CH_ASSETS) + "/packs/" + name + ".json";
  std::ifstream file(path);
  INFO("the pack " << path);
  REQUIRE(file.good());
  return json::parse(file);
}

std::uint64_t Random::next() {  // splitmix64
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

std::string arg(const Outcome& outcome, const std::string& name) {
  for (const Arg& candidate : outcome.args)
    if (candidate.name == name) return candidate.value;
  FAIL("the outcome " << outcome.code << " has no argument " << name);
  return {};
}

std::int64_t id_arg(const Outcome& outcome, const std::string& name) { return std::stoll(arg(outcome, name)); }

Env::Env(const std::map<std::string, std::string>& policies, std::uint64_t seed) : Env(fresh_store(), policies, seed) {}

Env::Env(std::unique_ptr<Store> in, const std::map<std::string, std::string>& policies, std::uint64_t seed)
    : now(*Instant::parse("2026-03-02T09:00:00.000+08:00")),
      store(std::move(in)),
      engine(std::make_unique<Engine>(*store, house_catalogue())),
      random(seed) {
  const Check open = engine->open();
  REQUIRE(open.has_value());
  json setup = pack("credit");
  for (json& value : setup["values"])
    if (const auto changed = policies.find(value["name"]); changed != policies.end()) value["value"] = changed->second;
  setup["platform"] = "示例平台";
  setup["administrator"] = admin.user;
  ok(admin, "bootstrap", setup);
  const auto grant = [&](const Actor& actor) {
    ok(admin, "grant_role", {{"user", actor.user}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(actor.role))}});
  };
  for (const Actor& actor : {admin2, ops, ops2, finance, auditor, shop}) grant(actor);
}

Outcome Env::run(const Actor& actor, const std::string& name, const json& payload) {
  std::array<std::uint8_t, 10> bits{};
  for (auto& byte : bits) byte = static_cast<std::uint8_t>(random.next());
  return engine->execute({Uuid::v7(now.ms, bits), name, payload.dump(), actor, now});
}

namespace {
std::string said(const Outcome& outcome) {
  std::string text = outcome.code + " (" + outcome.rule + ", " + outcome.field + ")";
  for (const Arg& arg : outcome.args) text += " " + arg.name + "=" + arg.value;
  return text;
}
}  // namespace

Outcome Env::ok(const Actor& actor, const std::string& name, const json& payload) {
  Outcome outcome = run(actor, name, payload);
  INFO(name << " " << payload.dump() << " -> " << said(outcome));
  REQUIRE(outcome.done());
  return outcome;
}

Outcome Env::refused(const Actor& actor, const std::string& name, const json& payload, const std::string& code) {
  const Hash before = state_digest();
  Outcome outcome = run(actor, name, payload);
  INFO(name << " " << payload.dump() << " -> " << said(outcome));
  REQUIRE_FALSE(outcome.done());
  REQUIRE(outcome.code == code);
  REQUIRE(code_spec(code) != nullptr);
  const Command* command = nullptr;
  for (const Command& candidate : engine->catalogue().commands)
    if (candidate.name == name) command = &candidate;
  // What a refused order message leaves behind is an exception, made by a command of its own.
  if (!command || !command->when_refused) REQUIRE(state_digest() == before);
  return outcome;
}

Outcome Env::tried(const Actor& actor, const std::string& name, const json& payload) {
  Outcome outcome = run(actor, name, payload);
  INFO(name << " " << payload.dump() << " -> " << said(outcome));
  REQUIRE(outcome.band != Band::retry);
  REQUIRE(outcome.code != "internal_fault");
  REQUIRE(outcome.code != "malformed_field");
  return outcome;
}

json Env::query(const Actor& actor, const std::string& name, const json& params) {
  const auto view = engine->query(name, params.dump(), actor, now);
  INFO(name << " " << params.dump() << " -> " << (view ? "" : view.error().code));
  REQUIRE(view.has_value());
  return json::parse(*view);
}

std::string Env::query_refused(const Actor& actor, const std::string& name, const json& params) {
  const auto view = engine->query(name, params.dump(), actor, now);
  REQUIRE_FALSE(view.has_value());
  return view.error().code;
}

Hash Env::state_digest() {
  Catalogue kept;
  for (const RecordType* type : engine->catalogue().records)
    if (type != &record_type<JournalRow>()) kept.records.push_back(type);
  return digest_of_tables(*store, kept);
}

Merchant Env::registered(const std::string& name) {
  Merchant made;
  made.name = name;
  const Outcome outcome =
      ok(ops, "register_merchant",
         {{"name", name}, {"supplier", "S-" + std::to_string(10'000 + random.below(90'000)) + std::to_string(engine->last_seq())}});
  made.party = id_arg(outcome, "party");
  made.user = {"user-" + std::to_string(made.party), Role::merchant_user, {made.party}};
  ok(admin, "grant_role", {{"user", made.user.user}, {"role", "merchant_user"}, {"party", made.party}});
  ok(made.user, "set_settlement_profile",
     {{"party", made.party},
      {"bank", "示例银行杭州分行"},
      {"account_name", name},
      {"account_number", "6222" + std::to_string(100'000'000'000 + made.party)}});
  return made;
}

Merchant Env::opened(const std::string& name) {
  Merchant made = registered(name);
  made.account = id_arg(ok(made.user, "open_account", {{"party", made.party}}), "account");
  return made;
}

Merchant Env::with_alerts(const std::string& name) {
  Merchant made = opened(name);
  ok(made.user, "set_alerts",
     {{"account", made.account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", {"13800000000"}}});
  return made;
}

Merchant Env::merchant(const std::string& name, const std::string& amount) {
  Merchant made = with_alerts(name);
  recharge(made, amount);
  return made;
}

std::int64_t Env::recharge(const Merchant& merchant, const std::string& amount) {
  const auto id = id_arg(ok(merchant.user, "request_recharge", {{"account", merchant.account}, {"amount", amount}}), "recharge");
  wire(merchant.name, amount);
  return id;
}

Outcome Env::wire(const std::string& payer, const std::string& amount, const std::string& remark) {
  return ok(ops, "take_wire",
            {{"bank_reference", "B" + std::to_string(++wires)},
             {"booked", business_date(now).text()},
             {"amount", amount},
             {"payer_name", payer},
             {"payer_account", "6222000011112222"},
             {"remark", remark}});
}

std::int64_t Env::campaign_between(const Merchant& merchant, std::int64_t from_hours, std::int64_t to_hours) {
  return id_arg(ok(merchant.user, "create_campaign",
                   {{"account", merchant.account},
                    {"title", "秋季"},
                    {"starts", text(now.plus_hours(from_hours))},
                    {"ends", text(now.plus_hours(to_hours))}}),
                "campaign");
}

std::int64_t Env::campaign(const Merchant& merchant, const std::string& title) {
  const auto id = id_arg(
      ok(merchant.user, "create_campaign",
         {{"account", merchant.account}, {"title", title}, {"starts", text(now.plus_hours(1))}, {"ends", text(now.plus_hours(24 * 30))}}),
      "campaign");
  advance_hours(2);
  return id;
}

Money Env::book(std::int64_t account, Book which) {
  const auto kept = engine->rows().get<Balance>(AccountId{account}, which);
  return kept ? kept->amount : Money{};
}

void Env::advance_hours(std::int64_t hours) {
  now = now.plus_hours(hours);
  engine->tick(now);
}

}  // namespace ch::test
