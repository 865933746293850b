// 05 Penalty: CPT resources (手机助手CPT). RSK-7, RSK-12.
#include "penalties/blocks.h"

namespace ch {

const Procedure& penalty_cpt() {
  static const Procedure made = penalty({.id = "penalty_cpt",
                                         .zh = "CPT资源违规判罚",
                                         .en = "Penalty: CPT resources",
                                         .rules = "RSK-7, RSK-12",
                                         .notice = "penalty_cpt",
                                         .form = {rule_breached(), evidence(), stated_amount(), details()}});
  return made;
}

}  // namespace ch
