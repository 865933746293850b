// 03 Withdrawal. PRE-19, PRE-20. A late step stays where it is: that it is late stands in its history and its deadline shows.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& withdrawal_procedure() {
  static const Procedure withdrawal{
      .id = "withdrawal", .zh = "提现", .en = "Withdrawal", .rules = "PRE-19, PRE-20", .pack = "credit",
      .steps =
          {
              {.name = "requested", .zh = "等待运营审批", .en = "Waiting for approval", .acts = Role::settlement_operations,
               .within = {"credit.withdrawal_approval_working_days"}},
              {.name = "approved", .zh = "等待财务付款", .en = "Waiting for payment", .acts = Role::finance,
               .within = {"credit.withdrawal_payment_working_days"}},
              {.name = "failed", .zh = "银行付款失败", .en = "The bank could not pay", .acts = Role::finance, .failed = true},
              {.name = "paid", .zh = "已付款", .en = "Paid", .end = true},
              {.name = "refused", .zh = "审批未通过", .en = "Refused", .end = true, .failed = true},
              {.name = "returned", .zh = "已退回余额", .en = "Returned to the account", .end = true, .failed = true},
          },
      .transitions =
          {
              // from        on         to           by
              {"", filed, "requested", "申请提现", "Ask for a withdrawal", Trigger::command, {Role::merchant_user}},
              {"requested", "approve", "approved", "批准", "Approve", Trigger::command, {Role::settlement_operations}},
              {"requested", "refuse", "refused", "拒绝", "Refuse", Trigger::command, {Role::settlement_operations}},
              {"requested", overdue, "requested", "", "", Trigger::clock},
              {"approved", "pay", "paid", "已付款", "Paid", Trigger::command, {Role::finance}},
              {"approved", "fail", "failed", "付款失败", "Payment failed", Trigger::command, {Role::finance}},
              {"approved", overdue, "approved", "", "", Trigger::clock},
              {"failed", "retry", "approved", "重新付款", "Retry", Trigger::command, {Role::finance}},
              {"failed", "paid_after_all", "paid", "登记其实已付款", "Paid after all", Trigger::command, {Role::finance}},
              {"failed", "return", "returned", "退回余额", "Return the money", Trigger::command, {Role::settlement_operations, Role::finance}},
          },
      .path = {"requested", "approved", "paid"},
      .notes = {{"returned", "当时已退回的提现", "Withdrawal returned before"}, {std::string_view(still_owed), "余额不足、仍待补缴", "Not available then, and owed still", AnswerKind::money}},
  };
  return withdrawal;
}

// clang-format on

}  // namespace ch
