// 03 Account opening. PRE-1 to PRE-3. A wire that was matched before the alerts were set counts as soon as they are.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& account_opening_procedure() {
  static const Procedure opening{
      .id = "account_opening", .zh = "开户", .en = "Account opening", .rules = "PRE-1 to PRE-3", .pack = "credit",
      .steps =
          {
              {.name = "opened", .zh = "等待设置预警", .en = "Waiting for alerts", .acts = Role::merchant_user},
              {.name = "alerts_set", .zh = "等待首笔充值", .en = "Waiting for the first recharge", .acts = Role::merchant_user},
              {.name = "active", .zh = "已启用", .en = "Active", .end = true},
              {.name = "closed", .zh = "未启用即销户", .en = "Closed before it was active", .end = true, .failed = true},
          },
      .transitions =
          {
              // from      on                to            by
              {"", filed, "opened", "立即开户", "Open now", Trigger::command, {Role::merchant_user}},
              {"opened", "set_alerts", "alerts_set", "设置预警", "Set alerts", Trigger::command, {Role::merchant_user}},
              {"opened", "close", "closed", "销户", "Close", Trigger::command, {Role::merchant_user, Role::settlement_operations}},
              {"alerts_set", "wire_credited", "active", "首笔充值入账", "First recharge credited", Trigger::event},
              {"alerts_set", "close", "closed", "销户", "Close", Trigger::command, {Role::merchant_user, Role::settlement_operations}},
          },
      .path = {"opened", "alerts_set", "active"},
  };
  return opening;
}

// clang-format on

}  // namespace ch
