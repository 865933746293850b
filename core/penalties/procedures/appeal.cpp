// 05 Appeal (申诉). RSK-8, RSK-12: decided by somebody who had no part in the penalty.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& appeal() {
  static const Effect notes = runs("notes_outcome", "记下结果", "Notes the outcome", notes_outcome);
  static const Procedure made{
      .id = "appeal", .zh = "违规判罚申诉", .en = "Appeal", .rules = "RSK-8, RSK-12", .pack = "promo",
      .steps =
          {
              {.name = "deciding", .zh = "复核申诉", .en = "Being decided", .acts = Role::risk_supervisor},
              {.name = "upheld", .zh = "申诉成立", .en = "Upheld", .end = true},
              {.name = "upheld_partly", .zh = "部分成立", .en = "Upheld in part", .end = true},
              {.name = "rejected", .zh = "申诉驳回", .en = "Rejected", .end = true, .failed = true},
          },
      .transitions =
          {
              {.on = filed, .to = "deciding", .zh = "提交申诉", .en = "File the appeal", .who = {Role::reseller_user, Role::channel},
               .form = {{.name = "reason", .zh = "申诉理由", .en = "Reason"}, {.name = "proof", .zh = "证明材料", .en = "Proof", .kind = AnswerKind::document, .optional = true}},
               .guard = may_be_appealed, .does = {signals("appealed"), tells("appeal_filed", {"risk"}, {"local_channel_manager"})}, .asks = true, .about = is_penalty},
              {"deciding", "uphold", "upheld", "申诉成立", "Uphold", Trigger::person, {Role::risk_supervisor}, {{.name = "grounds", .zh = "复核意见", .en = "Grounds"}}, had_no_part_in_it,
               {signals("upheld"), notes, tells("appeal_decided", {"reseller"}, {"local_channel_manager"})}, {filed}},
              {"deciding", "uphold_partly", "upheld_partly", "部分成立", "Uphold in part", Trigger::person, {Role::risk_supervisor}, {{.name = "taken_back", .zh = "冲回金额", .en = "Taken back", .kind = AnswerKind::money}, {.name = "grounds", .zh = "复核意见", .en = "Grounds"}}, part_is_less,
               {signals("upheld_partly"), notes, tells("appeal_decided", {"reseller"}, {"local_channel_manager"})}, {filed}},
              {"deciding", "reject", "rejected", "驳回", "Reject", Trigger::person, {Role::risk_supervisor}, {{.name = "grounds", .zh = "复核意见", .en = "Grounds"}}, had_no_part_in_it,
               {signals("rejected"), notes, tells("appeal_decided", {"reseller"}, {"local_channel_manager"})}, {filed}},
          },
      .path = {"deciding", "upheld"},
      .notes = {{"penalty", "申诉的判罚", "Penalty appealed against"}, {"fined", "判罚金额", "Amount of the penalty", AnswerKind::money}, {"came_off", "冲回", "Taken back", AnswerKind::money}},
      .answers = Role::risk_supervisor, .answers_within = "promo.risk.answer_hours",
  };
  return made;
}

// clang-format on

}  // namespace ch
