// 05 Penalty: information platform's illegitimate development (信息平台类违规开发). RSK-5: the channel applies for it.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& penalty_illegitimate_development() {
  static const Procedure made = penalty({
      .id = "penalty_illegitimate_development", .zh = "违规开发判罚", .en = "Penalty: illegitimate development", .rules = "RSK-5, RSK-12", .notice = "penalty_illegitimate_notice",
      .initiator = Role::channel,
      .form =
          {
              {.name = "screenshot", .zh = "360视频推广前台截图", .en = "Screenshot of the video promotion's front end", .kind = AnswerKind::document},
              {.name = "landing_page_1", .zh = "争议账户落地页链接一", .en = "Landing page of the first account", .kind = AnswerKind::link},
              {.name = "landing_page_2", .zh = "争议账户落地页链接二", .en = "Landing page of the second account", .kind = AnswerKind::link},
              details(),
          },
      .local_manager = false,
      .applied_for = true,
      .application = "penalty_illegitimate_application",
  });
  return made;
}

// clang-format on

}  // namespace ch
