// A tenant to test against: the real engine over a real store, set up as its users would find it, and sentences to drive it with.
//
//   Env env;
//   auto shop = env.merchant("示例家居（杭州）有限公司");
//   env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
//   env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "2999.99"}}, "below_minimum");
#pragma once

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "house/house.h"
#include "support/stores.h"

namespace ch::test {

using nlohmann::json;

// assets/packs/NAME.json
json pack(const std::string& name);

// Seeded, the same on every machine: for ids and generated traffic.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit)); }

 private:
  std::uint64_t state_;
};

struct Merchant {
  Actor user;
  std::int64_t party = 0;
  std::int64_t account = 0;  // 0 until opened
  std::string name;
};

struct Env {
  // A tenant of the credit pack with its staff, in the store that this run stands on. Changes of the pack come before it is loaded.
  explicit Env(const std::map<std::string, std::string>& policies = {}, std::uint64_t seed = 1);
  explicit Env(std::unique_ptr<Store> in, const std::map<std::string, std::string>& policies = {}, std::uint64_t seed = 1);

  Actor admin{"admin", Role::administrator, {}}, admin2{"admin2", Role::administrator, {}};
  Actor ops{"ops", Role::settlement_operations, {}}, ops2{"ops2", Role::settlement_operations, {}};
  Actor finance{"fin", Role::finance, {}}, auditor{"audit", Role::auditor, {}}, shop{"shop", Role::shop, {}};
  Instant now;

  Outcome run(const Actor& actor, const std::string& name, const json& payload);
  // Done, or the test fails with the refusal's words.
  Outcome ok(const Actor& actor, const std::string& name, const json& payload);
  // Refused with this code, and nothing but the journal has changed.
  Outcome refused(const Actor& actor, const std::string& name, const json& payload, const std::string& code);
  // Whatever becomes of it: no fault of the program, and no field of another form.
  Outcome tried(const Actor& actor, const std::string& name, const json& payload);
  json query(const Actor& actor, const std::string& name, const json& params);
  std::string query_refused(const Actor& actor, const std::string& name, const json& params);  // its code
  // Nothing but the journal and the numbers it needs.
  Hash state_digest();

  // Registered, with a settlement profile and a user; not opened.
  Merchant registered(const std::string& name);
  // Opened too.
  Merchant opened(const std::string& name);
  // Alerts set: alert 500.00, breaker by default.
  Merchant with_alerts(const std::string& name);
  // The first recharge of this amount credited: active.
  Merchant merchant(const std::string& name, const std::string& amount = "5000.00");
  std::int64_t recharge(const Merchant& merchant, const std::string& amount);  // request and wire; the recharge's id
  Outcome wire(const std::string& payer, const std::string& amount, const std::string& remark = "");
  std::int64_t campaign(const Merchant& merchant, const std::string& title = "双11 白条免息");              // running
  std::int64_t campaign_between(const Merchant& merchant, std::int64_t from_hours, std::int64_t to_hours);  // from now

  Money book(std::int64_t account, Book book);
  Money platform(Book which) { return book(1, which); }
  void advance_hours(std::int64_t hours);  // and ticks
  void advance_days(std::int64_t days) { advance_hours(24 * days); }

  std::unique_ptr<Store> store;
  std::unique_ptr<Engine> engine;
  Random random;
  std::int64_t wires = 0;
};

// The value of an outcome's argument; the test fails where it is missing.
std::string arg(const Outcome& outcome, const std::string& name);
std::int64_t id_arg(const Outcome& outcome, const std::string& name);

}  // namespace ch::test
