// Ordinary days of the bank and of the staff.
#include "accounts/records.h"
#include "demo/names.h"
#include "demo/traffic.h"

namespace ch {

void Traffic::take(std::string payer, Money amount, std::string remark, Stage::Then then) {
  const std::string payer_account = "62220000" + std::to_string(10'000'000 + stage_.random.below(1'000));
  stage_.send(Stage::ops,
              TakeWire{next_reference("YH", wires_), business_date(stage_.now), amount, std::move(payer), payer_account, std::move(remark)},
              std::move(then));
}

void Traffic::wire(DemoShop& shop, RechargeId recharge, Money amount, std::string remark) {
  if (stage_.random.in_thousand(25)) {  // by somebody else: it goes back, and then the right one comes
    take("样本贸易（" + std::to_string(stage_.random.between(1, 99)) + " 号付款方）有限公司", amount, "货款",
         [this](const Outcome& outcome) {
           const WireId wire{number_in(outcome, "wire")};
           if (outcome.done() && !stage_.random.in_thousand(250))
             stage_.at(in_office(hours_from_now(5, 50)),
                       [this, wire] { stage_.send(Stage::fin, ConfirmWireReturned{wire, next_reference("TH", payments_)}); });
         });
    stage_.at(in_office(hours_from_now(20, 60)), [this, &shop, recharge, amount, remark] { wire(shop, recharge, amount, remark); });
    return;
  }
  shop.recharging = false;
  const bool other_amount = stage_.random.in_thousand(40);
  const Money comes = other_amount ? amount - Money::fen(stage_.random.between(1, 50) * 100) : amount;
  take(shop.name, comes, stage_.random.in_thousand(700) ? remark : "充值", [this, &shop, recharge, other_amount](const Outcome& outcome) {
    if (outcome.done() && other_amount) suspense(shop, {number_in(outcome, "wire")}, recharge);
  });
}

void Traffic::suspense(DemoShop& shop, WireId wire, RechargeId recharge) {
  if (stage_.random.in_thousand(150)) return;  // nobody has looked at it yet
  const bool back = stage_.random.in_thousand(150);
  stage_.at(in_office(hours_from_now(2, 30)), [this, &shop, wire, recharge, back] {
    if (back)
      stage_.send(Stage::ops2, ReturnWire{wire, "商家要求按原申请金额重新汇款"});
    else
      stage_.send(Stage::ops2, MatchWire{wire, shop.account, recharge});
  });
}

void Traffic::decide(WithdrawalId withdrawal) {
  if (stage_.random.in_thousand(70)) {
    stage_.send(Stage::ops, RefuseWithdrawal{withdrawal, "结算资料待复核"});
    return;
  }
  stage_.send(Stage::ops, ApproveWithdrawal{withdrawal}, [this, withdrawal](const Outcome& outcome) {
    if (outcome.done()) stage_.at(in_office(hours_from_now(1, 20)), [this, withdrawal] { pay(withdrawal); });
  });
}

void Traffic::pay(WithdrawalId withdrawal) {
  if (!stage_.random.in_thousand(90)) {
    stage_.send(Stage::fin, PayWithdrawal{withdrawal, next_reference("FK", payments_)});
    return;
  }
  stage_.send(Stage::fin, FailWithdrawal{withdrawal, "银行退票"}, [this, withdrawal](const Outcome& outcome) {
    if (!outcome.done()) return;
    const bool again = stage_.random.in_thousand(600);
    stage_.at(in_office(hours_from_now(3, 30)), [this, withdrawal, again] {
      if (!again)
        stage_.send(Stage::fin, ReturnWithdrawal{withdrawal, "银行无法付款，退回余额"});
      else
        stage_.send(Stage::fin, RetryWithdrawal{withdrawal}, [this, withdrawal](const Outcome& retried) {
          if (retried.done()) stage_.at(in_office(hours_from_now(1, 8)), [this, withdrawal] { pay(withdrawal); });
        });
    });
  });
}

void Traffic::office(Date date) {
  if (in_office(stage_.now) == stage_.now && date.weekday() != Weekday::friday) look_at_exceptions();
}

void Traffic::look_at_exceptions() {
  // The newest may still sort themselves out; of the rest a screen a day.
  for (const OrderException& exception :
       stage_.engine.rows().list<OrderException>({.index = "by_state", .prefix = key_of(ExceptionState::open), .limit = 20})) {
    if (exception.at > stage_.now.plus_hours(-12)) continue;
    if (stage_.random.in_thousand(300))
      stage_.send(Stage::ops2, RetryException{exception.id});
    else if (stage_.random.in_thousand(600))
      stage_.send(Stage::ops2, ResolveException{exception.id, "已与商城核对"});
  }
}

void Traffic::offer(Date date) {
  stage_.send(Stage::ops, OfferCampaign{campaign_title(date.month() + date.day()), at_time(date, 20), start_of(date.plus_days(12))},
              [this](const Outcome& outcome) {
                if (outcome.done()) offer_ = CampaignId{number_in(outcome, "offer")};
              });
}

}  // namespace ch
