// PRE-14 to PRE-18: the circuit breaker, the sweep, the low-balance alert and who is told.
#include "support/orders.h"

using namespace ch;
using namespace ch::test;

namespace {

constexpr auto suspended = NoticeTemplate::campaigns_suspended, resumed = NoticeTemplate::campaigns_resumed;

// Low-balance alerts, in whichever words.
std::int64_t alerts(Env& env, const Merchant& merchant, NoticeChannel channel = NoticeChannel::in_app) {
  return notices(env, merchant, NoticeTemplate::low_balance, channel) +
         notices(env, merchant, NoticeTemplate::low_balance_suspended, channel);
}

void set_alerts(Env& env, const Merchant& merchant, const std::string& alert, const json& breaker = nullptr) {
  json payload{{"account", merchant.account},
               {"alert_value", alert},
               {"emails", {"finance@example.com", "boss@example.com"}},
               {"phones", {"13800000000"}}};
  if (!breaker.is_null()) payload["breaker_value"] = breaker;
  env.ok(merchant.user, "set_alerts", payload);
}

bool sweeping(Env& env) {
  const auto state = env.engine->rows().get<SweepState>(std::int64_t{1});
  return state && state->timer;
}

}  // namespace

TEST_CASE("PRE-14: the movement that takes available below the breaker value suspends every campaign, with one notice") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant), second = env.campaign(merchant, "二号"), scheduled = env.campaign_between(merchant, 10, 90);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4000.00"));  // exactly the breaker value: not below
  CHECK(campaign_state(env, running) == CampaignState::running);
  CHECK_FALSE(sweeping(env));
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", running, "0.01"));
  for (const auto id : {running, second, scheduled}) CHECK(campaign_state(env, id) == CampaignState::suspended);
  CHECK(notices(env, merchant, suspended) == 1);
  CHECK(sweeping(env));
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-3", running, "100.00"));  // below already: no second notice
  CHECK(notices(env, merchant, suspended) == 1);
  CHECK(account(env, merchant).suspended == 3);
}

TEST_CASE("PRE-14: a withdrawal suspends as any movement does") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.ok(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", "4000.01"}});
  CHECK(campaign_state(env, running) == CampaignState::suspended);
}

TEST_CASE("PRE-14: a campaign created or enrolled while available is below starts suspended") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));
  const auto created = env.campaign_between(merchant, 0, 90);
  const auto offer = id_arg(
      env.ok(env.ops, "offer_campaign", {{"title", "平台"}, {"starts", text(env.now)}, {"ends", text(env.now.plus_hours(90))}}), "offer");
  const auto enrolled = env.ok(merchant.user, "enroll_campaign", {{"account", merchant.account}, {"offer", offer}});
  CHECK(campaign_state(env, created) == CampaignState::suspended);
  CHECK(arg(enrolled, "state") == "suspended");
  CHECK(notices(env, merchant, suspended) == 1);
}

TEST_CASE("PRE-14: a merchant's own breaker value counts for it, and raising it above what is available suspends at once") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.refused(merchant.user, "set_alerts",
              {{"account", merchant.account},
               {"alert_value", "500.00"},
               {"breaker_value", "999.99"},
               {"emails", {"a@example.com"}},
               {"phones", json::array()}},
              "breaker_below_default");
  set_alerts(env, merchant, "500.00", "2000.00");
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "2500.00"));
  CHECK(campaign_state(env, running) == CampaignState::running);
  set_alerts(env, merchant, "500.00", "2500.01");
  CHECK(campaign_state(env, running) == CampaignState::suspended);
  set_alerts(env, merchant, "500.00", "2000.00");
  env.advance_hours(1);  // by the sweep, at the latest
  CHECK(campaign_state(env, running) == CampaignState::running);
}

TEST_CASE("PRE-15: an order under a suspended campaign freezes its fee at or above the hard floor") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4700.00"));
  CHECK(campaign_state(env, running) == CampaignState::suspended);
  CHECK(arg(env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", running, "300.01")), "state") == "owed");  // above available
  CHECK(arg(env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-3", running, "100.00")), "state") == "held");  // leaves exactly 200.00
  CHECK(arg(env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-4", running, "0.01")), "state") ==
        "held");  // looked at before it is taken
  CHECK(arg(env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-5", running, "0.01")), "state") == "owed");  // below: the whole fee
  CHECK(books(env, merchant) == "199.99 4800.01 300.02 0.00");
}

TEST_CASE("PRE-15: a campaign suspended before its start was never open to orders") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant), later = env.campaign_between(merchant, 10, 90);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));
  env.refused(env.shop, "freeze_order", freeze_of(merchant, "O-2", later, "1.00"), "campaign_not_running");
}

TEST_CASE("PRE-15: under a running campaign the hard floor is not looked at") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  CHECK(arg(env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4999.99")), "state") == "held");
}

TEST_CASE("PRE-16: at a credit that takes available above the resume value the campaigns resume, with one notice") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant), later = env.campaign_between(merchant, 10, 90);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "500.00"));  // 1,000.00: at, not above
  CHECK(campaign_state(env, running) == CampaignState::suspended);
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "0.01"));
  CHECK(campaign_state(env, running) == CampaignState::running);
  CHECK(campaign_state(env, later) == CampaignState::scheduled);  // its start is still to come
  CHECK(notices(env, merchant, resumed) == 1);
  CHECK_FALSE(sweeping(env));
}

TEST_CASE("PRE-16: a resume value of its own") {
  Env env({{"credit.resume_value", "1500.00"}});
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "1000.00"));
  CHECK(campaign_state(env, running) == CampaignState::suspended);
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "0.01"));
  CHECK(campaign_state(env, running) == CampaignState::running);
}

TEST_CASE("PRE-14: another default acts on the day on which it comes into force, and not only at the next movement") {
  Env env;
  const Merchant poor = env.merchant("示例家居（杭州）有限公司", "5000.00"), rich = env.merchant("示例灯具（苏州）有限公司", "9000.00");
  const auto of_poor = env.campaign(poor), of_rich = env.campaign(rich), to_come = env.campaign_between(poor, 100, 200);
  const auto decide = [&](const std::string& value, std::int32_t in_days) {
    const json name = "credit.breaker_default";
    const auto version = id_arg(env.ok(env.admin, "propose_policy",
                                       {{"name", name}, {"value", value}, {"effective", business_date(env.now).plus_days(in_days).text()}}),
                                "version");
    env.ok(env.admin2, "approve_policy", {{"name", name}, {"version", version}});
  };
  decide("6000.00", 2);
  env.advance_hours(24);
  CHECK(campaign_state(env, of_poor) == CampaignState::running);
  env.advance_hours(24);
  CHECK(campaign_state(env, of_poor) == CampaignState::suspended);
  CHECK(campaign_state(env, to_come) == CampaignState::suspended);
  CHECK(campaign_state(env, of_rich) == CampaignState::running);
  CHECK(notices(env, poor, suspended) == 1);
  CHECK(notices(env, rich, suspended) == 0);
  // Lowered as of today: the sweep resumes.
  decide("1000.00", 0);
  env.advance_hours(1);
  CHECK(campaign_state(env, of_poor) == CampaignState::running);
  CHECK(notices(env, poor, resumed) == 1);
  // Raised as of today: at once.
  decide("7000.00", 0);
  env.engine->tick(env.now);
  CHECK(campaign_state(env, of_poor) == CampaignState::suspended);
}

TEST_CASE("PRE-16: the start and the end of a suspended campaign pass; it resumes to what its times say") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant), later = env.campaign_between(merchant, 3, 90), brief = env.campaign_between(merchant, 1, 4);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));
  env.advance_hours(5);
  CHECK(campaign_state(env, later) == CampaignState::suspended);
  CHECK(campaign_state(env, brief) == CampaignState::ended);
  env.recharge(merchant, "3000.00");
  CHECK(campaign_state(env, running) == CampaignState::running);
  CHECK(campaign_state(env, later) == CampaignState::running);
  CHECK(campaign_state(env, brief) == CampaignState::ended);
  CHECK(account(env, merchant).live_campaigns == 2);
}

TEST_CASE("PRE-16: one sweep for all, every 20 minutes, only while something is suspended") {
  Env env;
  const Merchant first = env.merchant("示例家居（杭州）有限公司"), second = env.merchant("示例服饰（广州）有限公司");
  const auto one = env.campaign(first), two = env.campaign(second);
  const auto sweeps = [&] {
    std::int64_t found = 0;
    for (const JournalRow& row : env.engine->rows().list<JournalRow>({})) found += row.name == "sweep_campaigns";
    return found;
  };
  env.advance_hours(24);
  CHECK(sweeps() == 0);
  env.ok(env.shop, "freeze_order", freeze_of(first, "O-1", one, "4500.00"));
  env.ok(env.shop, "freeze_order", freeze_of(second, "O-1", two, "4500.00"));
  for (int minutes = 0; minutes < 60; minutes += 10) {
    env.now = env.now.plus_minutes(10);
    env.engine->tick(env.now);
  }
  CHECK(sweeps() == 3);
  env.ok(first.user, "end_campaign", {{"campaign", one}});
  CHECK(sweeping(env));
  env.ok(second.user, "end_campaign", {{"campaign", two}});
  CHECK_FALSE(sweeping(env));
  env.advance_hours(24);
  CHECK(sweeps() == 3);
}

TEST_CASE("PRE-17: an alert at once, again every 6 hours while below, at most 4 a civil day") {
  Env env;  // 09:00
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  const auto running = env.campaign(merchant);                                       // 11:00
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", running, "4500.00"));  // 500.00: at, not below
  CHECK(alerts(env, merchant) == 0);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-2", running, "0.01"));
  CHECK(alerts(env, merchant) == 1);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-3", running, "1.00"));  // below already
  CHECK(alerts(env, merchant) == 1);
  for (int hour = 0; hour < 12; ++hour) env.advance_hours(1);  // 17:00, 23:00
  CHECK(alerts(env, merchant) == 3);
  env.ok(env.shop, "release_order", release_of(merchant, "O-1", "100.00"));
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-4", running, "200.00"));  // falls again: the day's fourth
  CHECK(alerts(env, merchant) == 4);
  env.ok(env.shop, "release_order", release_of(merchant, "O-4"));
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-5", running, "200.00"));  // falls a fifth time
  CHECK(alerts(env, merchant) == 4);
  for (int hour = 0; hour < 6; ++hour) env.advance_hours(1);  // 05:00 of the next day
  CHECK(alerts(env, merchant) == 5);
  env.recharge(merchant, "3000.00");
  for (int hour = 0; hour < 24; ++hour) env.advance_hours(1);
  CHECK(alerts(env, merchant) == 5);
}

TEST_CASE("PRO-3, PRE-17: after a night without a tick, alerts come as if there had been one each hour, sweeps or not") {
  const auto alerted = [](std::int64_t hours_a_tick) {
    Env env;
    const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
    env.campaign(merchant);
    env.ok(merchant.user, "request_withdrawal", {{"account", merchant.account}, {"amount", "4600.00"}});  // suspends it: the sweep runs
    for (std::int64_t hour = 0; hour < 18; hour += hours_a_tick) env.advance_hours(hours_a_tick);
    std::vector<std::string> times;
    env.engine->rows().scan<Notice>({}, [&](const Notice& notice) {
      const bool alert = notice.about == NoticeTemplate::low_balance || notice.about == NoticeTemplate::low_balance_suspended;
      if (alert && notice.channel == NoticeChannel::in_app) times.push_back(text(notice.at));
      return true;
    });
    return times;
  };
  const auto hourly = alerted(1);
  CHECK(hourly.size() >= 3);
  CHECK(alerted(18) == hourly);
}

TEST_CASE("PRE-17: an alert says what helps: to recharge in time, or, where campaigns are suspended already, that they are") {
  Env env;
  const auto alert = [&](const Merchant& merchant) {
    for (const json& row : env.query(merchant.user, "notices", {{"account", merchant.account}})["rows"])
      if (row["subject_en"] == "Low balance") return row["body_zh"].get<std::string>() + row["body_en"].get<std::string>();
    return std::string();
  };
  const Merchant early = env.with_alerts("示例家居（杭州）有限公司");
  set_alerts(env, early, "4000.00");
  env.recharge(early, "4100.00");
  env.ok(env.shop, "freeze_order", freeze_of(early, "O-1", env.campaign(early), "200.00"));  // above the breaker value
  CHECK(alert(early).contains("以免活动中止"));
  CHECK(alert(early).contains("3,900.00 available, below its low-balance alert value of 4,000.00. Recharge in time"));

  const Merchant late = env.merchant("示例服饰（广州）有限公司");
  env.ok(env.shop, "freeze_order", freeze_of(late, "O-1", env.campaign(late), "4900.00"));  // below both at once
  CHECK(alert(late).contains("营销活动已中止（1 个）"));
  CHECK(alert(late).contains("; its campaigns (1) are suspended. Recharge: they resume"));
  CHECK_FALSE(alert(late).contains("in time"));
}

TEST_CASE("PRE-17: a first recharge below the alert value is no fall, what is taken from it is") {
  Env env;
  const Merchant merchant = env.with_alerts("示例家居（杭州）有限公司");
  set_alerts(env, merchant, "4000.00");
  env.recharge(merchant, "3000.00");
  CHECK(alerts(env, merchant) == 0);
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", env.campaign(merchant), "1.00"));
  CHECK(alerts(env, merchant) == 1);
}

TEST_CASE("PRE-18: notices go to every address and to the inbox of who opened the account") {
  Env env;
  const Merchant merchant = env.merchant("示例家居（杭州）有限公司");
  set_alerts(env, merchant, "500.00");
  env.ok(env.shop, "freeze_order", freeze_of(merchant, "O-1", env.campaign(merchant), "4200.00"));
  std::vector<std::string> told;
  for (const Notice& notice : env.engine->rows().list<Notice>({}))
    if (notice.about == suspended) told.push_back(notice.recipient);
  CHECK(told == std::vector<std::string>{merchant.user.user, "finance@example.com", "boss@example.com", "13800000000"});
}
