// Every command of chapter 03, one function each; a file beside this one holds each.
#pragma once

#include "engine/command.h"

namespace ch {

std::vector<Command> account_commands();

Command register_merchant_command();
Command set_settlement_profile_command();
Command open_account_command();
Command set_alerts_command();
Command block_account_command();
Command unblock_account_command();
Command close_account_command();

Command request_recharge_command();
Command cancel_recharge_command();
Command take_wire_command();
Command match_wire_command();
Command return_wire_command();
Command keep_wire_command();
Command confirm_wire_returned_command();

Command offer_campaign_command();
Command enroll_campaign_command();
Command create_campaign_command();
Command end_campaign_command();
Command start_campaign_due_command();
Command end_campaign_due_command();
Command sweep_campaigns_command();
Command suspend_below_breaker_command();
Command repeat_low_balance_alert_command();

Command freeze_order_command();
Command release_order_command();
Command settle_order_command();
Command refund_order_command();
Command record_order_exception_command();
Command expire_waiting_message_command();
Command retry_exception_command();
Command resolve_exception_command();

Command request_withdrawal_command();
Command approve_withdrawal_command();
Command refuse_withdrawal_command();
Command pay_withdrawal_command();
Command pay_withdrawal_after_all_command();
Command fail_withdrawal_command();
Command retry_withdrawal_command();
Command return_withdrawal_command();

Command collect_payments_command();
Command take_over_batch_command();
Command confirm_payment_command();
Command reject_payment_command();

Command show_in_full_command();
Command read_notice_command();
Command close_period_command();

}  // namespace ch
