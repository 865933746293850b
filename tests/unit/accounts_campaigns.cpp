// PRE-7: campaigns, from their enrolment to their end.
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

json own(const Merchant& merchant, Instant starts, Instant ends, const std::string& title = "春季焕新") {
  return {{"account", merchant.account}, {"title", title}, {"starts", text(starts)}, {"ends", text(ends)}};
}

json soon(Env& env, const Merchant& merchant) { return own(merchant, env.now.plus_hours(1), env.now.plus_hours(48)); }

std::int64_t offer(Env& env, Instant starts, Instant ends) {
  return id_arg(env.ok(env.ops, "offer_campaign", {{"title", "平台免息周"}, {"starts", text(starts)}, {"ends", text(ends)}}), "offer");
}

}  // namespace

TEST_CASE("PRE-7: a campaign is scheduled, runs from its start and ends at its end, by the clock") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto made = env.ok(merchant.user, "create_campaign", own(merchant, env.now.plus_hours(2), env.now.plus_hours(10)));
  const auto id = id_arg(made, "campaign");
  CHECK(arg(made, "state") == "scheduled");
  CHECK(account(env, merchant).live_campaigns == 1);
  env.advance_hours(2);
  CHECK(campaign_state(env, id) == CampaignState::running);
  env.advance_hours(7);
  CHECK(campaign_state(env, id) == CampaignState::running);
  env.advance_hours(1);
  CHECK(campaign_state(env, id) == CampaignState::ended);
  CHECK(account(env, merchant).live_campaigns == 0);
  const auto at_once = env.ok(merchant.user, "create_campaign", own(merchant, env.now, env.now.plus_hours(1)));
  CHECK(arg(at_once, "state") == "running");
}

TEST_CASE("PRE-7: enrolment takes the offer's title and times, once at a time") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto wanted = offer(env, env.now.plus_hours(5), env.now.plus_hours(50));
  const json enroll{{"account", merchant.account}, {"offer", wanted}};
  json listed = env.query(merchant.user, "campaigns", {{"account", merchant.account}});
  CHECK(listed["offers"][0]["enrolled"] == false);
  CHECK(listed["offers"][0]["enroll"]["code"] == "");
  const auto id = id_arg(env.ok(merchant.user, "enroll_campaign", enroll), "campaign");
  env.refused(merchant.user, "enroll_campaign", enroll, "already_enrolled");
  listed = env.query(merchant.user, "campaigns", {{"account", merchant.account}});
  CHECK(listed["offers"][0]["enrolled"] == true);
  CHECK(listed["offers"][0]["enroll"]["code"] == "already_enrolled");
  CHECK(listed["campaigns"][0]["title"] == "平台免息周");
  CHECK(listed["campaigns"][0]["enrolled"] == true);
  CHECK(listed["create"]["code"] == "");
  env.ok(merchant.user, "end_campaign", {{"campaign", id}});
  env.ok(merchant.user, "enroll_campaign", enroll);  // the one before has ended
  env.advance_hours(50);
  env.refused(merchant.user, "enroll_campaign", enroll, "campaign_over");
  env.refused(merchant.user, "enroll_campaign", {{"account", merchant.account}, {"offer", 9'999}}, "unknown_offer");
  CHECK(env.query(merchant.user, "campaigns", {{"account", merchant.account}})["offers"].empty());
}

TEST_CASE("PRE-7: the account must be active, not blocked, with nothing owed; each refusal says which") {
  Env env;
  const Merchant opened = env.opened("示例文具（苏州）有限公司");
  env.refused(opened.user, "create_campaign", soon(env, opened), "alerts_not_set");
  const Merchant set = env.with_alerts("示例玩具（宁波）有限公司");
  env.refused(set.user, "create_campaign", soon(env, set), "account_not_active");
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto wanted = offer(env, env.now.plus_hours(5), env.now.plus_hours(50));
  env.ok(env.ops, "block_account", {{"account", merchant.account}, {"reason", "资料待核"}});
  env.refused(merchant.user, "create_campaign", soon(env, merchant), "account_blocked");
  env.refused(merchant.user, "enroll_campaign", {{"account", merchant.account}, {"offer", wanted}}, "account_blocked");
  CHECK(env.query(merchant.user, "campaigns", {{"account", merchant.account}})["create"]["code"] == "account_blocked");
  env.ok(env.ops, "unblock_account", {{"account", merchant.account}, {"reason", "已核"}});
  const auto running = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "6000.00"));
  env.refused(merchant.user, "create_campaign", soon(env, merchant), "owed_open");
  env.refused(merchant.user, "enroll_campaign", {{"account", merchant.account}, {"offer", wanted}}, "owed_open");
  env.recharge(merchant, "6000.00");
  env.ok(merchant.user, "enroll_campaign", {{"account", merchant.account}, {"offer", wanted}});
}

TEST_CASE("PRE-7: a campaign's title and times are looked at") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  env.refused(merchant.user, "create_campaign", own(merchant, env.now.plus_hours(2), env.now.plus_hours(2)), "campaign_times");
  env.refused(merchant.user, "create_campaign", own(merchant, env.now.plus_hours(-5), env.now), "campaign_over");
  env.refused(merchant.user, "create_campaign", own(merchant, env.now, env.now.plus_hours(2), "  "), "text_blank");
  env.refused(env.ops, "offer_campaign",
              {{"title", "免息"}, {"starts", text(env.now.plus_hours(2))}, {"ends", text(env.now.plus_hours(1))}}, "campaign_times");
  env.refused(env.ops, "offer_campaign", {{"title", "免息"}, {"starts", text(env.now.plus_hours(-2))}, {"ends", text(env.now)}},
              "campaign_over");
}

TEST_CASE("PRE-7: a campaign is ended early by its merchant or by operations, and orders under way go on") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const Merchant other = env.merchant("示例服饰（广州）有限公司");
  const auto id = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", id, "100.00"));
  env.refused(other.user, "end_campaign", {{"campaign", id}}, "not_allowed");
  env.ok(env.ops, "end_campaign", {{"campaign", id}});
  env.refused(merchant.user, "end_campaign", {{"campaign", id}}, "campaign_ended");
  env.refused(env.ops, "end_campaign", {{"campaign", 9'999}}, "unknown_campaign");
  env.refused(env.shop, "freeze_order", freeze_of(merchant, "O-2", id, "100.00"), "campaign_not_running");
  env.ok(env.shop, "settle_order", settle_of(merchant, "O-1"));
  env.advance_days(31);  // nothing is left of its timers
  CHECK(campaign_state(env, id) == CampaignState::ended);
  CHECK(env.engine->rows().get<Campaign>(CampaignId{id})->orders_open == 0);
}
