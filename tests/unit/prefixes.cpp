// CON-8, CON-10: the prefixes of numbers and of remark codes.
#include "api/codes.h"
#include "policy/policies.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

// What bootstrap says of a pack with this prefix in it: the kind of value that it should be, or "done".
std::string set_up(const std::string& name, const std::string& value) {
  const auto store = fresh_store();
  Engine engine(*store, house_catalogue());
  REQUIRE(engine.open().has_value());
  json setup = pack("credit");
  for (json& one : setup["values"])
    if (one["name"] == name) one["value"] = value;
  setup["platform"] = "示例平台";
  setup["administrator"] = "admin";
  const Instant now = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  const Outcome outcome = engine.execute({Uuid::v7(now.ms, {}), "bootstrap", setup.dump(), {"admin", Role::administrator, {}}, now});
  if (outcome.done()) return "done";
  CHECK(outcome.code == "policy_malformed");
  CHECK(outcome.field.starts_with("values/credit.prefix."));  // of two that are confused, either
  return arg(outcome, "kind");
}

}  // namespace

TEST_CASE("CON-8: a prefix that digits could not be told from, or that cannot be read out of a remark, is refused") {
  const std::string remark = "credit.prefix.remark", recharge = "credit.prefix.recharge";
  for (const char* good : {"CZ", "A1B", "充", "RX"}) CHECK(set_up(remark, good) == "done");
  for (const char* bad :
       {"", " ", "12", "CZ1", "C Z", " CZ", "CZ ", "cz", "Cz", "ＣＺ", "C\u200bZ", "\ufeff", "C\tZ", "C\u3000Z", "C-Z", "CZ\u0001"}) {
    CAPTURE(bad);
    CHECK(set_up(remark, bad) == "prefix");
    CHECK(set_up(recharge, bad) == "prefix");
  }
}

TEST_CASE("CON-8: a prefix that another kind of number bears, or that a remark could take for a code, is refused") {
  CHECK(set_up("credit.prefix.remark", "R") == "prefix_of_two");
  CHECK(set_up("credit.prefix.wire", "A") == "prefix_of_two");
  CHECK(set_up("credit.prefix.recharge", "XCZ") == "prefix_of_two");  // XCZ-0000017 would be read as CZ0000017
  CHECK(set_up("credit.prefix.recharge", "CZX") == "done");
}

TEST_CASE("CON-8, CON-10: a prefix stays as the tenant was set up: numbers and remark codes that were given keep their meaning") {
  Env env;
  const Merchant shop = env.with_alerts("示例家居（杭州）有限公司");
  env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  const Outcome second = env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}});
  int prefixes = 0;
  for (const PolicyNeed& need : policy_needs()) {
    if (!is_prefix(need.name)) continue;
    ++prefixes;
    const Outcome refused =
        env.refused(env.admin, "propose_policy", {{"name", need.name}, {"value", "NEU"}, {"effective", business_date(env.now).text()}},
                    "policy_malformed");
    CHECK(arg(refused, "kind") == "prefix_in_use");
    CHECK(words({.code = refused.code, .args = refused.args}, Language::en).contains("it stays"));
  }
  CHECK(prefixes == 7);
  CHECK(arg(env.wire(shop.name, "5000.00", arg(second, "remark_code")), "state") == "credited");
}
