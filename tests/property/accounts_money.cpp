// Chapter 03 under random traffic: whatever the shop, merchants, operations and the clock say in whatever order, the books are
// even, every kept count equals what it counts, and statements add up to balances.
#include "accounts/invariants.h"
#include "engine/audit.h"
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Traffic {
  explicit Traffic(std::uint64_t seed) : env({}, seed), dice(seed * 7 + 1) {
    for (const char* name : {"示例家居（杭州）有限公司", "示例服饰（广州）有限公司", "示例文具（苏州）有限公司"}) {
      Merchant& merchant = merchants.emplace_back(env.merchant(name, "5000.00"));
      campaigns.push_back({env.campaign(merchant)});
    }
  }

  // A third are small, a third near what is at stake, and some far too much.
  std::string amount() {
    const std::int64_t most = std::array<std::int64_t, 4>{1'000, 50'000, 150'000, 900'000}[static_cast<std::size_t>(dice.below(4))];
    return Money::fen(1 + dice.below(most)).text();
  }
  std::string order() { return "O-" + std::to_string(dice.below(60)); }

  void tell(const Actor& actor, const std::string& name, const json& payload) {
    ++(env.tried(actor, name, payload).done() ? done : refused)[name];
  }

  void withdrawal_step(const Merchant& merchant) {
    const auto id = 1 + dice.below(12);
    switch (dice.below(8)) {
      case 0:
        return tell(env.ops, "approve_withdrawal", {{"withdrawal", id}});
      case 1:
        return tell(env.ops2, "refuse_withdrawal", {{"withdrawal", id}, {"reason", "资料不全"}});
      case 2:
        return tell(env.finance, "pay_withdrawal", {{"withdrawal", id}, {"bank_reference", "P" + std::to_string(dice.below(1'000'000))}});
      case 3:
        return tell(env.finance, "fail_withdrawal", {{"withdrawal", id}, {"reason", "户名不符"}});
      case 4:
        return tell(env.finance, "return_withdrawal", {{"withdrawal", id}, {"reason", "无法付款"}});
      case 5:
        return tell(env.finance, "pay_withdrawal_after_all",
                    {{"withdrawal", id}, {"bank_reference", "P" + std::to_string(dice.below(1'000'000))}});
      default:
        return tell(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", amount()}});
    }
  }

  void campaign_step(const Merchant& merchant, std::vector<std::int64_t>& own) {
    if (dice.below(3) == 0) return tell(merchant.user, "end_campaign", {{"campaign", own.back()}});
    const Instant starts = env.now.plus_hours(dice.below(10) - 5), ends = env.now.plus_hours(1 + dice.below(100));
    const Outcome made = env.run(merchant.user, "create_campaign",
                                 {{"account", merchant.account}, {"title", "随机"}, {"starts", text(starts)}, {"ends", text(ends)}});
    if (made.done()) own.push_back(id_arg(made, "campaign"));
  }

  void step() {
    const auto which = static_cast<std::size_t>(dice.below(3));
    const Merchant& merchant = merchants[which];
    auto& own = campaigns[which];
    const std::int64_t roll = dice.below(100);
    if (roll < 35)
      return tell(env.shop, "freeze_order",
                  freeze_of(merchant, order(), own[static_cast<std::size_t>(dice.below(static_cast<std::int64_t>(own.size())))], amount()));
    if (roll < 48) return tell(env.shop, "release_order", release_of(merchant, order(), amount()));
    if (roll < 54) return tell(env.shop, "release_order", release_of(merchant, order()));
    if (roll < 66) return tell(env.shop, "settle_order", settle_of(merchant, order()));
    if (roll < 74) return tell(env.shop, "refund_order", refund_of(merchant, order(), amount()));
    if (roll < 80) return static_cast<void>(env.recharge(merchant, Money::fen(300'000 + dice.below(300'000)).text()));
    if (roll < 86) return withdrawal_step(merchant);
    if (roll < 91) return campaign_step(merchant, own);
    if (roll < 94) return tell(env.ops, "retry_exception", {{"exception", 1 + dice.below(40)}});
    if (roll < 95)
      return tell(merchant.user, "set_alerts",
                  {{"account", merchant.account},
                   {"alert_value", amount()},
                   {"breaker_value", Money::fen(100'000 + dice.below(200'000)).text()},
                   {"emails", {"a@example.com"}},
                   {"phones", json::array()}});
    env.advance_hours(1 + dice.below(8));
  }

  void check() {
    std::vector<std::string> faults;
    const auto whole = whole_account_invariants();
    for (const RecordType* type : env.engine->catalogue().records)
      if (whole->asks_for(*type))
        env.store->each(*type, [&](const Row& row, std::int64_t, std::int64_t) { whole->take(*type, row.get()); });
    whole->finish(env.engine->rows(), faults);
    CHECK(faults == std::vector<std::string>{});
    const json trial = env.query(env.auditor, "trial_balance", json::object());
    CHECK(trial["debit"] == trial["credit"]);
    for (const Merchant& merchant : merchants) check_statement(merchant);
  }

  void check_statement(const Merchant& merchant) {
    const Money total = env.book(merchant.account, Book::available) + env.book(merchant.account, Book::frozen);
    const auto money = [](const json& value) { return *Money::parse(value.get<std::string>()); };
    Money income, expense;
    json ask{{"account", merchant.account}, {"limit", 100}};
    json view;
    std::string newest;
    do {
      view = env.query(merchant.user, "statement", ask);
      for (const json& row : view["rows"]) {
        if (newest.empty()) newest = row["total"];
        (money(row["amount"]).positive() ? income : expense) += abs(money(row["amount"]));
        CHECK(money(row["total"]) == money(row["available"]) + money(row["frozen"]));
      }
      ask["cursor"] = view["next"];
    } while (view["next"] != "");
    CHECK(money(view["closing"]) == total);
    CHECK(money(view["income"]) == income);
    CHECK(money(view["expense"]) == expense);
    CHECK(newest == total.text());
    const Date today = business_date(env.now);
    for (const std::int64_t back : {0, 1, 2, 5}) {  // what one day closes with, the next opens with
      const json day =
          env.query(merchant.user, "statement",
                    {{"account", merchant.account}, {"from", today.plus_days(-back).text()}, {"to", today.plus_days(-back).text()}});
      const json after = env.query(merchant.user, "statement", {{"account", merchant.account}, {"from", today.plus_days(1 - back).text()}});
      CHECK(money(day["opening"]) + money(day["income"]) - money(day["expense"]) == money(day["closing"]));
      CHECK(after["opening"] == day["closing"]);
    }
  }

  Env env;
  Random dice;
  std::vector<Merchant> merchants;
  std::vector<std::vector<std::int64_t>> campaigns;
  std::map<std::string, std::int64_t> done, refused;
};

}  // namespace

TEST_CASE("LED-4, PRE-6 to PRE-22: after any traffic the books are even and statements add up") {
  std::map<std::string, std::int64_t> done, refused;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    Traffic traffic(seed);
    for (int i = 1; i <= 500; ++i) {
      traffic.step();
      if (i % 125 == 0) traffic.check();
    }
    for (const auto& [name, times] : traffic.done) done[name] += times;
    for (const auto& [name, times] : traffic.refused) refused[name] += times;
    const AuditReport report = audit(*traffic.env.store, traffic.env.engine->catalogue());
    CHECK(report.fault == "");
  }
  for (const char* name : {"freeze_order", "release_order", "settle_order", "refund_order", "retry_exception", "request_withdrawal"}) {
    INFO(name);
    CHECK(done[name] > 0);
    CHECK(refused[name] > 0);
  }
}

TEST_CASE("CON-3: the same commands at the same times end in the same chain and the same tables") {
  const auto run = [] {
    Traffic traffic(42);
    for (int i = 0; i < 300; ++i) traffic.step();
    return std::pair(traffic.env.engine->chain_head(), digest_of_tables(*traffic.env.store, traffic.env.engine->catalogue()));
  };
  CHECK(run() == run());
}
