#include <set>

#include "api/accounts.h"
#include "api/codes.h"
#include "engine/audit.h"
#include "engine/journal.h"
#include "engine/live.h"
#include "support/env.h"
#include "support/store_over.h"

namespace ch::test {
namespace {

Envelope envelope(Env& env, const Actor& actor, const std::string& name, const json& payload) {
  std::array<std::uint8_t, 10> bits{};
  for (auto& byte : bits) byte = static_cast<std::uint8_t>(env.random.next());
  return {Uuid::v7(env.now.ms, bits), name, payload.dump(), actor, env.now};
}

const char* const company = "示例家居（杭州）有限公司";

}  // namespace

TEST_CASE("CON-7: the same id with the same content gives the stored outcome, and has no second effect") {
  Env env;
  const Merchant shop = env.with_alerts(company);
  const Envelope asked = envelope(env, shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  const Outcome first = env.engine->execute(asked);
  REQUIRE(first.done());
  const Hash after = env.state_digest();
  Envelope again = asked;
  again.now = env.now.plus_hours(5);
  again.payload = " {\"amount\" : \"5000.00\", \"account\": " + std::to_string(shop.account) + "}";  // the same content, written otherwise
  const Outcome second = env.engine->execute(again);
  CHECK(second.repeated);
  CHECK(second.seq == first.seq);
  CHECK(second.args == first.args);
  CHECK(env.state_digest() == after);
  // In one flush together, and after a restart.
  const Envelope pair = envelope(env, shop.user, "request_recharge", {{"account", shop.account}, {"amount", "6000.00"}});
  const std::vector<Envelope> twice{pair, pair};
  const auto outcomes = env.engine->execute_group(twice);
  CHECK(outcomes[0].done());
  CHECK(outcomes[1].repeated);
  CHECK(outcomes[1].seq == outcomes[0].seq);
  REQUIRE(env.engine->open().has_value());
  CHECK(env.engine->execute(pair).repeated);
}

TEST_CASE("CON-7: an id used with other content, or by another, is refused as id_reused") {
  Env env;
  const Merchant shop = env.with_alerts(company);
  Envelope asked = envelope(env, shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  REQUIRE(env.engine->execute(asked).done());
  const std::int64_t seq = env.engine->last_seq();
  Envelope other = asked;
  other.payload = json{{"account", shop.account}, {"amount", "5000.01"}}.dump();
  CHECK(env.engine->execute(other).code == "id_reused");
  other = asked;
  other.actor = env.ops;
  CHECK(env.engine->execute(other).code == "id_reused");
  CHECK(env.engine->last_seq() == seq);
}

TEST_CASE("CON-7: what a rule refused is stored; what was malformed or not allowed is not") {
  Env env;
  const Merchant shop = env.with_alerts(company);
  const auto stored = [&](const Actor& actor, const std::string& name, const json& payload) {
    const std::int64_t before = env.engine->last_seq();
    const Outcome outcome = env.run(actor, name, payload);
    REQUIRE_FALSE(outcome.done());
    return env.engine->last_seq() != before;
  };
  CHECK(stored(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}));
  CHECK_FALSE(stored(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "1"}}));
  CHECK_FALSE(stored(env.auditor, "request_withdrawal", {{"account", shop.account}, {"amount", "1.00"}}));
  CHECK_FALSE(stored(shop.user, "no_such_command", json::object()));
}

TEST_CASE("CON-9: a malformed command is refused with its place, and nothing changes") {
  Env env;
  const Hash before = env.state_digest();
  Envelope asked = envelope(env, env.ops, "register_merchant", json::object());
  asked.payload = R"({"name":"a","name":"b","supplier":"S-1"})";
  Outcome outcome = env.engine->execute(asked);
  CHECK(outcome.code == "malformed_json");
  CHECK(outcome.band == Band::malformed);
  asked.payload = R"({"name":"a"})";
  outcome = env.engine->execute(asked);
  CHECK(outcome.code == "malformed_field");
  CHECK(outcome.field == "supplier");
  asked.payload = R"({"name":"a","supplier":"S-1"})";
  asked.id = *Uuid::parse("01890a5d-ac96-474b-bcce-b302099a8057");  // not a version 7
  CHECK(env.engine->execute(asked).code == "malformed_id");
  CHECK(env.state_digest() == before);
}

TEST_CASE("CON-9: every code has its rule, and words in both languages whose names are filled") {
  std::set<std::string_view> seen;
  for (const CodeSpec& spec : code_specs()) {
    CHECK(seen.insert(spec.code).second);
    CHECK_FALSE(spec.zh.empty());
    CHECK_FALSE(spec.en.empty());
    if (spec.code != "done") CHECK_FALSE(spec.rule.empty());
  }
}

TEST_CASE("CON-3: now never goes back, and timers due run before the command") {
  Env env;
  const Merchant shop = env.merchant(company);
  const auto campaign = id_arg(env.ok(shop.user, "create_campaign",
                                      {{"account", shop.account},
                                       {"title", "秋季焕新"},
                                       {"starts", text(env.now.plus_hours(1))},
                                       {"ends", text(env.now.plus_hours(48))}}),
                               "campaign");
  env.now = env.now.plus_hours(3);
  // Nobody ticked; the command itself finds the campaign running.
  env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", "O-1"}, {"campaign", campaign}, {"fee", "10.00"}});
  const Instant last = env.engine->last_now();
  env.now = env.now.plus_hours(-2);
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  CHECK(env.engine->last_now() == last);
}

TEST_CASE("CON-3: a time that the zone is not known for is refused, of a command and of a query") {
  Env env;
  for (const Instant now : {Instant{0}, last_instant.plus_ms(1)}) {
    const Outcome outcome = env.engine->execute({Uuid::v7(env.now.ms, {}), "confirm_clock", "{}", env.admin, now});
    CHECK(outcome.code == "time_out_of_range");
    CHECK(outcome.field == "now");
    const auto view = env.engine->query("home", "{}", env.ops, now);
    REQUIRE_FALSE(view);
    CHECK(view.error().code == "time_out_of_range");
  }
}

TEST_CASE("CON-11: the clock does by the role table what stands there for it, and nothing else") {
  Env env;
  // From outside nobody is the clock, whatever he calls himself.
  for (const char* user : {"clock", "somebody"}) {
    const Outcome outcome = env.engine->execute(
        {Uuid::v7(env.now.ms, {}), "halt_clock", R"({"before":"2026-03-02T09:00:00.000+08:00"})", {user, Role::clock, {}}, env.now});
    CHECK(outcome.code == "no_such_grant");
  }
  const Merchant shop = env.merchant("示例家居（杭州）有限公司");
  env.campaign(shop);  // starts when it is due, by the clock and without a grant
  CHECK(env.engine->rows().list<Grant>({}).size() > 5);
  for (const Grant& grant : env.engine->rows().list<Grant>({})) CHECK(grant.role != Role::clock);
  bool started = false;
  for (const JournalRow& row : env.engine->rows().list<JournalRow>({}))
    started = started || (row.name == "start_campaign_due" && row.role == Role::clock && row.code == "done");
  CHECK(started);
}

TEST_CASE("CON-9: names are asked for: a blank one is refused with its field") {
  Env env;
  for (const char* blank : {"", "  ", "\u3000", "\u00a0"}) {
    CHECK(env.refused(env.admin, "grant_role", {{"user", blank}, {"role", "auditor"}}, "text_blank").field == "user");
    CHECK(env.refused(env.ops, "register_merchant", {{"name", blank}, {"supplier", "S1"}}, "text_blank").field == "name");
    CHECK(env.refused(env.ops, "register_merchant", {{"name", "示例"}, {"supplier", blank}}, "text_blank").field == "supplier");
    json setup = pack("credit");
    setup["platform"] = blank;
    setup["administrator"] = "admin";
    CHECK(env.refused(env.admin, "bootstrap", setup, "text_blank").field == "platform");
    setup["platform"] = "示例平台";
    setup["administrator"] = blank;
    CHECK(env.refused(env.admin, "bootstrap", setup, "text_blank").field == "administrator");
  }
  CHECK(env.refused(env.admin, "grant_role", {{"user", "a\nb"}, {"role", "auditor"}}, "text_control").field == "user");
}

TEST_CASE("CON-3: a jump of the clock beyond the policy's bound halts timers until a person confirms it") {
  Env env;
  const Merchant shop = env.merchant(company);
  env.ok(
      shop.user, "create_campaign",
      {{"account", shop.account}, {"title", "秋季焕新"}, {"starts", text(env.now.plus_hours(1))}, {"ends", text(env.now.plus_hours(48))}});
  env.advance_days(30);
  CHECK(env.query(shop.user, "campaigns", {{"account", shop.account}})["campaigns"][0]["state"] == "scheduled");
  env.refused(env.ops, "confirm_clock", json::object(), "not_allowed");
  env.ok(env.admin, "confirm_clock", json::object());
  env.advance_hours(0);
  CHECK(env.query(shop.user, "campaigns", {{"account", shop.account}})["campaigns"][0]["state"] == "ended");
  env.refused(env.admin, "confirm_clock", json::object(), "clock_not_halted");
}

TEST_CASE("PRO-3: what is due at one moment runs without passing again what has run") {
  Env env;
  const Merchant shop = env.merchant(company);
  const int campaigns = 300;
  for (int i = 0; i < campaigns; ++i)
    env.ok(shop.user, "create_campaign",
           {{"account", shop.account},
            {"title", "秋季焕新"},
            {"starts", text(env.now.plus_hours(1))},
            {"ends", text(env.now.plus_hours(48))}});
  Counting store(*env.store);
  Catalogue catalogue = house_catalogue();
  for (Command& command : catalogue.commands)
    if (command.name == "block_account")
      command.apply = OnPayload<Result<Done>(Context&)>(+[](const BlockAccount&, Context& context) -> Result<Done> {
        context.start_timer(context.now.plus_hours(-1), "sweep_campaigns", "{}");
        return Done{};
      });
  Engine engine(store, catalogue);
  REQUIRE(engine.open().has_value());
  store.read = 0;
  const Instant start = env.now.plus_hours(1);
  CHECK(engine.tick(start) == campaigns);
  CHECK(store.read < 20 * campaigns);
  CHECK(engine.next_due() > start);

  // One that comes to be before what has run is not passed by.
  const json payload{{"account", shop.account}, {"reason", "M"}};
  CHECK(engine.execute({Uuid::v7(start.ms, {}), "block_account", payload.dump(), env.ops, start}).code == "done");
  CHECK(engine.next_due() == start.plus_hours(-1));
  CHECK(engine.tick(start) == 1);
}

TEST_CASE("PRO-3: a tick with nothing due leaves nothing behind") {
  Env env;
  const std::int64_t seq = env.engine->last_seq();
  const Hash before = digest_of_tables(*env.store, env.engine->catalogue());
  CHECK(env.engine->tick(env.now.plus_hours(1)) == 0);
  CHECK(env.engine->last_seq() == seq);
  CHECK(digest_of_tables(*env.store, env.engine->catalogue()) == before);
}

TEST_CASE("CON-10: a policy value changes by proposal and another's approval, within its range, from its day on") {
  Env env;
  const auto propose = [&](const char* value, Date effective) {
    return json{{"name", "credit.recharge_minimum"}, {"value", value}, {"effective", effective.text()}};
  };
  const Date today = business_date(env.now);
  env.refused(env.admin, "propose_policy", propose("-1.00", today), "policy_out_of_range");
  env.refused(env.admin, "propose_policy", propose("lots", today), "policy_malformed");
  env.refused(env.admin, "propose_policy", propose("4000.00", today.plus_days(-1)), "effective_in_past");
  env.refused(env.admin, "propose_policy", {{"name", "credit.none"}, {"value", "1"}, {"effective", today.text()}}, "unknown_policy");
  const auto version = id_arg(env.ok(env.admin, "propose_policy", propose("4000.00", today.plus_days(2))), "version");
  env.refused(env.admin, "propose_policy", propose("5000.00", today.plus_days(2)), "policy_change_open");
  env.refused(env.admin, "approve_policy", {{"name", "credit.recharge_minimum"}, {"version", version}}, "four_eyes");
  env.ok(env.admin2, "approve_policy", {{"name", "credit.recharge_minimum"}, {"version", version}});
  env.refused(env.admin2, "approve_policy", {{"name", "credit.recharge_minimum"}, {"version", version}}, "policy_decided");

  const Merchant shop = env.with_alerts(company);
  env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "3000.00"}});
  env.advance_days(2);
  const Outcome refused = env.run(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "3999.99"}});
  CHECK(refused.rule == "PRE-4");
  env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "4000.00"}});
  // Which version decided it stands in the journal.
  std::vector<std::int64_t> decided;
  env.engine->rows().scan<JournalRow>({}, [&](const JournalRow& row) {
    if (row.name == "request_recharge") decided.push_back(row.policy);
    return true;
  });
  CHECK(decided.front() == 2);
  const auto rejected = id_arg(env.ok(env.admin, "propose_policy", propose("9000.00", business_date(env.now))), "version");
  const auto waiting = [&]() -> json {
    for (const json& row : env.query(env.auditor, "policies", json::object())["rows"])
      if (row["name"] == "credit.recharge_minimum") return row.value("next_version", json{});
    return {};
  };
  CHECK(waiting() == rejected);
  env.ok(env.admin2, "reject_policy", {{"name", "credit.recharge_minimum"}, {"version", rejected}});
  CHECK(waiting().is_null());
  CHECK(env.query(env.auditor, "policies", json::object())["rows"].size() > 10);
}

TEST_CASE("CON-7, PRO-3: what the core starts by itself has ids of its own, which nobody else can take first") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  env.campaign(merchant);
  std::int64_t by_clock = 0;
  env.advance_days(60);
  env.store->each(record_type<JournalRow>(), [&](const Row& kept, std::int64_t, std::int64_t) {
    const auto& row = *static_cast<const JournalRow*>(kept.get());
    CHECK(row.id.is_v7() == (row.role != Role::clock));
    by_clock += row.role == Role::clock;
  });
  CHECK(by_clock > 0);
  const Outcome taken = env.engine->execute({Uuid::v8(env.now.ms, {1}), "cancel_recharge", R"({"recharge":1})", merchant.user, env.now});
  CHECK(taken.code == "malformed_id");
}

TEST_CASE("CON-10: a pack that lacks a value, repeats one or holds one out of range is refused") {
  const auto bootstrap = [](json setup) {
    const auto store = fresh_store();
    Engine engine(*store, house_catalogue());
    REQUIRE(engine.open().has_value());
    setup["platform"] = "示例平台";
    setup["administrator"] = "admin";
    return engine
        .execute(
            {Uuid::v7(1'780'000'000'000, {1}), "bootstrap", setup.dump(), {"admin", Role::administrator, {}}, Instant{1'780'000'000'000}})
        .code;
  };
  json whole = pack("credit");
  CHECK(bootstrap(whole) == "done");
  json lacking = whole;
  lacking["values"].erase(lacking["values"].begin());
  CHECK(bootstrap(lacking) == "pack_incomplete");
  json repeating = whole;
  repeating["values"].push_back(repeating["values"][0]);
  CHECK(bootstrap(repeating) == "pack_repeats");
  json wrong = whole;
  for (json& value : wrong["values"])
    if (value["kind"] == "money") value["value"] = "12.345";
  CHECK(bootstrap(wrong) == "policy_malformed");
  Env env;
  env.refused(
      env.admin, "bootstrap",
      [&] {
        json setup = whole;
        setup["platform"] = "p";
        setup["administrator"] = "x";
        return setup;
      }(),
      "already_set_up");
}

TEST_CASE("CON-11: nobody changes his own roles, and roles fit their holders") {
  Env env;
  const Merchant shop = env.registered(company);
  env.refused(env.admin, "grant_role", {{"user", "admin"}, {"role", "finance"}}, "own_role");
  env.refused(env.admin, "revoke_role", {{"user", "admin"}, {"role", "administrator"}}, "own_role");
  env.refused(env.admin, "grant_role", {{"user", "x"}, {"role", "clock"}}, "role_not_grantable");
  env.refused(env.admin, "grant_role", {{"user", "x"}, {"role", "merchant_user"}}, "party_does_not_fit_role");
  env.refused(env.admin, "grant_role", {{"user", "x"}, {"role", "finance"}, {"party", shop.party}}, "party_does_not_fit_role");
  env.refused(env.admin, "grant_role", {{"user", "x"}, {"role", "merchant_user"}, {"party", 999}}, "unknown_party");
  env.refused(env.admin, "grant_role", {{"user", "ops"}, {"role", "settlement_operations"}}, "role_held");
  env.refused(env.ops, "grant_role", {{"user", "x"}, {"role", "finance"}}, "not_allowed");
  env.ok(env.admin, "revoke_role", {{"user", "ops2"}, {"role", "settlement_operations"}});
  env.refused(env.admin, "revoke_role", {{"user", "ops2"}, {"role", "settlement_operations"}}, "role_not_held");
  env.refused(env.ops2, "register_merchant", {{"name", "示例"}, {"supplier", "S-9"}}, "no_such_grant");
  // A role that a client claims and does not hold.
  env.refused({"ops", Role::administrator, {}}, "grant_role", {{"user", "x"}, {"role", "finance"}}, "no_such_grant");
  env.refused({"clock", Role::merchant_user, {shop.party}}, "open_account", {{"party", shop.party}}, "no_such_grant");
}

TEST_CASE("CON-11: a merchant sees and does what is his own, and nothing of another's") {
  Env env;
  const Merchant one = env.merchant(company), other = env.merchant("示例服饰（宁波）有限公司");
  env.refused(one.user, "request_recharge", {{"account", other.account}, {"amount", "5000.00"}}, "not_allowed");
  env.refused(one.user, "request_withdrawal", {{"account", other.account}, {"amount", "1.00"}}, "not_allowed");
  CHECK(env.query_refused(one.user, "account", {{"account", other.account}}) == "not_allowed");
  CHECK(env.query_refused(one.user, "statement", {{"account", other.account}}) == "not_allowed");
  CHECK(env.query(one.user, "account", {{"account", one.account}})["name"] == company);
}

TEST_CASE("CON-3: why_not answers as the command would, and changes nothing") {
  Env env;
  const Merchant shop = env.merchant(company);
  const Hash before = digest_of_tables(*env.store, env.engine->catalogue());
  const auto too_much = envelope(env, shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "5000.01"}});
  const auto said = env.engine->why_not(too_much);
  REQUIRE(said.has_value());
  CHECK_FALSE(
      env.engine->why_not(envelope(env, shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "5000.00"}})).has_value());
  CHECK(digest_of_tables(*env.store, env.engine->catalogue()) == before);
  const Outcome really = env.engine->execute(too_much);
  CHECK(really.code == said->code);
  CHECK(really.field == said->field);
}

TEST_CASE("SRV-13: commands of one group see each other, and one's refusal harms no other") {
  Env env;
  const Merchant shop = env.merchant(company, "5000.00");
  std::vector<Envelope> group;
  for (const char* amount : {"3000.00", "3000.00", "2000.00"})
    group.push_back(envelope(env, shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", amount}}));
  const auto outcomes = env.engine->execute_group(group);
  CHECK(outcomes[0].done());
  CHECK_FALSE(outcomes[1].done());
  CHECK(outcomes[2].done());
  CHECK(env.book(shop.account, Book::available).is_zero());
  CHECK(env.book(shop.account, Book::withdrawal_in_progress).text() == "5000.00");
}

TEST_CASE("LED-7: the same commands give the same chain and the same tables, however they were grouped") {
  const auto run = [](std::size_t group_size) {
    Env env;
    const Merchant shop = env.merchant(company, "50000.00");
    const auto campaign = env.campaign(shop);
    std::vector<Envelope> all;
    for (int i = 0; i < 60; ++i) {
      const std::string order = "O-" + std::to_string(env.random.below(25));
      const std::string fee = Money::fen(100 + env.random.below(90'000)).text();
      switch (env.random.below(4)) {
        case 0:
          all.push_back(envelope(env, env.shop, "settle_order", {{"account", shop.account}, {"order", order}}));
          break;
        case 1:
          all.push_back(envelope(env, env.shop, "release_order", {{"account", shop.account}, {"order", order}, {"amount", fee}}));
          break;
        default:
          all.push_back(
              envelope(env, env.shop, "freeze_order", {{"account", shop.account}, {"order", order}, {"campaign", campaign}, {"fee", fee}}));
          break;
      }
    }
    for (std::size_t at = 0; at < all.size(); at += group_size)
      env.engine->execute_group(std::span(all).subspan(at, std::min(group_size, all.size() - at)));
    CHECK(audit(*env.store, env.engine->catalogue()).fault.empty());
    return std::pair(env.engine->chain_head(), digest_of_tables(*env.store, env.engine->catalogue()));
  };
  const auto one = run(1);
  CHECK(run(7) == one);
  CHECK(run(60) == one);
}

TEST_CASE(
    "WEB-16: a live query is sent again when what it read changed, and a command on one account sends nothing to who watches another") {
  Env env;
  const Merchant one = env.merchant(company), other = env.merchant("示例服饰（宁波）有限公司");
  Live live(*env.engine);
  REQUIRE(live.subscribe(1, "account", json{{"account", one.account}}.dump(), one.user, env.now).has_value());
  REQUIRE(live.subscribe(2, "account", json{{"account", other.account}}.dump(), other.user, env.now).has_value());
  REQUIRE(live.subscribe(3, "statement", json{{"account", one.account}}.dump(), env.ops, env.now).has_value());
  CHECK_FALSE(live.subscribe(4, "account", json{{"account", other.account}}.dump(), one.user, env.now).has_value());
  env.ok(one.user, "request_withdrawal", {{"account", one.account}, {"amount", "10.00"}});
  std::vector<std::int64_t> sent;
  for (const auto& update : live.updates(env.now)) sent.push_back(update.id);
  CHECK(sent == std::vector<std::int64_t>{1, 3});
  CHECK(live.updates(env.now).empty());
  env.recharge(other, "3000.00");
  sent.clear();
  for (const auto& update : live.updates(env.now)) sent.push_back(update.id);
  CHECK(sent == std::vector<std::int64_t>{2});
}

}  // namespace ch::test
