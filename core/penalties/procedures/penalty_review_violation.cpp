// 05 Penalty: information-review violation (审核风险违规). RSK-3, RSK-12.
#include "penalties/blocks.h"

namespace ch {

const Procedure& penalty_review_violation() {
  static const Procedure made = penalty({.id = "penalty_review_violation",
                                         .zh = "审核风险违规判罚",
                                         .en = "Penalty: review violation",
                                         .rules = "RSK-3, RSK-12",
                                         .notice = "penalty_review_violation",
                                         .form = {rule_breached(), evidence(), stated_amount(), details()}});
  return made;
}

}  // namespace ch
