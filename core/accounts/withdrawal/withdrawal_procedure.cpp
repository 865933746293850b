// 03 Withdrawal. PRE-19, PRE-20. A late step stays where it is: that it is late stands in its history and its deadline shows.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& withdrawal_procedure() {
  static const Procedure withdrawal{
      .id = "withdrawal",
      .prefix = "W",
      .start = "requested",
      .steps =
          {
              {.name = "requested", .zh = "等待运营审批", .en = "Waiting for approval", .acts = Role::settlement_operations,
               .working_days = "credit.withdrawal_approval_working_days"},
              {.name = "approved", .zh = "等待财务付款", .en = "Waiting for payment", .acts = Role::finance,
               .working_days = "credit.withdrawal_payment_working_days"},
              {.name = "failed", .zh = "银行付款失败", .en = "The bank could not pay", .acts = Role::finance, .failed = true},
              {.name = "paid", .zh = "已付款", .en = "Paid", .end = true},
              {.name = "refused", .zh = "审批未通过", .en = "Refused", .end = true, .failed = true},
              {.name = "returned", .zh = "已退回余额", .en = "Returned to the account", .end = true, .failed = true},
          },
      .transitions =
          {
              // from        on         to           who
              {"requested", "approve", "approved", Role::settlement_operations},
              {"requested", "refuse", "refused", Role::settlement_operations},
              {"requested", overdue, "requested", Role::clock},
              {"approved", "pay", "paid", Role::finance},
              {"approved", "fail", "failed", Role::finance},
              {"approved", overdue, "approved", Role::clock},
              {"failed", "retry", "approved", Role::finance},
              {"failed", "return", "returned", Role::finance},
          },
      .path = {"requested", "approved", "paid"},
  };
  return withdrawal;
}

// clang-format on

}  // namespace ch
