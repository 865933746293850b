// Openings, campaigns and exceptions on the case engine (PRO-1): what each act takes its case to, and what leaves it where it is.
#include "engine/audit.h"
#include "procedure/cases.h"
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

Case case_of(Env& env, CaseId process) {
  const auto found = env.engine->rows().get<Case>(process);
  REQUIRE(found != nullptr);
  return *found;
}
Case opening_of(Env& env, const Merchant& merchant) { return case_of(env, account(env, merchant).process); }
Case campaign_case(Env& env, std::int64_t campaign) {
  return case_of(env, env.engine->rows().get<Campaign>(CampaignId{campaign})->process);
}
Case exception_case(Env& env, const json& row) {
  return case_of(env, env.engine->rows().get<OrderException>(ExceptionId{row["exception"].get<std::int64_t>()})->process);
}

// "on>to on>to …"
std::string way(Env& env, const Case& one) {
  std::string all;
  env.engine->rows().scan<CaseEvent>({.prefix = key_of(one.id)}, [&](const CaseEvent& event) {
    all += (all.empty() ? "" : " ") + event.happened + ">" + event.to_step;
    return true;
  });
  return all;
}
std::string last_note(Env& env, const Case& one) { return env.engine->rows().get<CaseEvent>(one.id, one.events)->note; }

void set_alerts(Env& env, const Merchant& merchant) {
  env.ok(merchant.user, "set_alerts",
         {{"account", merchant.account}, {"alert_value", "500.00"}, {"emails", {"finance@example.com"}}, {"phones", json::array()}});
}

json inbox(Env& env, const Actor& actor) { return env.query(actor, "inbox", json::object())["rows"]; }

// The rows of cases and of their history and figures: how many, and what is in them.
std::vector<TableSum> of_cases(Env& env) {
  std::vector<TableSum> sums;
  for (const RecordType* type : case_records()) sums.push_back(env.store->sum_of(*type));
  return sums;
}

}  // namespace

TEST_CASE("PRE-1, PRE-2, PRE-3: an opening goes from the account to its alerts and to the first recharge, and is over") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  Case one = opening_of(env, shop);
  CHECK(one.procedure == "account_opening");
  CHECK(one.subject == "A-00000" + std::to_string(shop.account));
  CHECK((one.step == "opened" && one.acts == Role::merchant_user && one.acting == PartyId{shop.party}));
  env.refused(shop.user, "request_recharge", {{"account", shop.account}, {"amount", "5000.00"}}, "alerts_not_set");
  env.refused(shop.user, "open_account", {{"party", shop.party}}, "already_open");
  CHECK(opening_of(env, shop).events == one.events);
  set_alerts(env, shop);
  set_alerts(env, shop);  // other values later are no step
  CHECK(way(env, one) == "filed>opened set_alerts>alerts_set");
  env.recharge(shop, "3000.00");
  one = opening_of(env, shop);
  CHECK(way(env, one) == "filed>opened set_alerts>alerts_set wire_credited>active");
  CHECK(last_note(env, one).starts_with("T-"));
  CHECK_FALSE(one.is_open);
  env.recharge(shop, "3000.00");
  CHECK(opening_of(env, shop).events == one.events);
}

TEST_CASE("PRE-3: a wire that was matched before the alerts were set ends the opening with them") {
  Env env;
  const Merchant shop = env.opened("示例家居（杭州）有限公司");
  env.ok(env.ops, "match_wire", {{"wire", id_arg(env.wire(shop.name, "4000.00"), "wire")}, {"account", shop.account}});
  CHECK(opening_of(env, shop).step == "opened");
  set_alerts(env, shop);
  CHECK(way(env, opening_of(env, shop)) == "filed>opened set_alerts>alerts_set wire_credited>active");
}

TEST_CASE("PRE-3: closed before it was active, an account ends its opening otherwise; closed later, it leaves it as it is") {
  Env env;
  const Merchant first = env.opened("示例家居（杭州）有限公司"), second = env.with_alerts("示例灯具（苏州）有限公司");
  env.ok(env.ops, "close_account", {{"account", first.account}});
  CHECK(way(env, opening_of(env, first)) == "filed>opened close>closed");
  env.refused(first.user, "close_account", {{"account", first.account}}, "account_closed");
  const auto recharge = id_arg(env.ok(second.user, "request_recharge", {{"account", second.account}, {"amount", "3000.00"}}), "recharge");
  env.refused(second.user, "close_account", {{"account", second.account}}, "closing_recharge_open");
  CHECK(opening_of(env, second).step == "alerts_set");
  env.ok(second.user, "cancel_recharge", {{"recharge", recharge}});
  env.ok(second.user, "close_account", {{"account", second.account}});
  CHECK(way(env, opening_of(env, second)) == "filed>opened set_alerts>alerts_set close>closed");

  const Merchant active = env.merchant("示例文具（宁波）有限公司");
  const auto withdrawal =
      id_arg(env.ok(active.user, "request_withdrawal", {{"account", active.account}, {"amount", "5000.00"}}), "withdrawal");
  env.ok(env.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  env.ok(env.finance, "pay_withdrawal", {{"withdrawal", withdrawal}, {"bank_reference", "P-1"}});
  env.ok(active.user, "close_account", {{"account", active.account}});
  CHECK(opening_of(env, active).step == "active");
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("PRE-7: a campaign begins as scheduled, starts and ends by the clock, or is ended by hand") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto later = env.campaign_between(merchant, 2, 10), at_once = env.campaign_between(merchant, -1, 10),
             never = env.campaign_between(merchant, 5, 10);
  CHECK(campaign_case(env, later).subject == "C-00000" + std::to_string(later));
  CHECK(way(env, campaign_case(env, later)) == "filed>scheduled");
  CHECK(way(env, campaign_case(env, at_once)) == "filed>scheduled start>running");
  env.ok(merchant.user, "end_campaign", {{"campaign", never}});
  CHECK(way(env, campaign_case(env, never)) == "filed>scheduled end>ended");
  env.refused(env.ops, "end_campaign", {{"campaign", never}}, "campaign_ended");
  CHECK(campaign_case(env, never).events == 2);
  env.advance_hours(2);
  CHECK(campaign_case(env, later).step == "running");
  env.ok(env.ops, "end_campaign", {{"campaign", at_once}});
  CHECK(way(env, campaign_case(env, at_once)) == "filed>scheduled start>running end>ended");
  env.advance_hours(8);
  CHECK(way(env, campaign_case(env, later)) == "filed>scheduled start>running time_over>ended");
}

TEST_CASE("PRE-14, PRE-16: suspended is a step of every campaign below the breaker value, and each comes back to where its times say") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant), scheduled = env.campaign_between(merchant, 30, 90),
             overtaken = env.campaign_between(merchant, 3, 90);
  const auto short_one = env.campaign_between(merchant, 0, 5), stopped = env.campaign_between(merchant, 0, 90);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4000.00"));  // the breaker value: not below
  CHECK(campaign_case(env, running).step == "running");
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", running, "500.00"));
  for (const auto id : {running, scheduled, overtaken, short_one, stopped}) CHECK(campaign_case(env, id).step == "suspended");
  const auto below = env.campaign_between(merchant, 0, 90);
  CHECK(way(env, campaign_case(env, below)) == "filed>scheduled suspend>suspended");
  CHECK(campaign_case(env, below).acts == Role::merchant_user);
  env.ok(merchant.user, "end_campaign", {{"campaign", stopped}});
  CHECK(way(env, campaign_case(env, stopped)) == "filed>scheduled start>running suspend>suspended end>ended");
  env.advance_hours(6);
  CHECK(way(env, campaign_case(env, short_one)) == "filed>scheduled start>running suspend>suspended time_over>ended");
  CHECK(campaign_case(env, overtaken).step == "suspended");        // its start has come, and it stays so
  env.ok(env.shop, "release_order", release_of(merchant, "O-2"));  // the resume value: not above
  CHECK(campaign_case(env, running).step == "suspended");
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "0.01"));
  CHECK(way(env, campaign_case(env, running)) == "filed>scheduled start>running suspend>suspended resume>running");
  CHECK(way(env, campaign_case(env, scheduled)) == "filed>scheduled suspend>suspended resume_early>scheduled");
  CHECK(way(env, campaign_case(env, overtaken)) == "filed>scheduled suspend>suspended resume>running");
  env.advance_hours(30);
  CHECK(campaign_case(env, scheduled).step == "running");
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("PRE-8, PRO-1: an order that suspends nothing and is no exception leaves cases as they are") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  const auto before = of_cases(env);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "300.00"));
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "100.00"));
  env.ok(env.shop, "settle_order", settle_of(merchant, "O-1"));
  env.ok(env.shop, "refund_order", refund_of(merchant, "O-1", "50.00"));
  env.ok(env.shop, "settle_order", settle_of(merchant, "O-2"));  // waits
  CHECK(of_cases(env) == before);
}

TEST_CASE("PRE-8, PRO-5: an exception waits in operations' inbox until it was retried or resolved") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto later = env.campaign_between(merchant, 5, 50);
  CHECK(inbox(env, env.ops).empty());
  env.refused(env.shop, "freeze_order", freeze_of(merchant, "O-1", later, "10.00"), "campaign_not_running");
  env.refused(env.shop, "freeze_order", freeze_of(merchant, "O-2", later, "10.00"), "campaign_not_running");
  env.refused(env.shop, "freeze_order", {{"account", 999}, {"order", "O-3"}, {"campaign", later}, {"fee", "1.00"}}, "unknown_account");
  const json open = exceptions(env, merchant);
  REQUIRE(open.size() == 2);  // newest first
  const Case first = exception_case(env, open[1]);
  CHECK(first.procedure == "exception");
  CHECK(first.subject == "E-000001");
  CHECK((first.step == "open" && first.acts == Role::settlement_operations));
  const json tasks = inbox(env, env.ops);
  REQUIRE(tasks.size() == 3);
  CHECK((tasks[0]["number"] == "E-000001" && tasks[0]["name"] == merchant.name));
  CHECK((tasks[2]["number"] == "E-000003" && tasks[2]["name"] == ""));  // of no account: the platform's own
  CHECK(env.query(env.ops, "home", json::object())["tasks"] == 3);
  CHECK(inbox(env, env.finance).empty());
  env.refused(env.ops, "retry_exception", {{"exception", open[1]["exception"]}}, "campaign_not_running");
  CHECK(exception_case(env, open[1]).step == "open");
  env.advance_hours(6);
  env.ok(env.ops, "retry_exception", {{"exception", open[1]["exception"]}});
  CHECK(way(env, first) == "filed>open retry>retried");
  env.refused(env.ops, "retry_exception", {{"exception", open[1]["exception"]}}, "exception_not_open");
  env.refused(env.ops, "resolve_exception", {{"exception", open[0]["exception"]}, {"note", " "}}, "text_blank");
  CHECK(exception_case(env, open[0]).step == "open");
  env.ok(env.ops, "resolve_exception", {{"exception", open[0]["exception"]}, {"note", "商城确认为测试订单"}});
  const Case second = exception_case(env, open[0]);
  CHECK(way(env, second) == "filed>open resolve>resolved");
  CHECK(last_note(env, second) == "商城确认为测试订单");
  CHECK(inbox(env, env.ops).size() == 1);
  CHECK(audit(*env.store, house_catalogue()).fault == "");
}

TEST_CASE("PRE-13: a message that waited too long, or does not fit when its freeze comes, is a case too") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.ok(env.shop, "settle_order", settle_of(merchant, "O-1"));
  env.ok(env.shop, "release_order", release_of(merchant, "O-2", "20.00"));
  CHECK(inbox(env, env.ops).empty());
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", running, "10.00"));  // less than was to be released
  env.advance_hours(25);
  const json tasks = inbox(env, env.ops);
  REQUIRE(tasks.size() == 2);
  const json open = exceptions(env, merchant);
  CHECK(open[0]["code"] == "counterpart_missing");
  CHECK(open[1]["code"] == "more_than_held");
  for (const json& row : open) CHECK(way(env, exception_case(env, row)) == "filed>open");
}

TEST_CASE("PRO-1: what a command of chapter 03 sets off, nobody files or takes on by hand") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  env.ok(env.ops, "block_account", {{"account", merchant.account}, {"reason", "核对"}});
  env.refused(env.shop, "freeze_order", freeze_of(merchant, "O-1", 9, "10.00"), "unknown_campaign");
  const Case one = exception_case(env, exceptions(env, merchant)[0]);
  for (const char* procedure : {"account_opening", "campaign", "exception"})
    env.refused(env.ops, "file_case",
                {{"procedure", procedure}, {"party", merchant.party}, {"answers", json::array()}, {"documents", json::array()}},
                "unknown_procedure");
  env.refused(env.ops, "step_case",
              {{"process", one.id.value}, {"step", "open"}, {"on", "resolve"}, {"answers", json::array()}, {"documents", json::array()}},
              "wrong_step");
  CHECK(exception_case(env, exceptions(env, merchant)[0]).step == "open");
  const json view = env.query(env.ops, "case", {{"process", one.id.value}});
  CHECK(view["actions"].empty());
  CHECK(view["row"]["step_zh"] == "等待人工处理");
}
