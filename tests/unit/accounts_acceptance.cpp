// Chapter 03's acceptance example, step by step, to the fen.
#include "support/env.h"

using namespace ch;
using namespace ch::test;

namespace {

struct Example {
  Env env;
  Merchant shop = env.with_alerts("示例家居（杭州）有限公司");  // alert value 500.00; breaker and resume value 1,000.00 by default
  std::int64_t campaign = 0;

  Money amount(const char* text) { return *Money::parse(text); }
  void holds(const char* available, const char* frozen, const char* owed, const char* revenue) {
    CHECK(env.book(shop.account, Book::available) == amount(available));
    CHECK(env.book(shop.account, Book::frozen) == amount(frozen));
    CHECK(env.book(shop.account, Book::owed) == amount(owed));
    CHECK(env.platform(Book::revenue) == amount(revenue));
  }
  void freeze(const char* order, const char* fee) {
    env.ok(env.shop, "freeze_order", {{"account", shop.account}, {"order", order}, {"campaign", campaign}, {"fee", fee}});
  }
  std::string campaign_state() { return env.query(shop.user, "campaigns", {{"account", shop.account}})["campaigns"][0]["state"]; }
  int told(const char* about) {
    int found = 0;
    for (const json& row : env.query(shop.user, "notices", {{"account", shop.account}, {"limit", 500}})["rows"])
      found += row["subject_en"] == about ? 1 : 0;
    return found;
  }
};

}  // namespace

TEST_CASE("PRE-1 to PRE-22: the acceptance example of chapter 03") {
  Example e;
  Env& env = e.env;
  const Merchant& shop = e.shop;
  const json account{{"account", shop.account}};

  env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "2999.99"}}, "recharge_below_minimum");
  env.recharge(shop, "5000.00");
  e.holds("5000.00", "0.00", "0.00", "0.00");
  CHECK(env.query(shop.user, "account", account)["state"] == "active");

  e.campaign = env.campaign(shop);
  CHECK(e.campaign_state() == "running");
  e.freeze("O-1", "1200.00");
  e.freeze("O-2", "2900.00");
  e.holds("900.00", "4100.00", "0.00", "0.00");
  CHECK(e.campaign_state() == "suspended");
  CHECK(e.told("Campaigns suspended") == 1);

  env.ok(env.shop, "release_order", {{"account", shop.account}, {"order", "O-1"}, {"amount", "150.00"}});
  e.holds("1050.00", "3950.00", "0.00", "0.00");
  env.advance_hours(1);  // a release is no credit from outside: the sweep resumes within 20 minutes
  CHECK(e.campaign_state() == "running");
  CHECK(e.told("Campaigns resumed") == 1);

  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-1"}});
  env.ok(env.shop, "settle_order", {{"account", shop.account}, {"order", "O-2"}});
  e.holds("1050.00", "0.00", "0.00", "3950.00");
  env.ok(env.shop, "refund_order", {{"account", shop.account}, {"order", "O-2"}, {"amount", "100.00"}});
  e.holds("1150.00", "0.00", "0.00", "3850.00");

  e.freeze("O-3", "1300.00");
  e.holds("1150.00", "0.00", "1300.00", "3850.00");
  env.refused(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "100.00"}}, "owed_open");

  env.recharge(shop, "3000.00");
  e.holds("2850.00", "0.00", "0.00", "5150.00");

  const int alerts = e.told("Low balance"), suspensions = e.told("Campaigns suspended");
  const auto withdrawal = id_arg(env.ok(shop.user, "request_withdrawal", {{"account", shop.account}, {"amount", "2850.00"}}), "withdrawal");
  e.holds("0.00", "0.00", "0.00", "5150.00");
  CHECK(env.book(shop.account, Book::withdrawal_in_progress) == e.amount("2850.00"));
  CHECK(e.campaign_state() == "suspended");
  CHECK(e.told("Campaigns suspended") == suspensions + 1);
  CHECK(e.told("Low balance") == alerts + 1);

  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.ok(env.finance, "fail_withdrawal", {{"withdrawal", withdrawal}, {"reason", "收款账户状态异常"}});
  env.ok(env.ops, "return_withdrawal", {{"withdrawal", withdrawal}, {"reason", "银行无法付款"}});
  e.holds("2850.00", "0.00", "0.00", "5150.00");
  CHECK(e.campaign_state() == "running");

  CHECK(env.platform(Book::cash_at_bank) == e.amount("8000.00"));
  CHECK(env.platform(Book::cash_at_bank) == env.book(shop.account, Book::available) + env.platform(Book::revenue));
}
