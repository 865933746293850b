// The tour: opening, alerts, the other merchants, blocking, closing, notices (PRE-1 to PRE-3, PRE-18).
#include "accounts/records.h"
#include "demo/names.h"
#include "demo/tour.h"

namespace ch {

TourMerchant Tour::registered(std::int64_t index) {
  TourMerchant made;
  made.name = merchant_name(index);
  made.party = {number_in(stage_.done(Stage::ops, RegisterMerchant{made.name, "SP" + std::to_string(100'001 + index)}), "party")};
  made.user = Stage::merchant(made.party);
  stage_.done(Stage::admin, GrantRole{made.user.user, Role::merchant_user, made.party});
  return made;
}

void Tour::set_profile(const TourMerchant& merchant, std::string account_name) {
  stage_.done(merchant.user, SetSettlementProfile{merchant.party, bank_name(merchant.party.value), std::move(account_name),
                                                  "62220000" + std::to_string(10'000'000 + merchant.party.value)});
}

void Tour::set_alerts(const TourMerchant& merchant) {
  stage_.done(merchant.user,
              SetAlerts{merchant.account, Money::fen(50'000), {}, {"finance@example.com", "owner@example.com"}, {"13800000000"}});
}

void Tour::opening() {
  one_ = registered(0);
  stage_.refused(Stage::ops, RegisterMerchant{"  ", "SP000001"}, "text_blank");
  std::string long_name;
  for (int i = 0; i < 101; ++i) long_name += "长";
  stage_.refused(Stage::ops, RegisterMerchant{long_name, "SP000001"}, "text_too_long");
  stage_.refused(Stage::ops, RegisterMerchant{"示例\t公司", "SP000001"}, "text_control");
  stage_.refused(Stage::ops, RegisterMerchant{merchant_name(1), "SP100001"}, "supplier_taken");
  stage_.refused(Stage::fin, RegisterMerchant{merchant_name(1), "SP000001"}, "not_allowed");
  stage_.refused(Stage::ops, SetSettlementProfile{{nobody}, bank_name(0), one_.name, "6222000011112222"}, "unknown_party");

  const OpenAccount open{one_.party};
  stage_.refused(one_.user, open, "no_settlement_profile");
  stage_.refused(one_.user, SetSettlementProfile{one_.party, bank_name(0), one_.name, "12 34"}, "bank_account_malformed");
  set_profile(one_, merchant_name(3));
  stage_.refused(one_.user, open, "profile_name_differs");
  set_profile(one_, one_.name);
  one_.account = {number_in(stage_.done(one_.user, open), "account")};
  stage_.refused(one_.user, open, "already_open");
}

void Tour::alerts() {
  const SetAlerts right{one_.account, Money::fen(50'000), {}, {"finance@example.com"}, {"13800000000"}};
  stage_.refused(one_.user, RequestRecharge{one_.account, Money::fen(500'000)}, "alerts_not_set");
  SetAlerts wrong = right;
  const auto refused = [&](std::string_view code) {
    stage_.refused(one_.user, wrong, code);
    wrong = right;
  };
  wrong.alert_value = Money{};
  refused("amount_not_positive");
  wrong.alert_value = Money::fen(1'000'000'000'000);
  refused("amount_too_large");
  wrong.breaker_value = Money::fen(99'999);
  refused("breaker_below_default");
  wrong.emails.clear();
  wrong.phones.clear();
  refused("contacts_missing");
  wrong.emails = {"a@example.com", "b@example.com", "c@example.com", "d@example.com"};
  refused("too_many_contacts");
  wrong.emails = {"finance.example.com"};
  refused("email_malformed");
  wrong.phones = {"12"};
  refused("phone_malformed");
  wrong.phones = {"13800000000", "13800000000"};
  refused("contact_repeated");
  stage_.done(one_.user, right);
}

// Each is left where others begin: registered, opened, with alerts.
void Tour::other_merchants() {
  two_ = registered(1);
  three_ = registered(2);
  four_ = registered(3);
  five_ = registered(4);
  six_ = registered(5);
  for (TourMerchant* merchant : {&three_, &four_, &five_, &six_}) {
    set_profile(*merchant, merchant->name);
    merchant->account = {number_in(stage_.done(merchant->user, OpenAccount{merchant->party}), "account")};
  }
  set_alerts(four_);
  set_alerts(five_);
  stage_.refused(two_.user, RequestRecharge{one_.account, Money::fen(500'000)}, "not_allowed");
}

void Tour::blocking() {
  stage_.refused(Stage::ops, BlockAccount{{nobody}, "核对资料"}, "unknown_account");
  stage_.refused(Stage::ops, UnblockAccount{one_.account, "核对完毕"}, "not_blocked");
  stage_.done(Stage::ops, BlockAccount{one_.account, "结算资料复核"});
  stage_.refused(Stage::ops2, BlockAccount{one_.account, "结算资料复核"}, "already_blocked");
  stage_.refused(one_.user, RequestWithdrawal{one_.account, Money::fen(10'000)}, "account_blocked");
  stage_.done(Stage::ops2, UnblockAccount{one_.account, "复核完毕"});
  stage_.done(Stage::ops, BlockAccount{four_.account, "联系人待核实"});
}

void Tour::closing() {
  stage_.done(six_.user, CloseAccount{six_.account});  // before anything was done with it
  const CloseAccount close{five_.account};
  const RechargeId waiting = request(five_, Money::fen(300'000));
  stage_.refused(five_.user, close, "closing_recharge_open");
  stage_.done(five_.user, CancelRecharge{waiting});
  stage_.refused(five_.user, CancelRecharge{waiting}, "wrong_step");
  request(five_, Money::fen(300'000));
  wire(five_.name, Money::fen(300'000));
  stage_.refused(five_.user, close, "closing_money_left");
  const CampaignId campaign{number_in(
      stage_.done(five_.user, CreateCampaign{five_.account, campaign_title(2), stage_.now, stage_.now.plus_hours(100)}), "campaign")};
  const WithdrawalId all{number_in(stage_.done(five_.user, RequestWithdrawal{five_.account, Money::fen(300'000)}), "withdrawal")};
  stage_.done(Stage::ops, ApproveWithdrawal{all});
  stage_.done(Stage::fin, PayWithdrawal{all, "P" + std::to_string(++payments_)});
  stage_.refused(Stage::ops, close, "closing_campaign_open");
  stage_.done(five_.user, EndCampaign{campaign});
  stage_.refused(five_.user, EndCampaign{campaign}, "campaign_ended");
  stage_.done(five_.user, close);
  stage_.refused(five_.user, close, "account_closed");
}

void Tour::notices() {
  std::vector<NoticeId> mine;
  stage_.engine.rows().scan<Notice>({.index = "by_account", .prefix = key_of(one_.account, NoticeChannel::in_app), .limit = 3},
                                    [&](const Notice& notice) { return mine.push_back(notice.id), true; });
  for (const NoticeId notice : mine) stage_.done(one_.user, ReadNotice{notice});
  // What went out by e-mail is not in the inbox.
  NoticeId sent;
  stage_.engine.rows().scan<Notice>({.index = "by_account", .prefix = key_of(one_.account, NoticeChannel::email), .limit = 1},
                                    [&](const Notice& notice) { return sent = notice.id, false; });
  stage_.refused(one_.user, ReadNotice{sent}, "unknown_notice");
}

}  // namespace ch
