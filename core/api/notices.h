// Notices: what is told to whom (PRE-16 to PRE-18). The words are pack data, "notice.NAME.subject.zh" and so on.
#pragma once

#include "api/ids.h"

namespace ch {

enum class NoticeTemplate : std::uint8_t {
  campaigns_suspended = 1,    // 活动中止
  campaigns_resumed = 2,      // 活动恢复
  low_balance = 3,            // 余额预警
  recharge_credited = 4,      // 充值入账
  wire_not_credited = 5,      // 来款未入账
  withdrawal_refused = 6,     // 提现被拒
  withdrawal_paid = 7,        // 提现已付
  withdrawal_returned = 8,    // 提现退回
  low_balance_suspended = 9,  // 余额预警，活动已中止
};
BOOST_DESCRIBE_ENUM(NoticeTemplate, campaigns_suspended, campaigns_resumed, low_balance, recharge_credited, wire_not_credited,
                    withdrawal_refused, withdrawal_paid, withdrawal_returned, low_balance_suspended)

enum class NoticeChannel : std::uint8_t { in_app = 1, email = 2, phone = 3 };
BOOST_DESCRIBE_ENUM(NoticeChannel, in_app, email, phone)

}  // namespace ch
