// 05 Penalty: online-shopping compensation (网购先赔), without appeal. RSK-4, RSK-12.
#include "penalties/blocks.h"

namespace ch {

const Procedure& penalty_online_compensation() {
  static const Procedure made = penalty({.id = "penalty_online_compensation",
                                         .zh = "网购先赔判罚",
                                         .en = "Penalty: online-shopping compensation",
                                         .rules = "RSK-4, RSK-12",
                                         .notice = "penalty_online_compensation",
                                         .form = {rule_breached(), evidence(), stated_amount(), details()},
                                         .appealable = false});
  return made;
}

}  // namespace ch
