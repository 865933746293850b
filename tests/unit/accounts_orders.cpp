// PRE-8 to PRE-13, PRE-6: what becomes of an order's fee.
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

// A merchant with 5,000.00 and a running campaign.
struct Shop {
  explicit Shop(const std::string& amount = "5000.00")
      : merchant(env.merchant("示例家居（杭州）有限公司", amount)), campaign(env.campaign(merchant)) {}
  Outcome freeze(const std::string& number, const std::string& fee) {
    return env.ok(env.shop, "freeze_order", freeze_of(merchant, number, campaign, fee));
  }
  Outcome release(const std::string& number) { return env.ok(env.shop, "release_order", release_of(merchant, number)); }
  Outcome release(const std::string& number, const std::string& amount) {
    return env.ok(env.shop, "release_order", release_of(merchant, number, amount));
  }
  Outcome settle(const std::string& number) { return env.ok(env.shop, "settle_order", settle_of(merchant, number)); }
  Outcome refund(const std::string& number, const std::string& amount) {
    return env.ok(env.shop, "refund_order", refund_of(merchant, number, amount));
  }
  std::string state(const std::string& number) { return order(env, merchant, number)["state"]; }
  std::string books() { return test::books(env, merchant); }
  Env env;
  Merchant merchant;
  std::int64_t campaign;
};

}  // namespace

TEST_CASE("PRE-8: an order under a running campaign freezes its fee") {
  Shop shop;
  CHECK(arg(shop.freeze("O-1", "1200.00"), "state") == "held");
  CHECK(shop.books() == "3800.00 1200.00 0.00 0.00");
  CHECK(shop.state("O-1") == "held");
  CHECK(account(shop.env, shop.merchant).open_holds == 1);
  CHECK(shop.env.engine->rows().get<Campaign>(CampaignId{shop.campaign})->orders_open == 1);
  CHECK(arg(shop.freeze("O-2", "3800.00"), "state") == "held");  // to the fen
  CHECK(shop.books() == "0.00 5000.00 0.00 0.00");
}

TEST_CASE("PRE-8: a freeze that is refused becomes an exception with all that is needed to repeat it") {
  Shop shop;
  const Merchant other = shop.env.merchant("示例服饰（广州）有限公司");
  const auto later = id_arg(shop.env.ok(shop.merchant.user, "create_campaign",
                                        {{"account", shop.merchant.account},
                                         {"title", "夏季"},
                                         {"starts", text(shop.env.now.plus_hours(5))},
                                         {"ends", text(shop.env.now.plus_hours(50))}}),
                            "campaign");
  shop.env.refused(shop.env.shop, "freeze_order", freeze_of(other, "O-1", shop.campaign, "10.00"), "unknown_campaign");
  const Outcome refused =
      shop.env.refused(shop.env.shop, "freeze_order", freeze_of(shop.merchant, "O-2", later, "10.00"), "campaign_not_running");
  const json waiting = exceptions(shop.env, shop.merchant);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0]["order"] == "O-2");
  CHECK(waiting[0]["kind"] == "freeze");
  CHECK(waiting[0]["amount"] == "10.00");
  CHECK(waiting[0]["code"] == "campaign_not_running");
  CHECK(waiting[0]["zh"].get<std::string>().find("夏季") != std::string::npos);
  CHECK(waiting[0]["actions"][0]["code"] == "campaign_not_running");  // still not
  CHECK(shop.env.engine->rows().get<OrderException>(ExceptionId{waiting[0]["exception"].get<std::int64_t>()})->command ==
        refused.id.text());
  shop.env.refused(shop.env.ops, "retry_exception", {{"exception", waiting[0]["exception"]}}, "campaign_not_running");
  shop.env.advance_hours(5);
  shop.env.ok(shop.env.ops, "retry_exception", {{"exception", waiting[0]["exception"]}});
  CHECK(shop.state("O-2") == "held");
  shop.env.refused(shop.env.ops, "retry_exception", {{"exception", waiting[0]["exception"]}}, "exception_not_open");
  CHECK(exceptions(shop.env, shop.merchant).empty());
  shop.env.refused(shop.env.shop, "freeze_order", {{"account", 9'999}, {"order", "O-3"}, {"campaign", shop.campaign}, {"fee", "1.00"}},
                   "unknown_account");
  CHECK(shop.env.query(shop.env.ops, "exceptions", {{"open", true}})["rows"].size() == 2);  // that one and the other merchant's
}

TEST_CASE("PRE-8: what cannot be understood is no order and no exception") {
  Shop shop;
  shop.env.refused(shop.env.shop, "freeze_order", freeze_of(shop.merchant, "O-1", shop.campaign, "0.00"), "amount_not_positive");
  shop.env.refused(shop.env.shop, "freeze_order", freeze_of(shop.merchant, " ", shop.campaign, "1.00"), "text_blank");
  shop.env.refused(shop.env.shop, "refund_order", refund_of(shop.merchant, "O-1", "-1.00"), "amount_not_positive");
  shop.env.refused(shop.merchant.user, "freeze_order", freeze_of(shop.merchant, "O-1", shop.campaign, "1.00"), "not_allowed");
  CHECK(exceptions(shop.env, shop.merchant).empty());
  CHECK(shop.env.query_refused(shop.env.shop, "order", {{"account", shop.merchant.account}, {"order", "O-1"}}) == "unknown_order");
}

TEST_CASE("PRE-9: a fee above what is available becomes owed, with its order") {
  Shop shop;
  CHECK(arg(shop.freeze("O-1", "5000.01"), "state") == "owed");
  CHECK(shop.books() == "5000.00 0.00 5000.01 0.00");
  CHECK(shop.env.platform(Book::fees_due).text() == "5000.01");
  CHECK(shop.state("O-1") == "owed");
  CHECK(account(shop.env, shop.merchant).owed_orders == 1);
  shop.env.refused(shop.merchant.user, "request_withdrawal", {{"account", shop.merchant.account}, {"amount", "1.00"}}, "owed_open");
}

TEST_CASE("PRE-6: a recharge pays what is owed first, oldest first, each as far as it goes") {
  Shop shop("3000.00");
  shop.freeze("O-1", "4000.00");
  shop.freeze("O-2", "3500.00");
  shop.freeze("O-3", "100.00");                 // fits, so it is held
  shop.env.recharge(shop.merchant, "3000.00");  // what was available stays so: only the recharge pays
  CHECK(shop.books() == "2900.00 100.00 4500.00 3000.00");
  CHECK(shop.state("O-1") == "owed");
  CHECK(order(shop.env, shop.merchant, "O-1")["owed_paid"] == "3000.00");
  shop.env.recharge(shop.merchant, "3000.00");  // 1,000 for O-1, 2,000 for O-2
  CHECK(shop.books() == "2900.00 100.00 1500.00 6000.00");
  CHECK(shop.state("O-1") == "owed_paid");
  CHECK(order(shop.env, shop.merchant, "O-2")["owed_paid"] == "2000.00");
  CHECK(account(shop.env, shop.merchant).owed_orders == 1);
  shop.env.recharge(shop.merchant, "3000.00");
  CHECK(shop.books() == "4400.00 100.00 0.00 7500.00");
  CHECK(shop.env.platform(Book::fees_due).is_zero());
}

TEST_CASE("PRE-9: an owed order that is returned is cancelled by that part") {
  Shop shop;
  shop.freeze("O-1", "6000.00");
  shop.release("O-1", "1000.00");
  CHECK(shop.books() == "5000.00 0.00 5000.00 0.00");
  CHECK(shop.state("O-1") == "owed");
  shop.release("O-1");
  CHECK(shop.books() == "5000.00 0.00 0.00 0.00");
  CHECK(shop.state("O-1") == "released");
  CHECK(account(shop.env, shop.merchant).owed_orders == 0);
  CHECK(shop.env.platform(Book::fees_due).is_zero());
}

TEST_CASE("PRE-9: an owed fee that was paid is revenue at once, and goes back to available where its order is returned") {
  Shop shop;
  shop.freeze("O-1", "6000.00");
  shop.env.recharge(shop.merchant, "6000.00");
  CHECK(shop.books() == "5000.00 0.00 0.00 6000.00");
  CHECK(shop.state("O-1") == "owed_paid");
  shop.release("O-1", "500.00");
  CHECK(shop.books() == "5500.00 0.00 0.00 5500.00");
  CHECK(shop.state("O-1") == "owed_paid");
  shop.env.refused(shop.env.shop, "release_order", release_of(shop.merchant, "O-1", "5500.01"), "more_than_held");
  shop.release("O-1");
  CHECK(shop.books() == "11000.00 0.00 0.00 0.00");
  CHECK(shop.state("O-1") == "released");
}

TEST_CASE("PRE-9: of a fee paid in part, what is owed is cancelled before what was paid goes back") {
  Shop shop;
  shop.freeze("O-1", "9000.00");
  shop.env.recharge(shop.merchant, "3000.00");
  CHECK(shop.books() == "5000.00 0.00 6000.00 3000.00");
  shop.release("O-1", "6500.00");
  CHECK(shop.books() == "5500.00 0.00 0.00 2500.00");
  CHECK(shop.state("O-1") == "owed_paid");
}

TEST_CASE("PRE-9: an owed order that is completed stays owed until it is paid") {
  Shop shop;
  shop.freeze("O-1", "6000.00");
  shop.settle("O-1");
  CHECK(shop.books() == "5000.00 0.00 6000.00 0.00");
  CHECK(shop.state("O-1") == "owed");
  shop.env.refused(shop.env.shop, "release_order", release_of(shop.merchant, "O-1"), "order_completed");
  shop.refund("O-1", "1000.00");  // returned after all: that part is cancelled
  CHECK(shop.books() == "5000.00 0.00 5000.00 0.00");
  shop.env.recharge(shop.merchant, "5000.00");
  CHECK(shop.books() == "5000.00 0.00 0.00 5000.00");
  CHECK(shop.state("O-1") == "completed");
  shop.refund("O-1", "5000.00");
  CHECK(shop.books() == "10000.00 0.00 0.00 0.00");
  shop.env.refused(shop.env.shop, "refund_order", refund_of(shop.merchant, "O-1", "0.01"), "more_than_settled");
}

TEST_CASE("PRE-10: a return before receipt releases the hold, in whole or in part, and never more than is held") {
  Shop shop;
  shop.freeze("O-1", "1000.00");
  shop.release("O-1", "400.00");
  CHECK(shop.books() == "4400.00 600.00 0.00 0.00");
  shop.env.refused(shop.env.shop, "release_order", release_of(shop.merchant, "O-1", "600.01"), "more_than_held");
  CHECK(exceptions(shop.env, shop.merchant)[0]["code"] == "more_than_held");
  CHECK(exceptions(shop.env, shop.merchant)[0]["kind"] == "release");
  shop.release("O-1");
  CHECK(shop.books() == "5000.00 0.00 0.00 0.00");
  CHECK(shop.state("O-1") == "released");
  CHECK(account(shop.env, shop.merchant).open_holds == 0);
  CHECK(arg(shop.release("O-1"), "repeated") == "1");  // PRE-13
}

TEST_CASE("PRE-11: a completed order's hold is settled; what was released of it is not") {
  Shop shop;
  shop.freeze("O-1", "1000.00");
  shop.release("O-1", "400.00");
  shop.settle("O-1");
  CHECK(shop.books() == "4400.00 0.00 0.00 600.00");
  CHECK(shop.state("O-1") == "completed");
  CHECK(arg(shop.settle("O-1"), "repeated") == "1");  // PRE-13
  CHECK(shop.books() == "4400.00 0.00 0.00 600.00");
  shop.env.refused(shop.env.shop, "release_order", release_of(shop.merchant, "O-1"), "order_completed");
  shop.freeze("O-2", "10.00");
  shop.release("O-2");
  shop.env.refused(shop.env.shop, "settle_order", settle_of(shop.merchant, "O-2"), "order_released");
}

TEST_CASE("PRE-12: a settled refund gives back at most what was settled") {
  Shop shop;
  shop.freeze("O-1", "1000.00");
  shop.env.refused(shop.env.shop, "refund_order", refund_of(shop.merchant, "O-1", "1.00"), "more_than_settled");  // nothing yet
  shop.settle("O-1");
  shop.refund("O-1", "999.99");
  CHECK(shop.books() == "4999.99 0.00 0.00 0.01");
  shop.env.refused(shop.env.shop, "refund_order", refund_of(shop.merchant, "O-1", "0.02"), "more_than_settled");
  shop.refund("O-1", "0.01");
  CHECK(shop.books() == "5000.00 0.00 0.00 0.00");
  CHECK(exceptions(shop.env, shop.merchant).size() == 2);
}

TEST_CASE("PRE-13: a repeated freeze changes nothing; one with other content is refused and shows") {
  Shop shop;
  shop.freeze("O-1", "1000.00");
  CHECK(arg(shop.freeze("O-1", "1000.00"), "repeated") == "1");
  CHECK(shop.books() == "4000.00 1000.00 0.00 0.00");
  shop.env.refused(shop.env.shop, "freeze_order", freeze_of(shop.merchant, "O-1", shop.campaign, "1000.01"), "order_known");
  CHECK(exceptions(shop.env, shop.merchant)[0]["code"] == "order_known");
  CHECK(shop.books() == "4000.00 1000.00 0.00 0.00");
}

TEST_CASE("PRE-13: what comes before its freeze waits, and is applied with it in the order of business") {
  Shop shop;
  CHECK(arg(shop.release("O-1", "300.00"), "waiting") == "1");
  CHECK(arg(shop.settle("O-1"), "waiting") == "1");
  CHECK(arg(shop.refund("O-1", "100.00"), "waiting") == "1");
  CHECK(shop.books() == "5000.00 0.00 0.00 0.00");
  CHECK(account(shop.env, shop.merchant).waiting == 3);
  shop.freeze("O-1", "1000.00");
  CHECK(shop.books() == "4400.00 0.00 0.00 600.00");
  CHECK(shop.state("O-1") == "completed");
  CHECK(account(shop.env, shop.merchant).waiting == 0);
  shop.env.advance_hours(25);
  CHECK(exceptions(shop.env, shop.merchant).empty());
}

TEST_CASE("PRE-13: a refund that came before its freeze waits for the settlement too, and where that does not come it is a person's") {
  Shop shop;
  CHECK(arg(shop.refund("O-1", "100.00"), "waiting") == "1");
  shop.freeze("O-1", "1000.00");
  CHECK(account(shop.env, shop.merchant).waiting == 1);
  CHECK(exceptions(shop.env, shop.merchant).empty());
  // What no settlement can make fit is shown at once; so is what comes when the order is known (PRE-12).
  shop.refund("O-2", "1000.01");
  shop.freeze("O-2", "1000.00");
  CHECK(exceptions(shop.env, shop.merchant)[0]["code"] == "more_than_settled");
  shop.env.refused(shop.env.shop, "refund_order", refund_of(shop.merchant, "O-2", "1.00"), "more_than_settled");
  CHECK(exceptions(shop.env, shop.merchant).size() == 2);
  shop.env.advance_hours(24);
  const json open = exceptions(shop.env, shop.merchant);
  REQUIRE(open.size() == 3);
  CHECK(open[0]["order"] == "O-1");
  CHECK(open[0]["code"] == "more_than_settled");
  CHECK(account(shop.env, shop.merchant).waiting == 0);
  shop.settle("O-1");
  shop.env.ok(shop.env.ops, "retry_exception", {{"exception", open[0]["exception"]}});
  CHECK(order(shop.env, shop.merchant, "O-1")["refunded"] == "100.00");
}

TEST_CASE("PRE-13: a refund that waits for a settlement is shown at once when the order is released instead") {
  Shop shop;
  shop.refund("O-1", "100.00");
  shop.freeze("O-1", "1000.00");
  shop.release("O-1");
  CHECK(shop.books() == "5000.00 0.00 0.00 0.00");
  CHECK(exceptions(shop.env, shop.merchant).size() == 1);
  CHECK(account(shop.env, shop.merchant).waiting == 0);
}

TEST_CASE("PRE-13: a waiting message that does not fit when its freeze comes becomes an exception, and the others hold") {
  Shop shop;
  shop.release("O-1", "1000.01");
  shop.release("O-1", "200.00");
  shop.freeze("O-1", "1000.00");
  CHECK(shop.books() == "4200.00 800.00 0.00 0.00");
  const json waiting = exceptions(shop.env, shop.merchant);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0]["code"] == "more_than_held");
  CHECK(waiting[0]["amount"] == "1000.01");
}

TEST_CASE("PRE-13: after 24 hours without its freeze a message is a person's exception, to retry or to resolve") {
  Shop shop;
  shop.settle("O-1");
  shop.refund("O-2", "5.00");
  shop.env.advance_hours(23);
  CHECK(exceptions(shop.env, shop.merchant).empty());
  shop.env.advance_hours(1);
  const json waiting = exceptions(shop.env, shop.merchant);
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0]["code"] == "counterpart_missing");
  CHECK(waiting[1]["order"] == "O-1");
  CHECK(account(shop.env, shop.merchant).waiting == 0);
  const auto first = waiting[1]["exception"], second = waiting[0]["exception"];
  shop.env.refused(shop.env.ops, "retry_exception", {{"exception", first}}, "unknown_order");
  shop.freeze("O-1", "100.00");
  shop.env.ok(shop.env.ops, "retry_exception", {{"exception", first}});
  CHECK(shop.state("O-1") == "completed");
  shop.env.refused(shop.env.ops, "resolve_exception", {{"exception", second}, {"note", ""}}, "text_blank");
  shop.env.ok(shop.env.ops, "resolve_exception", {{"exception", second}, {"note", "商城确认为测试订单"}});
  shop.env.refused(shop.env.ops, "resolve_exception", {{"exception", second}, {"note", "再次"}}, "exception_not_open");
  shop.env.refused(shop.env.ops, "resolve_exception", {{"exception", 9'999}, {"note", "无"}}, "unknown_exception");
  shop.env.refused(shop.env.ops, "retry_exception", {{"exception", 9'999}}, "unknown_exception");
  CHECK(shop.env.query(shop.env.ops, "exceptions", {{"account", shop.merchant.account}})["rows"].size() == 2);
}

TEST_CASE("PRE-3: a blocked account's orders go on; a closed one takes none") {
  Shop shop;
  shop.env.ok(shop.env.ops, "block_account", {{"account", shop.merchant.account}, {"reason", "资料待核"}});
  shop.freeze("O-1", "100.00");
  shop.settle("O-1");
  CHECK(shop.books() == "4900.00 0.00 0.00 100.00");
}

TEST_CASE("LED-8: exceptions come in pages by cursor") {
  Shop shop;
  for (int i = 0; i < 7; ++i)
    shop.env.run(shop.env.shop, "freeze_order", freeze_of(shop.merchant, "O-" + std::to_string(i), 9'999, "1.00"));
  std::vector<std::string> seen;
  json ask{{"account", shop.merchant.account}, {"limit", 3}};
  for (;;) {
    const json page = shop.env.query(shop.merchant.user, "exceptions", ask);
    for (const json& row : page["rows"]) seen.push_back(row["order"]);
    if (page["next"] == "") break;
    ask["cursor"] = page["next"];
  }
  CHECK(seen == std::vector<std::string>{"O-6", "O-5", "O-4", "O-3", "O-2", "O-1", "O-0"});
  CHECK(shop.env.query_refused(shop.env.ops, "exceptions", {{"cursor", "xy"}}) == "malformed_cursor");
  CHECK(shop.env.query_refused(shop.env.ops, "exceptions", {{"limit", 501}}) == "page_limit");
}
