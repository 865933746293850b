// 05 Penalty: cross-region development inside the channel (跨区开发): decided and told. RSK-10, RSK-12.
#include "penalties/blocks.h"

namespace ch {

const Procedure& penalty_cross_region() {
  static const Procedure made = penalty({.id = "penalty_cross_region",
                                         .zh = "跨区开发判罚",
                                         .en = "Penalty: cross-region development",
                                         .rules = "RSK-10, RSK-12",
                                         .notice = "penalty_cross_region",
                                         .form = {rule_breached(), evidence(), stated_amount(), details()},
                                         .confirmed = false,
                                         .answered = false});
  return made;
}

}  // namespace ch
