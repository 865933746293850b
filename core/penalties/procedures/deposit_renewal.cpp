// 05 Risk deposit, renewal (续费). RSK-2: when penalties have used the deposit up below what is required.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& deposit_renewal() {
  static const Procedure made = deposit({
      .id = "deposit_renewal", .zh = "风险保证金续费", .en = "Risk deposit renewal", .rules = "RSK-2",
      .filing = {"", filed, "booking", "提交续费", "File the renewal", Trigger::person, {Role::risk_supervisor}, {{.name = "amount", .zh = "应缴金额（不填则补足）", .en = "Amount (empty: what is short)", .kind = AnswerKind::money, .optional = true}, details()}, deposit_is_low,
                 {runs("asks_what_is_short", "算出应补金额", "Works out what is short", asks_what_is_short), tells("deposit_asked", {"reseller"}, {"local_channel_manager"})}},
      .again = true,
  });
  return made;
}

// clang-format on

}  // namespace ch
