// Ids that commands and views carry, and the readable numbers that people see (CON-8).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/roles.h"

namespace ch {

using AccountId = Id<struct AccountTag>;        // 预存账户: ledger account and prepaid account are one
using RechargeId = Id<struct RechargeTag>;      // 充值申请
using WireId = Id<struct WireTag>;              // 来款
using CampaignId = Id<struct CampaignTag>;      // 营销活动
using WithdrawalId = Id<struct WithdrawalTag>;  // 提现
using BatchId = Id<struct BatchTag>;            // 付款批次
using ExceptionId = Id<struct ExceptionTag>;    // 异常
using NoticeId = Id<struct NoticeTag>;          // 通知
using CaseId = Id<struct CaseTag>;              // 工单
using TimerId = Id<struct TimerTag>;
using EntryId = Id<struct EntryTag>;  // 分录: journal sequence * 65536 + ordinal within the command

// "A-000317"
std::string readable_number(std::string_view prefix, std::int64_t value);
// 317 of it; none where it is no such number.
std::optional<std::int64_t> value_of_number(std::string_view prefix, std::string_view number);

}  // namespace ch
