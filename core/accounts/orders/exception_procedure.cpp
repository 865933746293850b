// 03 Exception: an order message that a person has to look at. PRE-8, PRE-13. A message that is refused again leaves it open.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& exception_procedure() {
  static const Procedure exception{
      .id = "exception", .zh = "异常处理", .en = "Exception", .rules = "PRE-8, PRE-13", .pack = "credit",
      .steps =
          {
              {.name = "open", .zh = "等待人工处理", .en = "Waiting for a person", .acts = Role::settlement_operations},
              {.name = "retried", .zh = "重试成功", .en = "Retried", .end = true},
              {.name = "resolved", .zh = "已另行处理", .en = "Resolved otherwise", .end = true},
          },
      .transitions =
          {
              // from   on         to          by
              {"", filed, "open", "订单消息失败或等待超时", "Order message failed, or waited too long", Trigger::command, {Role::shop}},
              {"open", "retry", "retried", "重试", "Retry", Trigger::command, {Role::settlement_operations}},
              {"open", "resolve", "resolved", "另行处理", "Resolve otherwise", Trigger::command, {Role::settlement_operations}},
          },
      .path = {"open", "retried"},
  };
  return exception;
}

// clang-format on

}  // namespace ch
