// 05 Penalty: breach of reserved placements (黄金展位、品牌直达、日出). RSK-6, RSK-12.
#include "penalties/blocks.h"

namespace ch {

const Procedure& penalty_placement_breach() {
  static const Procedure made = penalty({.id = "penalty_placement_breach",
                                         .zh = "预订展位违约判罚",
                                         .en = "Penalty: breach of reserved placements",
                                         .rules = "RSK-6, RSK-12",
                                         .notice = "penalty_placement_breach",
                                         .form = {rule_breached(), evidence(), stated_amount(), details()}});
  return made;
}

}  // namespace ch
