// 03 Recharge by wire. PRE-4, PRE-5.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& recharge_procedure() {
  static const Procedure recharge{
      .id = "recharge", .zh = "充值", .en = "Recharge", .rules = "PRE-4, PRE-5", .pack = "credit",
      .steps =
          {
              {.name = "waiting", .zh = "等待银行汇款", .en = "Waiting for the wire", .acts = Role::merchant_user},
              {.name = "in_suspense", .zh = "到账核对", .en = "Wire being looked at", .acts = Role::settlement_operations},
              {.name = "credited", .zh = "入账", .en = "Credited", .end = true},
              {.name = "cancelled", .zh = "已取消", .en = "Cancelled", .acts = Role::merchant_user, .end = true, .failed = true},
          },
      .transitions =
          {
              // from          on               to             by
              {"", filed, "waiting", "申请充值", "Ask for a recharge", Trigger::command, {Role::merchant_user}},
              {"waiting", "wire_credited", "credited", "来款入账", "Wire credited", Trigger::event},
              {"waiting", "wire_held", "in_suspense", "来款待核对", "Wire held", Trigger::event},
              {"waiting", "cancel", "cancelled", "取消充值", "Cancel", Trigger::command, {Role::merchant_user}},
              {"in_suspense", "wire_credited", "credited", "匹配入账", "Wire matched", Trigger::command, {Role::settlement_operations}},
              {"in_suspense", "wire_gone", "waiting", "来款退回", "Wire sent back", Trigger::command, {Role::settlement_operations}},
          },
      .path = {"waiting", "in_suspense", "credited"},
  };
  return recharge;
}

// clang-format on

}  // namespace ch
