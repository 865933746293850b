#include "accounts/commands.h"

#include "accounts/queries.h"

namespace ch {

std::vector<Command> account_commands() {
  return {
      register_merchant_command(),
      set_settlement_profile_command(),
      open_account_command(),
      set_alerts_command(),
      block_account_command(),
      unblock_account_command(),
      close_account_command(),
      request_recharge_command(),
      cancel_recharge_command(),
      take_wire_command(),
      match_wire_command(),
      return_wire_command(),
      keep_wire_command(),
      confirm_wire_returned_command(),
      offer_campaign_command(),
      enroll_campaign_command(),
      create_campaign_command(),
      end_campaign_command(),
      start_campaign_due_command(),
      end_campaign_due_command(),
      sweep_campaigns_command(),
      suspend_below_breaker_command(),
      repeat_low_balance_alert_command(),
      freeze_order_command(),
      release_order_command(),
      settle_order_command(),
      refund_order_command(),
      record_order_exception_command(),
      expire_waiting_message_command(),
      retry_exception_command(),
      resolve_exception_command(),
      request_withdrawal_command(),
      approve_withdrawal_command(),
      refuse_withdrawal_command(),
      pay_withdrawal_command(),
      pay_withdrawal_after_all_command(),
      fail_withdrawal_command(),
      retry_withdrawal_command(),
      return_withdrawal_command(),
      collect_payments_command(),
      take_over_batch_command(),
      confirm_payment_command(),
      reject_payment_command(),
      show_in_full_command(),
      read_notice_command(),
      close_period_command(),
  };
}

std::vector<Query> account_queries() {
  return {
      home_query(),
      accounts_query(),
      parties_query(),
      account_query(),
      balance_history_query(),
      statement_query(),
      order_transactions_query(),
      funds_transactions_query(),
      recharge_query(),
      withdrawal_query(),
      campaigns_query(),
      order_query(),
      exceptions_query(),
      wires_query(),
      withdrawals_query(),
      payment_batches_query(),
      payment_batch_query(),
      payment_file_query(),
      bank_file_query(),
      notices_query(),
      trial_balance_query(),
      periods_query(),
  };
}

}  // namespace ch
