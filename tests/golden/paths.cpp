// The paths of chapter 03, each from its beginning to one of its ends.
#include "golden/history.h"

namespace ch::test {

namespace {

void opening(Recorder& r) {
  r.registered();
  r.refused(r.user, "open_account", {{"party", r.party}}, "no_settlement_profile");
  r.ok(r.user, "set_settlement_profile",
       {{"party", r.party},
        {"bank", "示例银行杭州分行"},
        {"account_name", "示例服饰（上海）有限公司"},
        {"account_number", "6222000011112222"}});
  r.refused(r.user, "open_account", {{"party", r.party}}, "profile_name_differs");
  r.ok(r.user, "set_settlement_profile",
       {{"party", r.party},
        {"bank", "示例银行杭州分行"},
        {"account_name", "示例家居(杭州)有限公司"},
        {"account_number", "6222000011112222"}});
  r.account = r.ok(r.user, "open_account", {{"party", r.party}}, "account");
  r.refused(r.user, "request_recharge", r.of_account("5000.00"), "alerts_not_set");
  r.refused(r.user, "set_alerts",
            {{"account", r.account},
             {"alert_value", "500.00"},
             {"breaker_value", "999.99"},
             {"emails", {"a@example.com"}},
             {"phones", json::array()}},
            "breaker_below_default");
  r.ok(r.user, "set_alerts",
       {{"account", r.account},
        {"alert_value", "500.00"},
        {"breaker_value", "1000.00"},
        {"emails", {"a@example.com"}},
        {"phones", json::array()}});
  r.refused(r.user, "create_campaign", {{"account", r.account}, {"title", "春季焕新"}, {"starts", r.later(0)}, {"ends", r.later(24)}},
            "account_not_active");
}

// The acceptance example, to the fen.
void acceptance(Recorder& r) {
  r.with_alerts();
  r.refused(r.user, "request_recharge", r.of_account("2999.99"), "recharge_below_minimum");
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  r.wire(r.name, "5000.00");
  r.campaign = r.ok(r.user, "create_campaign",
                    {{"account", r.account}, {"title", "618 白条免息"}, {"starts", r.later(0)}, {"ends", r.later(24 * 40)}}, "campaign");
  r.ok(r.shop, "freeze_order", r.freeze("S1", "1200.00"));
  r.ok(r.shop, "freeze_order", r.freeze("S2", "2900.00"));
  r.ok(r.shop, "release_order", r.of_order("S1", "150.00"));
  r.ok(r.shop, "settle_order", r.of_order("S1"));
  r.ok(r.shop, "settle_order", r.of_order("S2"));
  r.ok(r.shop, "refund_order", r.of_order("S2", "100.00"));
  r.ok(r.shop, "freeze_order", r.freeze("S3", "1300.00"));
  r.refused(r.user, "request_withdrawal", r.of_account("100.00"), "owed_open");
  r.ok(r.user, "request_recharge", r.of_account("3000.00"));
  r.wire(r.name, "3000.00");
  const auto withdrawal = r.ok(r.user, "request_withdrawal", r.of_account("2850.00"), "withdrawal");
  r.ok(r.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  r.ok(r.fin, "fail_withdrawal", {{"withdrawal", withdrawal}, {"reason", "银行退票"}});
  r.ok(r.fin, "return_withdrawal", {{"withdrawal", withdrawal}, {"reason", "退回余额"}});
}

void recharge_cancelled(Recorder& r) {
  r.with_alerts();
  const auto recharge = r.ok(r.user, "request_recharge", r.of_account("5000.00"), "recharge");
  r.ok(r.user, "cancel_recharge", {{"recharge", recharge}});
  r.refused(r.user, "cancel_recharge", {{"recharge", recharge}}, "wrong_step");
  r.wire(r.name, "5000.00");  // nobody waits for it: suspense
}

void wire_other_payer(Recorder& r) {
  r.with_alerts();
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  const auto wire = r.ok(r.ops, "take_wire",
                         {{"bank_reference", "X1"},
                          {"booked", r.today()},
                          {"amount", "5000.00"},
                          {"payer_name", "样本贸易（上海）有限公司"},
                          {"payer_account", "1"},
                          {"remark", ""}},
                         "wire");
  r.refused(r.ops, "match_wire", {{"wire", wire}, {"account", r.account}}, "wire_not_in_suspense");
  r.ok(r.fin, "confirm_wire_returned", {{"wire", wire}, {"bank_reference", "XR1"}});
  r.refused(r.fin, "confirm_wire_returned", {{"wire", wire}, {"bank_reference", "XR1"}}, "wire_not_to_return");
  r.wire(r.name, "5000.00");
}

std::int64_t suspended_wire(Recorder& r) {
  return r.ok(r.ops, "take_wire",
              {{"bank_reference", "X1"},
               {"booked", r.today()},
               {"amount", "5100.00"},
               {"payer_name", r.name},
               {"payer_account", "1"},
               {"remark", "充值"}},
              "wire");
}

void wire_matched(Recorder& r) {
  r.with_alerts();
  const auto recharge = r.ok(r.user, "request_recharge", r.of_account("5000.00"), "recharge");
  const auto wire = suspended_wire(r);
  r.refused(r.user, "cancel_recharge", {{"recharge", recharge}}, "wrong_step");
  r.ok(r.ops, "match_wire", {{"wire", wire}, {"account", r.account}, {"recharge", recharge}});
}

void wire_sent_back(Recorder& r) {
  r.with_alerts();
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  const auto wire = suspended_wire(r);
  r.ok(r.ops, "return_wire", {{"wire", wire}, {"reason", "商家要求退回"}});
  r.ok(r.fin, "confirm_wire_returned", {{"wire", wire}, {"bank_reference", "XR1"}});
}

void wire_remark_decides(Recorder& r) {
  r.with_alerts();
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  r.wire(r.name, "5000.00");               // names neither: suspense
  r.wire(r.name, "5000.00", "CZ0000026");  // the second's code
}

void wire_twice(Recorder& r) {
  r.active();
  const json line{{"bank_reference", "T1"},
                  {"booked", r.today()},
                  {"amount", "5000.00"},
                  {"payer_name", r.name},
                  {"payer_account", "6222000011112222"},
                  {"remark", ""}};
  r.ok(r.fin, "take_wire", line);
  json other = line;
  other["amount"] = "5000.01";
  r.refused(r.fin, "take_wire", other, "bank_reference_reused");
}

void campaign_in_time(Recorder& r) {
  r.active();
  r.campaign = r.ok(r.user, "create_campaign",
                    {{"account", r.account}, {"title", "开学季免息"}, {"starts", r.later(5)}, {"ends", r.later(50)}}, "campaign");
  r.refused(r.shop, "freeze_order", r.freeze("S1", "10.00"), "campaign_not_running");
  r.hours(6);
  r.ok(r.shop, "freeze_order", r.freeze("S2", "10.00"));
  r.hours(48);
  r.refused(r.shop, "freeze_order", r.freeze("S3", "10.00"), "campaign_not_running");
  r.ok(r.shop, "settle_order", r.of_order("S2"));
}

void campaign_of_the_platform(Recorder& r) {
  r.active();
  const auto offer = r.ok(r.ops, "offer_campaign", {{"title", "双11 白条免息"}, {"starts", r.later(1)}, {"ends", r.later(100)}}, "offer");
  const auto campaign = r.ok(r.user, "enroll_campaign", {{"account", r.account}, {"offer", offer}}, "campaign");
  r.refused(r.user, "enroll_campaign", {{"account", r.account}, {"offer", offer}}, "already_enrolled");
  r.hours(2);
  r.ok(r.user, "end_campaign", {{"campaign", campaign}});
  r.refused(r.ops, "end_campaign", {{"campaign", campaign}}, "campaign_ended");
}

void order_settled(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "300.00"));
  r.ok(r.shop, "freeze_order", r.freeze("S1", "300.00"));
  r.refused(r.shop, "freeze_order", r.freeze("S1", "300.01"), "order_known");
  r.ok(r.shop, "release_order", r.of_order("S1", "100.00"));
  r.ok(r.shop, "settle_order", r.of_order("S1"));
  r.ok(r.shop, "settle_order", r.of_order("S1"));
  r.refused(r.shop, "release_order", r.of_order("S1"), "order_completed");
  r.ok(r.shop, "refund_order", r.of_order("S1", "150.00"));
  r.refused(r.shop, "refund_order", r.of_order("S1", "50.01"), "more_than_settled");
  r.ok(r.shop, "refund_order", r.of_order("S1", "50.00"));
}

void order_released(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "300.00"));
  r.refused(r.shop, "release_order", r.of_order("S1", "300.01"), "more_than_held");
  r.ok(r.shop, "release_order", r.of_order("S1", "1.00"));
  r.ok(r.shop, "release_order", r.of_order("S1"));
  r.refused(r.shop, "settle_order", r.of_order("S1"), "order_released");
}

void owed_and_paid(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "5000.01"));
  r.ok(r.shop, "freeze_order", r.freeze("S2", "6000.00"));
  r.refused(r.user, "request_withdrawal", r.of_account("1.00"), "owed_open");
  r.ok(r.user, "request_recharge", r.of_account("7000.00"));
  r.wire(r.name, "7000.00");  // the older wholly, the newer in part
  r.ok(r.shop, "settle_order", r.of_order("S2"));
  r.ok(r.user, "request_recharge", r.of_account("5000.00"));
  r.wire(r.name, "5000.00");
  r.ok(r.shop, "release_order", r.of_order("S1", "0.01"));
  r.ok(r.shop, "refund_order", r.of_order("S2", "6000.00"));
}

void owed_and_cancelled(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "5000.01"));
  r.ok(r.shop, "release_order", r.of_order("S1", "5000.00"));
  r.ok(r.shop, "release_order", r.of_order("S1"));
  r.ok(r.user, "request_withdrawal", r.of_account("1.00"));
}

void hard_floor(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "4500.00"));  // 500.00: suspended
  r.ok(r.shop, "freeze_order", r.freeze("S2", "310.00"));   // 190.00
  r.ok(r.shop, "freeze_order", r.freeze("S3", "10.00"));    // below the hard floor: owed
  r.ok(r.shop, "settle_order", r.of_order("S3"));
}

void breaker(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "4000.00"));  // 1,000.00: not below
  r.ok(r.shop, "freeze_order", r.freeze("S2", "0.01"));
  r.hours(3);
  r.ok(r.shop, "release_order", r.of_order("S2"));  // 1,000.00: not above
  r.hours(1);
  r.ok(r.shop, "release_order", r.of_order("S1", "0.01"));
  r.hours(1);
}

void overtaken(Recorder& r) {
  r.running();
  r.ok(r.shop, "release_order", r.of_order("S1", "20.00"));
  r.ok(r.shop, "settle_order", r.of_order("S1"));
  r.ok(r.shop, "refund_order", r.of_order("S1", "30.00"));
  r.ok(r.shop, "freeze_order", r.freeze("S1", "100.00"));
  r.hours(30);
}

void never_came(Recorder& r) {
  r.running();
  r.ok(r.shop, "settle_order", r.of_order("S1"));
  r.hours(25);
  const auto exception = r.exception("counterpart_missing");
  r.refused(r.ops, "retry_exception", {{"exception", exception}}, "unknown_order");
  r.ok(r.ops, "resolve_exception", {{"exception", exception}, {"note", "商城确认已取消"}});
  r.refused(r.ops, "resolve_exception", {{"exception", exception}, {"note", "再次"}}, "exception_not_open");
}

void retried(Recorder& r) {
  r.active();
  r.campaign = r.ok(r.user, "create_campaign",
                    {{"account", r.account}, {"title", "开学季免息"}, {"starts", r.later(5)}, {"ends", r.later(500)}}, "campaign");
  r.refused(r.shop, "freeze_order", r.freeze("S1", "10.00"), "campaign_not_running");
  const auto exception = r.exception("campaign_not_running");
  r.refused(r.ops, "retry_exception", {{"exception", exception}}, "campaign_not_running");
  r.hours(6);
  r.ok(r.ops, "retry_exception", {{"exception", exception}});
}

std::int64_t withdrawal_asked(Recorder& r) {
  r.active();
  return r.ok(r.user, "request_withdrawal", r.of_account("2000.00"), "withdrawal");
}

void withdrawal_paid(Recorder& r) {
  const json it{{"withdrawal", withdrawal_asked(r)}};
  r.ok(r.ops, "approve_withdrawal", it);
  json paid = it;
  paid["bank_reference"] = "P1";
  r.ok(r.fin, "pay_withdrawal", paid);
  r.refused(r.fin, "pay_withdrawal", paid, "wrong_step");
}

void withdrawal_refused(Recorder& r) {
  json it{{"withdrawal", withdrawal_asked(r)}, {"reason", "资料待核实"}};
  r.ok(r.ops, "refuse_withdrawal", it);
  r.refused(r.ops, "refuse_withdrawal", it, "wrong_step");
}

void withdrawal_retried(Recorder& r) {
  const json it{{"withdrawal", withdrawal_asked(r)}};
  r.ok(r.ops, "approve_withdrawal", it);
  r.ok(r.fin, "fail_withdrawal", {{"withdrawal", it["withdrawal"]}, {"reason", "银行退票"}});
  r.ok(r.fin, "retry_withdrawal", it);
  r.ok(r.fin, "pay_withdrawal", {{"withdrawal", it["withdrawal"]}, {"bank_reference", "P1"}});
}

void withdrawal_returned(Recorder& r) {
  const json it{{"withdrawal", withdrawal_asked(r)}};
  r.ok(r.ops, "approve_withdrawal", it);
  r.ok(r.fin, "fail_withdrawal", {{"withdrawal", it["withdrawal"]}, {"reason", "银行退票"}});
  r.ok(r.ops, "return_withdrawal", {{"withdrawal", it["withdrawal"]}, {"reason", "退回余额"}});
}

void withdrawal_after_all(Recorder& r) {
  const json it{{"withdrawal", withdrawal_asked(r)}};
  r.ok(r.ops, "approve_withdrawal", it);
  r.ok(r.fin, "fail_withdrawal", {{"withdrawal", it["withdrawal"]}, {"reason", "银行退票"}});
  r.ok(r.fin, "pay_withdrawal_after_all", {{"withdrawal", it["withdrawal"]}, {"bank_reference", "P1"}});
  const auto second = r.ok(r.user, "request_withdrawal", r.of_account("800.00"), "withdrawal");
  r.ok(r.ops, "approve_withdrawal", {{"withdrawal", second}});
  r.ok(r.fin, "fail_withdrawal", {{"withdrawal", second}, {"reason", "银行退票"}});
  r.ok(r.ops, "return_withdrawal", {{"withdrawal", second}, {"reason", "退回余额"}});
  r.ok(r.fin, "pay_withdrawal_after_all", {{"withdrawal", second}, {"bank_reference", "P2"}});
}

void withdrawal_late(Recorder& r) {
  const json it{{"withdrawal", withdrawal_asked(r)}};
  r.hours(24 * 4);
  r.ok(r.ops, "approve_withdrawal", it);
  r.hours(24 * 5);
  r.ok(r.fin, "pay_withdrawal", {{"withdrawal", it["withdrawal"]}, {"bank_reference", "P1"}});
}

void blocked(Recorder& r) {
  r.running();
  r.ok(r.ops, "block_account", {{"account", r.account}, {"reason", "资料复核"}});
  r.refused(r.user, "request_withdrawal", r.of_account("1.00"), "account_blocked");
  r.refused(r.user, "create_campaign", {{"account", r.account}, {"title", "春季焕新"}, {"starts", r.later(0)}, {"ends", r.later(24)}},
            "account_blocked");
  r.ok(r.user, "request_recharge", r.of_account("3000.00"));
  r.wire(r.name, "3000.00");
  r.ok(r.shop, "freeze_order", r.freeze("S1", "10.00"));
  r.ok(r.ops, "unblock_account", {{"account", r.account}, {"reason", "复核完毕"}});
  r.ok(r.user, "request_withdrawal", r.of_account("1.00"));
}

void closed(Recorder& r) {
  r.running();
  r.refused(r.user, "close_account", r.of_account(), "closing_money_left");
  const auto withdrawal = r.ok(r.user, "request_withdrawal", r.of_account("5000.00"), "withdrawal");
  r.ok(r.ops, "approve_withdrawal", {{"withdrawal", withdrawal}});
  r.ok(r.fin, "pay_withdrawal", {{"withdrawal", withdrawal}, {"bank_reference", "P1"}});
  r.refused(r.user, "close_account", r.of_account(), "closing_campaign_open");
  r.ok(r.user, "end_campaign", {{"campaign", r.campaign}});
  r.ok(r.user, "close_account", r.of_account());
  r.refused(r.user, "request_recharge", r.of_account("3000.00"), "account_closed");
  r.hours(24);
}

void closed_when_opened(Recorder& r) {
  r.opened();
  r.ok(r.ops, "close_account", r.of_account());
  r.refused(r.user, "open_account", {{"party", r.party}}, "account_closed");
}

void closed_with_alerts(Recorder& r) {
  r.with_alerts();
  const auto recharge = r.ok(r.user, "request_recharge", r.of_account("5000.00"), "recharge");
  r.refused(r.user, "close_account", r.of_account(), "closing_recharge_open");
  r.ok(r.user, "cancel_recharge", {{"recharge", recharge}});
  r.ok(r.user, "close_account", r.of_account());
}

// Each ends from where another does not.
void campaigns_suspended(Recorder& r) {
  r.running();
  const auto made = [&](std::int64_t starts, std::int64_t ends) {
    return r.ok(r.user, "create_campaign",
                {{"account", r.account}, {"title", "秋季焕新"}, {"starts", r.later(starts)}, {"ends", r.later(ends)}}, "campaign");
  };
  const auto scheduled = made(50, 90), overtaken = made(2, 90), short_one = made(0, 3);
  r.ok(r.shop, "freeze_order", r.freeze("S1", "4500.00"));
  const auto below = made(0, 90);
  r.refused(r.shop, "freeze_order", {{"account", r.account}, {"order", "S2"}, {"campaign", scheduled}, {"fee", "1.00"}},
            "campaign_not_running");
  r.hours(4);
  r.refused(r.user, "end_campaign", {{"campaign", short_one}}, "campaign_ended");
  r.ok(r.user, "end_campaign", {{"campaign", below}});
  r.ok(r.shop, "release_order", r.of_order("S1"));
  r.ok(r.ops, "end_campaign", {{"campaign", scheduled}});
  r.ok(r.user, "end_campaign", {{"campaign", overtaken}});
}

void alerts_repeated(Recorder& r) {
  r.running();
  r.ok(r.shop, "freeze_order", r.freeze("S1", "4600.00"));
  r.hours(40);
  r.ok(r.shop, "release_order", r.of_order("S1"));
  r.hours(10);
}

void clock_jump(Recorder& r) {
  r.active();
  r.campaign = r.ok(r.user, "create_campaign",
                    {{"account", r.account}, {"title", "开学季免息"}, {"starts", r.later(5)}, {"ends", r.later(2'000)}}, "campaign");
  r.hours(24 * 9);
  r.refused(r.shop, "freeze_order", r.freeze("S1", "10.00"), "campaign_not_running");
  r.ok(r.admin, "confirm_clock", json::object());
  r.hours(1);
  r.ok(r.shop, "freeze_order", r.freeze("S2", "10.00"));
}

void policy_changed(Recorder& r) {
  r.with_alerts();
  const auto version =
      r.ok(r.admin, "propose_policy", {{"name", "credit.recharge_minimum"}, {"value", "1000.00"}, {"effective", r.today(1)}}, "version");
  r.refused(r.admin, "approve_policy", {{"name", "credit.recharge_minimum"}, {"version", version}}, "four_eyes");
  r.ok(r.admin2, "approve_policy", {{"name", "credit.recharge_minimum"}, {"version", version}});
  r.refused(r.user, "request_recharge", r.of_account("1000.00"), "recharge_below_minimum");
  r.hours(24);
  r.ok(r.user, "request_recharge", r.of_account("1000.00"));
}

constexpr Path all[] = {
    {"opening", "PRE-1, PRE-2", opening},
    {"acceptance", "PRE-3 to PRE-20", acceptance},
    {"recharge_cancelled", "PRE-4", recharge_cancelled},
    {"wire_other_payer", "PRE-5", wire_other_payer},
    {"wire_matched", "PRE-5", wire_matched},
    {"wire_sent_back", "PRE-5", wire_sent_back},
    {"wire_remark_decides", "PRE-5", wire_remark_decides},
    {"wire_twice", "LED-10", wire_twice},
    {"campaign_in_time", "PRE-7", campaign_in_time},
    {"campaign_of_the_platform", "PRE-7", campaign_of_the_platform},
    {"order_settled", "PRE-8, PRE-10 to PRE-13", order_settled},
    {"order_released", "PRE-10", order_released},
    {"owed_and_paid", "PRE-6, PRE-9", owed_and_paid},
    {"owed_and_cancelled", "PRE-9", owed_and_cancelled},
    {"hard_floor", "PRE-15", hard_floor},
    {"breaker", "PRE-14, PRE-16", breaker},
    {"overtaken", "PRE-13", overtaken},
    {"never_came", "PRE-13", never_came},
    {"retried", "PRE-8", retried},
    {"withdrawal_paid", "PRE-19, PRE-20", withdrawal_paid},
    {"withdrawal_refused", "PRE-20", withdrawal_refused},
    {"withdrawal_retried", "PRE-20", withdrawal_retried},
    {"withdrawal_returned", "PRE-20", withdrawal_returned},
    {"withdrawal_after_all", "PRE-20, LED-10", withdrawal_after_all},
    {"withdrawal_late", "PRE-20, PRO-3", withdrawal_late},
    {"blocked", "PRE-3", blocked},
    {"closed", "PRE-3", closed},
    {"closed_when_opened", "PRE-3", closed_when_opened},
    {"closed_with_alerts", "PRE-3", closed_with_alerts},
    {"campaigns_suspended", "PRE-7, PRE-14 to PRE-16", campaigns_suspended},
    {"alerts_repeated", "PRE-17", alerts_repeated},
    {"clock_jump", "CON-3", clock_jump},
    {"policy_changed", "CON-10", policy_changed},
};

}  // namespace

std::vector<Path> paths() {
  std::vector<Path> every(std::begin(all), std::end(all));
  every.insert(every.end(), case_paths().begin(), case_paths().end());
  return every;
}

}  // namespace ch::test
