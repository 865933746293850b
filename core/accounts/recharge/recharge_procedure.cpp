// 03 Recharge by wire. PRE-4, PRE-5.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& recharge_procedure() {
  static const Procedure recharge{
      .id = "recharge",
      .prefix = "R",
      .start = "waiting",
      .steps =
          {
              {.name = "waiting", .zh = "等待银行汇款", .en = "Waiting for the wire", .acts = Role::merchant_user},
              {.name = "in_suspense", .zh = "到账核对", .en = "Wire being looked at", .acts = Role::settlement_operations},
              {.name = "credited", .zh = "入账", .en = "Credited", .end = true},
              {.name = "cancelled", .zh = "已取消", .en = "Cancelled", .acts = Role::merchant_user, .end = true, .failed = true},
          },
      .transitions =
          {
              // from          on               to             who
              {"waiting", "wire_credited", "credited", Role::settlement_operations},
              {"waiting", "wire_held", "in_suspense", Role::settlement_operations},
              {"waiting", "cancel", "cancelled", Role::merchant_user},
              {"in_suspense", "wire_credited", "credited", Role::settlement_operations},
              {"in_suspense", "wire_gone", "waiting", Role::settlement_operations},
          },
      .path = {"waiting", "in_suspense", "credited"},
  };
  return recharge;
}

// clang-format on

}  // namespace ch
