// The tour: recharges, wires, withdrawals and payments out (PRE-4 to PRE-6, PRE-19, PRE-20, LED-10, LED-11).
#include "accounts/records.h"
#include "payments/batches.h"
#include "api/payments.h"
#include "api/views.h"
#include "demo/tour.h"

namespace ch {

RechargeId Tour::request(const TourMerchant& merchant, Money amount) {
  return {number_in(stage_.done(merchant.user, RequestRecharge{merchant.account, amount}), "recharge")};
}

Outcome Tour::wire(std::string payer, Money amount, std::string remark) {
  return stage_.done(Stage::ops, TakeWire{"T" + std::to_string(++wires_), business_date(stage_.now), amount, std::move(payer),
                                          "6222000011112222", std::move(remark)});
}

void Tour::first_recharge() {
  stage_.refused(one_.user, RequestWithdrawal{one_.account, yuan(1)}, "account_not_active");
  stage_.refused(Stage::fin, CollectPayments{}, "nothing_to_collect");
  stage_.refused(one_.user, RequestRecharge{one_.account, Money::fen(299'999)}, "recharge_below_minimum");
  // The same message twice happens once; its id with other content is refused (CON-7).
  const Envelope asked = stage_.envelope(one_.user, RequestRecharge{one_.account, yuan(5'000)});
  stage_.expected(stage_.run_alone(asked), "request_recharge", "done");
  stage_.expected(stage_.run_alone(asked), "request_recharge", "done");
  Envelope other = stage_.envelope(one_.user, RequestRecharge{one_.account, yuan(6'000)});
  other.id = asked.id;
  stage_.expected(stage_.run_alone(other), "request_recharge", "id_reused");
  wire(one_.name, yuan(5'000));
  stage_.refused(Stage::ops, TakeWire{"T0", business_date(stage_.now).plus_days(1), yuan(5'000), one_.name, "6222000011112222", ""},
                 "booked_out_of_range");
  stage_.refused(Stage::ops, TakeWire{"T1", business_date(stage_.now), yuan(5'001), one_.name, "6222000011112222", ""},
                 "bank_reference_reused");
}

void Tour::recharge_and_resume() {
  request(one_, yuan(3'000));
  wire(one_.name, yuan(3'000));
  request(one_, yuan(80'000));
  wire(one_.name, yuan(80'000));
}

void Tour::wires() {
  const RechargeId small = request(one_, yuan(4'000));
  const WireId other_amount{number_in(wire(one_.name, yuan(4'100)), "wire")};
  const RechargeId of_four = request(four_, yuan(9'000));
  stage_.refused(one_.user, CancelRecharge{small}, "wrong_step");
  stage_.refused(Stage::ops, MatchWire{{nobody}, one_.account, {}}, "unknown_wire");
  stage_.refused(Stage::ops, MatchWire{other_amount, four_.account, {}}, "match_other_payer");
  stage_.refused(Stage::ops, MatchWire{other_amount, one_.account, of_four}, "recharge_other_account");
  stage_.refused(Stage::ops, MatchWire{other_amount, one_.account, RechargeId{nobody}}, "unknown_recharge");
  stage_.done(Stage::ops, MatchWire{other_amount, one_.account, small});
  stage_.refused(Stage::ops, MatchWire{other_amount, one_.account, small}, "wire_not_in_suspense");

  // Two requests of one amount: the first wire names neither, the second names one.
  request(one_, yuan(6'000));
  const Outcome named = stage_.done(one_.user, RequestRecharge{one_.account, yuan(6'000)});
  wire(one_.name, yuan(6'000));
  std::string code;
  for (const Arg& arg : named.args)
    if (arg.name == "remark_code") code = arg.value;
  wire(one_.name, yuan(6'000), "充值 " + code);
  request(one_, yuan(12'000));  // its wire is yet to come
}

void Tour::wires_returned() {
  const WireId back{number_in(wire(one_.name, yuan(777)), "wire")};
  stage_.done(Stage::ops, ReturnWire{back, "付款方要求退回"});
  stage_.refused(Stage::ops, ReturnWire{back, "付款方要求退回"}, "wire_not_in_suspense");
  stage_.done(Stage::fin, ConfirmWireReturned{back, "RT1"});
  stage_.refused(Stage::fin, ConfirmWireReturned{back, "RT1"}, "wire_not_to_return");
  wire("样本贸易（其他付款方）有限公司", yuan(8'000));  // never credited: on the return list
  wire("", yuan(500));                                  // the bank did not say who paid
  // LED-10: the platform's own money, and the bank's interest.
  const WireId own{number_in(wire("示例平台科技有限公司", yuan(20'000), "转入"), "wire")};
  stage_.done(Stage::fin, KeepWire{own, OwnMoney::own_funds, "自有资金转入"});
  stage_.done(Stage::fin, KeepWire{{number_in(wire("示例银行", Money::fen(3'217), "结息"), "wire")}, OwnMoney::interest, "结息"});
  stage_.refused(Stage::fin, KeepWire{{number_in(wire(one_.name, yuan(778)), "wire")}, OwnMoney::own_funds, "转入"}, "wire_of_party");
}

void Tour::withdrawals() {
  stage_.refused(one_.user, RequestWithdrawal{one_.account, yuan(9'000'000)}, "withdrawal_above_available");
  const auto request_withdrawal = [&](Money amount) {
    return WithdrawalId{number_in(stage_.done(one_.user, RequestWithdrawal{one_.account, amount}), "withdrawal")};
  };
  const WithdrawalId paid = request_withdrawal(yuan(2'000));
  stage_.refused(Stage::ops, ApproveWithdrawal{{nobody}}, "unknown_withdrawal");
  stage_.refused(Stage::fin, PayWithdrawal{paid, "P0"}, "wrong_step");
  stage_.done(Stage::ops, ApproveWithdrawal{paid});
  stage_.done(Stage::fin, ShowInFull{Masked::withdrawal_account, paid.value});
  stage_.done(Stage::fin, PayWithdrawal{paid, "P0"});
  const WithdrawalId refused = request_withdrawal(yuan(1'000));
  stage_.done(Stage::ops, RefuseWithdrawal{refused, "收款账户待核实"});
  const WithdrawalId again = request_withdrawal(yuan(1'500));
  stage_.done(Stage::ops2, ApproveWithdrawal{again});
  stage_.refused(Stage::fin, PayWithdrawal{again, "P0"}, "payment_reference_reused");
}

WithdrawalId Tour::approved(Money amount) {
  const WithdrawalId made{number_in(stage_.done(one_.user, RequestWithdrawal{one_.account, amount}), "withdrawal")};
  stage_.done(Stage::ops, ApproveWithdrawal{made});
  return made;
}

void Tour::withdrawals_failed() {
  const WithdrawalId returned = approved(yuan(1'100));
  stage_.done(Stage::fin, FailWithdrawal{returned, "银行退票：账户状态异常"});
  stage_.done(Stage::fin, RetryWithdrawal{returned});
  stage_.done(Stage::fin, FailWithdrawal{returned, "银行退票：账户状态异常"});
  stage_.done(Stage::fin, ReturnWithdrawal{returned, "退回可用余额"});
  stage_.done(Stage::fin, FailWithdrawal{approved(yuan(1'200)), "银行退票：户名不符"});  // waits for a person
  stage_.done(one_.user, RequestWithdrawal{one_.account, yuan(300)});                    // nobody approves it in time
  const WithdrawalId after_all = approved(yuan(90));
  stage_.done(Stage::fin, FailWithdrawal{after_all, "银行退票：账户状态异常"});
  stage_.done(Stage::fin, PayWithdrawalAfterAll{after_all, "P0-1", {}});
}

void Tour::payments() {
  const WithdrawalId paid = approved(yuan(120)), rejected = approved(yuan(80));
  const auto collected = [&](WithdrawalId withdrawal) {
    return BatchId{number_in(stage_.done(Stage::fin, CollectPayments{withdrawal}), "batch")};
  };
  const BatchId first = collected(paid), second = collected(rejected);
  stage_.refused(Stage::fin, CollectPayments{paid}, "payment_under_way");
  stage_.refused(Stage::fin, FailWithdrawal{paid, "户名不符"}, "payment_under_way");
  const Actor fin2{"fin2", Role::finance, {}};
  stage_.done(Stage::admin, GrantRole{fin2.user, fin2.role, {}});
  stage_.asked(fin2, "payment_file", AskPaymentFile{first}, "batch_held");
  stage_.refused(fin2, TakeOverBatch{{nobody}}, "unknown_batch");
  stage_.done(fin2, TakeOverBatch{first});
  stage_.refused(fin2, TakeOverBatch{first}, "batch_held_already");

  const auto name = [](BatchId batch) { return end_to_end_of(Payment{.batch = batch, .position = 1}); };
  stage_.refused(Stage::fin, ConfirmPayment{name({nobody}), yuan(120), "BF1"}, "unknown_payment");
  stage_.refused(Stage::fin, ConfirmPayment{name(first), yuan(121), "BF1"}, "payment_amount_differs");
  stage_.done(Stage::fin, ConfirmPayment{name(first), yuan(120), "BF1"});
  stage_.refused(Stage::fin, RejectPayment{name(first), {}, "AC04"}, "payment_decided");
  stage_.done(Stage::fin, RejectPayment{name(second), {}, "AC04 收款账户已销户"});
  approved(yuan(60));
  stage_.done(Stage::fin, CollectPayments{});  // the bank has yet to say what becomes of it
}

}  // namespace ch
