// 05 Risk deposit, refund (退款). RSK-9: only with no open penalty or appeal.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& deposit_refund() {
  static const std::vector<Question> payee{
      {.name = "bank", .zh = "开户银行", .en = "Bank"},
      {.name = "account_number", .zh = "银行账号", .en = "Bank account", .sensitive = true},
  };
  static const std::vector<Question> asked{{.name = "amount", .zh = "退款金额", .en = "Amount", .kind = AnswerKind::money}, payee[0], payee[1]};
  static const std::vector<Question> paid{{.name = "booked", .zh = "付款日期", .en = "Paid on", .kind = AnswerKind::date}, {.name = "bank_reference", .zh = "银行流水号", .en = "Bank reference"}};
  static const Effect keeps = runs("keeps_deposit", "退回保证金", "Back to the deposit", keeps_deposit);
  static const Effect told = tells("refund_stopped", {"reseller"}, {"local_channel_manager"});
  static const Effect owed = tells("owed_taken", {"reseller"}, {"local_channel_manager"}).where(nothing_was_owed.otherwise());
  static const Effect failed = runs("refund_failed", "本次付款作废", "This payment is over", refund_failed);
  static const std::vector<Question> why{{.name = "failure", .zh = "失败原因", .en = "Why it failed"}};
  // The money is not to wait for the reseller then (RSK-12). Only at the bank can a refund be that a penalty stands against: any other is
  // stopped by the penalty's filing, and is not filed while one is open or owed.
  static const std::vector<Effect> failed_for_good{failed, runs("names_penalty", "记下判罚", "Notes the penalty", names_penalty), keeps, told, owed};
  static const Procedure refund{
      .id = "deposit_refund", .zh = "风险保证金退款", .en = "Risk deposit refund", .rules = "RSK-9", .pack = "promo",
      .steps =
          {
              {.name = "paying", .zh = "财务付款", .en = "To be paid", .acts = Role::finance},
              {.name = "failed", .zh = "银行付款失败", .en = "The bank could not pay", .acts = Role::reseller_user, .failed = true},
              {.name = "paid", .zh = "已退款", .en = "Refunded", .end = true},
              {.name = "kept", .zh = "未退款", .en = "Not refunded", .end = true, .failed = true},
          },
      .transitions =
          {
              {"", filed, "paying", "申请退款", "Ask for the refund", Trigger::person, {Role::reseller_user}, asked, nothing_is_open,
               {runs("asks_for_refund", "转入付款", "On its way out", asks_for_refund), tells("refund_asked", {"finance"}, {"local_channel_manager"})}},
              {"paying", "paid", "paid", "登记已付款", "Paid", Trigger::person, {Role::finance}, paid, refund_may_be_paid,
               {runs("books_refund", "记账退款", "Books the refund", books_refund), tells("refund_paid", {"reseller"}, {"local_channel_manager"})}},
              {"paying", "bank_paid", "paid", "银行已付款", "Paid by the bank", Trigger::event, {}, {}, {},
               {runs("books_refund", "记账退款", "Books the refund", books_refund), tells("refund_paid", {"reseller"}, {"local_channel_manager"})}},
              {"paying", "failed", "failed", "登记付款失败", "Payment failed", Trigger::person, {Role::finance}, why, {},
               {failed, tells("refund_failed", {"reseller"}, {"local_channel_manager"})}},
              {"paying", "bank_failed", "failed", "银行付款失败", "Failed at the bank", Trigger::event, {}, {}, nothing_stands_against,
               {failed, tells("refund_failed", {"reseller"}, {"local_channel_manager"})}},
              {"paying", "bank_failed", "kept", "银行付款失败", "Failed at the bank", Trigger::event, {}, {}, nothing_stands_against.otherwise(), failed_for_good},
              {"failed", "account", "paying", "重新提交账号", "File the account anew", Trigger::person, {Role::reseller_user}, payee, no_penalty_is_open,
               {runs("asks_once_more", "再次付款", "To be paid again", asks_once_more)}},
              {"failed", "paid_after_all", "paid", "登记其实已付款", "Paid after all", Trigger::person, {Role::finance}, paid, refund_may_be_paid,
               {runs("books_refund", "记账退款", "Books the refund", books_refund), tells("refund_paid", {"reseller"}, {"local_channel_manager"})}},
              {"failed", "keep", "kept", "放弃退款", "Leave it deposited", Trigger::person, {Role::reseller_user}, {}, {},
               {keeps, owed}},
              {"paying", "penalty_filed", "kept", "客户被判罚", "Penalty filed", Trigger::event, {}, {}, {}, {keeps, told, owed}},
              {"failed", "penalty_filed", "kept", "客户被判罚", "Penalty filed", Trigger::event, {}, {}, {}, {keeps, told, owed}},
          },
      .path = {"paying", "paid"},
      .values = {{"promo.deposit.required", PackNeed::Kind::money}},
      .notes = {{"penalty", "使退款停止的判罚", "Penalty that stopped it"}, {"taken", "其中扣缴欠缴的判罚", "Of it taken for what was owed", AnswerKind::money}, {"taken_of", "扣缴的判罚", "Penalties taken"}},
  };
  return refund;
}

// clang-format on

}  // namespace ch
