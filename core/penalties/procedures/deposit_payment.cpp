// 05 Risk deposit, first payment (风险保证金缴纳). RSK-1.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& deposit_payment() {
  static const Procedure made = deposit({
      .id = "deposit_payment", .zh = "风险保证金缴纳", .en = "Risk deposit", .rules = "RSK-1",
      .filing = {"", filed, "booking", "提交缴纳", "File the deposit", Trigger::person, {Role::risk_supervisor}, {{.name = "amount", .zh = "应缴金额", .en = "Amount", .kind = AnswerKind::money}, details()}, is_about_a_client,
                 {tells("deposit_asked", {"reseller"}, {"local_channel_manager"})}},
  });
  return made;
}

// clang-format on

}  // namespace ch
