// Whatever wires come and whatever people decide, every fen at the bank is explained and every request shows what is true of it.
#include <algorithm>

#include "accounts/pending.h"
#include "procedure/procedure.h"
#include "base/text.h"
#include "procedure/cases.h"
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Traffic {
  Env env;
  // Two suppliers are registered under one name.
  std::vector<Merchant> shops{env.with_alerts("示例家居（杭州）有限公司"), env.with_alerts("示例灯具（苏州）有限公司"),
                              env.with_alerts("示例灯具（苏州）有限公司")};
  Random random;
  std::vector<std::string> amounts{"3000.00", "3000.01", "4000.00", "5000.00", "6000.00"};

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

  // None, one that was given, one that is to come, or two.
  std::string remark() {
    const auto code = [&](std::int64_t id) { return remark_code(Policies(env.engine->rows(), business_date(env.now)), RechargeId{id}); };
    const std::int64_t given = some<Recharge>();
    switch (random.below(6)) {
      case 0:
      case 1:
        return code(given);
      case 2:
        return code(given + 1 + random.below(5));
      case 3:
        return code(given) + " " + code(some<Recharge>());
      default:
        return "";
    }
  }

  // The calculation as the rule has it, over all wires in suspense: the newest that is meant for a request counts.
  void look_at_links() {
    Reader& rows = env.engine->rows();
    std::vector<Wire> held;
    for (const Wire& wire : rows.list<Wire>(Scan{}))
      if (wire.state == WireState::suspense && wire.party) held.push_back(wire);
    std::map<RechargeId, WireId> newest;
    for (const Wire& wire : held) {
      std::vector<Recharge> pending, amount, named;
      for (const Recharge& one : rows.list<Recharge>(Scan{})) {
        if (!is_pending(one) || one.party != wire.party) continue;
        pending.push_back(one);
        if (one.amount == wire.amount) amount.push_back(one);
        if (std::ranges::contains(codes_in(wire.remark, "CZ"), one.id)) named.push_back(one);
      }
      for (const Recharge& meant : !amount.empty() ? amount : !named.empty() ? named : pending) newest[meant.id] = wire.id;
    }
    for (const Recharge& one : rows.list<Recharge>(Scan{})) {
      if (!is_pending(one)) continue;
      INFO("recharge " << one.id.value);
      const auto wire = newest.find(one.id);
      REQUIRE((one.state == RechargeState::in_suspense) == (wire != newest.end()));
      REQUIRE(rows.get<Case>(one.process)->step == (wire != newest.end() ? "in_suspense" : "waiting"));
      if (wire != newest.end())
        REQUIRE(one.wire == wire->second.value);
      else if (one.wire)  // one on its way back still shows
        REQUIRE(std::ranges::contains(std::array{WireState::return_due, WireState::returned}, rows.get<Wire>(WireId{*one.wire})->state));
    }
  }

  void step() {
    const Merchant& shop = one_of(shops);
    switch (random.below(6)) {
      case 0:
      case 1:
        env.run(shop.user, "request_recharge", {{"account", shop.account}, {"amount", one_of(amounts)}});
        break;
      case 2: {
        const std::vector<std::string> payers{shop.name, shop.name, shop.name, "示例个人", ""};
        env.wire(one_of(payers), one_of(amounts), remark());
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
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO("seed " << seed);
    Traffic traffic(seed);
    for (int step = 0; step < 150; ++step) {
      traffic.step();
      if (step % 5 == 0) traffic.look();
      INFO("step " << step);
      traffic.look_at_links();
    }
    traffic.look();
  }
}
