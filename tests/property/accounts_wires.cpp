// Whatever wires come and whatever people decide, every fen at the bank is explained and every request shows what is true of it.
#include "accounts/records.h"
#include "base/text.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Traffic {
  Env env;
  std::vector<Merchant> shops{env.with_alerts("示例家居（杭州）有限公司"), env.with_alerts("示例灯具（苏州）有限公司")};
  Random random;
  std::vector<std::string> amounts{"3000.00", "3000.01", "5000.00"};

  explicit Traffic(std::uint64_t seed) : random(seed) {}
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(all.size())))];
  }

  template <class T>
  std::int64_t some() {  // the id of any row that there is, or of none
    const auto rows = env.engine->rows().list<T>(Scan{});
    return rows.empty() ? 1 : rows[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(rows.size())))].id.value;
  }

  void step() {
    const Merchant& shop = one_of(shops);
    switch (random.below(6)) {
      case 0:
      case 1:
        env.run(shop.user, "request_recharge", {{"account", shop.account}, {"amount", one_of(amounts)}});
        break;
      case 2: {
        const std::vector<std::string> payers{shop.name, shop.name, "示例个人", ""};
        const auto named = env.engine->rows().get<Recharge>(RechargeId{some<Recharge>()});
        env.wire(one_of(payers), one_of(amounts), named && random.below(2) == 0 ? named->remark_code : "");
        break;
      }
      case 3: {
        json match{{"wire", some<Wire>()}, {"account", shop.account}};
        if (random.below(2) == 0) match["recharge"] = some<Recharge>();
        env.run(env.ops, "match_wire", match);
        break;
      }
      case 4:
        env.run(env.ops, "return_wire", {{"wire", some<Wire>()}, {"reason", "核对后退回"}});
        break;
      default:
        if (random.below(2) == 0)
          env.run(env.finance, "confirm_wire_returned", {{"wire", some<Wire>()}, {"bank_reference", "RET"}});
        else
          env.run(shop.user, "cancel_recharge", {{"recharge", some<Recharge>()}});
    }
  }

  void look() {
    Money credited, held, due;
    for (const Wire& wire : env.engine->rows().list<Wire>(Scan{})) {
      if (wire.state == WireState::credited) {
        credited += wire.amount;
        const auto recharge = env.engine->rows().get<Recharge>(RechargeId{*wire.recharge});
        const auto party = env.engine->rows().get<Party>(recharge->party);
        REQUIRE(same_company_name(wire.payer_name, party->name));  // PRE-5: never another payer's
        REQUIRE(recharge->state == RechargeState::credited);
        REQUIRE(recharge->wire == wire.id.value);
      }
      if (wire.state == WireState::suspense) held += wire.amount;
      if (wire.state == WireState::return_due) due += wire.amount;
    }
    Money available;
    for (const Merchant& shop : shops) available += env.book(shop.account, Book::available);
    REQUIRE(available == credited);
    REQUIRE(env.platform(Book::suspense) == held);
    REQUIRE(env.platform(Book::returns_due) == due);
    REQUIRE(env.platform(Book::cash_at_bank) == credited + held + due);
    for (const Recharge& recharge : env.engine->rows().list<Recharge>(Scan{})) {
      if (recharge.state != RechargeState::in_suspense) continue;
      const auto wire = env.engine->rows().get<Wire>(WireId{*recharge.wire});
      REQUIRE(wire->state == WireState::suspense);
      REQUIRE(wire->party == recharge.party);
    }
  }
};

}  // namespace

TEST_CASE("PRE-5: whatever wires come, the bank's cash is what was credited, what waits and what goes back") {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    INFO("seed " << seed);
    Traffic traffic(seed);
    for (int step = 0; step < 150; ++step) {
      traffic.step();
      if (step % 5 == 0) traffic.look();
    }
    traffic.look();
  }
}
