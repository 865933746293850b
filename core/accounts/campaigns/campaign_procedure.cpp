// 03 Campaign. PRE-7, PRE-14 to PRE-16. Each begins as scheduled: one whose start has passed starts, and one that begins below the breaker
// value is suspended, in the command that makes it. Its times are its own timers' and no deadlines of a policy, so they are events.
#include "accounts/procedures.h"

namespace ch {

// clang-format off: a table
const Procedure& campaign_procedure() {
  // SRV-5: the shop has to hear of it.
  static const Effect suspended = emits("campaign.suspended", "系统事件：活动中止", "Event: campaign suspended");
  static const Effect resumed = emits("campaign.resumed", "系统事件：活动恢复", "Event: campaign resumed");
  static const Procedure campaign{
      .id = "campaign", .zh = "营销活动", .en = "Campaign", .rules = "PRE-7, PRE-14 to PRE-16", .pack = "credit",
      .steps =
          {
              {.name = "scheduled", .zh = "未开始", .en = "Scheduled"},
              {.name = "running", .zh = "进行中", .en = "Running"},
              {.name = "suspended", .zh = "已中止，等待充值", .en = "Suspended, waiting for money", .acts = Role::merchant_user, .failed = true},
              {.name = "ended", .zh = "已结束", .en = "Ended", .end = true},
          },
      .transitions =
          {
              // from       on                to           by
              {"", filed, "scheduled", "参加或新建", "Enroll or create", Trigger::command, {Role::merchant_user}},
              {"scheduled", "start", "running", "到开始时间", "Its start has come", Trigger::event},
              {"scheduled", "suspend", "suspended", "低于熔断金额", "Below the breaker value", Trigger::event, {}, {}, {}, {suspended}},
              {"scheduled", "end", "ended", "提前结束", "End early", Trigger::command, {Role::merchant_user, Role::settlement_operations}},
              {"running", "suspend", "suspended", "低于熔断金额", "Below the breaker value", Trigger::event, {}, {}, {}, {suspended}},
              {"running", "time_over", "ended", "到结束时间", "Its end has come", Trigger::event},
              {"running", "end", "ended", "提前结束", "End early", Trigger::command, {Role::merchant_user, Role::settlement_operations}},
              {"suspended", "resume", "running", "高于恢复金额", "Above the resume value", Trigger::event, {}, {}, {}, {resumed}},
              {"suspended", "resume_early", "scheduled", "未开始即恢复", "Resumed before its start", Trigger::event, {}, {}, {}, {resumed}},
              {"suspended", "time_over", "ended", "到结束时间", "Its end has come", Trigger::event},
              {"suspended", "end", "ended", "提前结束", "End early", Trigger::command, {Role::merchant_user, Role::settlement_operations}},
          },
      .path = {"scheduled", "running", "ended"},
  };
  return campaign;
}

// clang-format on

}  // namespace ch
