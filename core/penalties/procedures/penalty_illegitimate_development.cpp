// 05 Penalty: information platform's illegitimate development (信息平台类违规开发). RSK-5: the channel applies for it.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& penalty_illegitimate_development() {
  static const Procedure made = penalty({
      .id = "penalty_illegitimate_development", .zh = "违规开发判罚", .en = "Penalty: illegitimate development", .rules = "RSK-5, RSK-12", .notice = "penalty_illegitimate_notice",
      .initiator = Role::channel,
      .form = {front_end(), landing_page_1(), landing_page_2(), details()},
      .local_manager = false,
      .applied_for = true,
      .application = "penalty_illegitimate_application",
  });
  return made;
}

// clang-format on

}  // namespace ch
