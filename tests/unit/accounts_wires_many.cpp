// PRE-5: a payer with thousands of wires in suspense: the next costs what the first did, counted in rows read.
#include "accounts/pending.h"
#include "support/env.h"
#include "support/store_over.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Payer {
  Env env;
  Merchant shop = env.with_alerts("示例家居（杭州）有限公司");
  Counting counting{*env.store};

  Payer() {
    env.engine = std::make_unique<Engine>(counting, house_catalogue());
    REQUIRE(env.engine->open().has_value());
  }
  std::string request(const std::string& amount) {
    return arg(env.ok(shop.user, "request_recharge", {{"account", shop.account}, {"amount", amount}}), "remark_code");
  }
  // Wires of one amount, or of amounts that all differ.
  void wires(int count, bool alike) {
    for (int i = 0; i < count; ++i) env.wire(shop.name, alike ? "3500.00" : Money::fen(700'000 + i).text());
  }
  template <class Do>
  std::int64_t cost(Do act) {
    const std::int64_t before = counting.read;
    act();
    return counting.read - before;
  }
};

// What one more wire costs, and one that is credited, behind this many.
struct Costs {
  std::int64_t held, credited, ambiguous;
};
Costs costs_behind(int count, bool alike) {
  Payer payer;
  payer.request("3000.00");
  payer.wires(count, alike);
  Costs costs{};
  costs.held = payer.cost([&] { payer.wires(1, alike); });
  const std::string code = payer.request("4000.00");
  payer.request("4000.00");
  payer.request("4000.00");
  payer.env.wire(payer.shop.name, "4000.00");
  costs.ambiguous = payer.cost([&] { payer.env.wire(payer.shop.name, "4000.00"); });
  costs.credited = payer.cost([&] { CHECK(arg(payer.env.wire(payer.shop.name, "4000.00", code), "state") == "credited"); });
  return costs;
}

}  // namespace

TEST_CASE("PRE-5: taking a wire costs the same however many of its payer are in suspense") {
  for (const bool alike : {true, false}) {
    const Costs few = costs_behind(20, alike), many = costs_behind(600, alike);
    INFO(alike << ": " << few.held << " " << few.ambiguous << " " << few.credited << ", " << many.held << " " << many.ambiguous << " "
               << many.credited);
    CHECK(many.held <= few.held + 5);
    CHECK(many.ambiguous <= few.ambiguous + 5);
    CHECK(many.credited <= few.credited + 40);
    CHECK(many.held < 60);
  }
}

TEST_CASE("PRE-5: a wire that its code decides costs the same however many of its amount are in suspense") {
  const auto cost = [](int count) {
    Payer payer;
    payer.request("9000.00");  // waits for a wire that none of these is
    payer.request("3500.00");
    const std::string code = payer.request("3500.00");
    payer.request("3500.00");
    payer.wires(count, true);
    return payer.cost([&] { CHECK(arg(payer.env.wire(payer.shop.name, "3500.00", code), "state") == "credited"); });
  };
  const std::int64_t few = cost(20), many = cost(600);
  INFO(few << " " << many);
  CHECK(many <= few + 5);
}

TEST_CASE("PRE-5: where nothing is in suspense, requests that wait are not looked at") {
  const auto cost = [](int count) {
    Payer payer;
    for (int i = 0; i < count; ++i) payer.request(Money::fen(300'000 + i).text());
    return payer.cost([&] { CHECK(arg(payer.env.wire(payer.shop.name, "3000.00"), "state") == "credited"); });
  };
  const std::int64_t few = cost(10), many = cost(200);
  INFO(few << " " << many);
  CHECK(many <= few + 5);
}
