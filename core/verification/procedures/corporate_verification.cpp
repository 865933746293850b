// 04 Corporate bank-account verification (对公认证). VER-1 to VER-10.
#include "verification/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& corporate_verification() {
  static const std::vector<Question> order{
      {.name = "order_no", .zh = "客户订单号", .en = "Client's order"},
      {.name = "bank", .zh = "开户银行", .en = "Bank", .optional = true},  // VER-1: the reviewer looks for both
      {.name = "account_number", .zh = "银行账号", .en = "Bank account", .optional = true, .sensitive = true},
  };
  static const std::vector<Question> account_anew{
      {.name = "bank", .zh = "开户银行", .en = "Bank"},
      {.name = "account_number", .zh = "银行账号", .en = "Bank account", .sensitive = true},
  };
  static const Question reason{.name = "reason", .zh = "拒绝原因", .en = "Reason", .kind = AnswerKind::choice, .choices = {
      {"no_bank_account", "缺少开户银行或账号", "Bank or account number missing"},
      {"not_a_company", "不是企业类客户", "Not a company"},
      {"papers_do_not_fit", "资料不符", "The papers do not fit"},
      {"same_bank_account", "与其他客户银行账号相同", "Same bank account as another client"}}};
  static const Question detail{.name = "detail", .zh = "说明", .en = "Details", .optional = true};
  static const std::vector<Question> five_points{  // VER-7
      {.name = "point_1", .zh = "① 整个浏览器窗口、地址栏为银行网站、注明“与网站一致”、银行章与广告主红章齐全", .en = "1. Whole browser frame, the bank's own site in the address bar, the note 与网站一致, the bank's seal and the advertiser's red seal", .kind = AnswerKind::yes_no},
      {.name = "payer_name", .zh = "② 付款方名称", .en = "2. Payer", .known = "paying_company"},
      {.name = "payee_name", .zh = "② 收款方名称", .en = "2. Payee", .known = "client_name"},
      {.name = "receipt_bank", .zh = "③ 开户银行", .en = "3. Bank", .known = "bank"},
      {.name = "receipt_account", .zh = "③ 银行账号", .en = "3. Bank account", .known = "account_number", .sensitive = true},
      {.name = "receipt_amount", .zh = "④ 金额", .en = "4. Amount", .kind = AnswerKind::money, .known = "amount"},
      {.name = "receipt_date", .zh = "⑤ 收款日期", .en = "5. Date", .kind = AnswerKind::date, .known = "paid_on"},
      {.name = "refuse", .zh = "以上各点确有不符，拒绝", .en = "Points above do not hold: refuse it", .kind = AnswerKind::yes_no, .optional = true},
  };
  static const std::vector<Question> why_failed{{.name = "failure", .zh = "失败原因", .en = "Why it failed"}};
  static const std::vector<Question> was_paid{{.name = "bank_reference", .zh = "银行流水号", .en = "Bank reference"}, {.name = "paid_on", .zh = "付款日期", .en = "Paid on", .kind = AnswerKind::date}};
  static const Effect asks = runs("asks_for_the_cent", "列入付款", "To be paid", asks_for_the_cent);
  static const Effect holds = runs("holds_the_others", "相同账号一并暂停", "Holds those it pairs with", holds_the_others);
  static const Effect books = runs("books_the_cent", "记账 0.01", "Books the 0.01", books_the_cent);
  static const Effect failed = runs("payment_failed", "本次付款作废", "This payment is over", payment_failed);
  static const Procedure verification{
      .id = "corporate_verification", .zh = "对公认证", .en = "Corporate verification", .rules = "VER-1 to VER-10", .pack = "promo",
      .steps =
          {
              {.name = "review", .zh = "信息审核", .en = "Information review", .acts = Role::information_reviewer},
              {.name = "passed", .zh = "筛查成批", .en = "Screening", .acts = Role::value_added_services},
              {.name = "held", .zh = "账号相同待处理", .en = "Same account, held", .acts = Role::value_added_services},
              {.name = "paying", .zh = "打款 0.01", .en = "Transfer of 0.01", .acts = Role::finance, .within = {"promo.verification.payment_working_days"}},
              {.name = "resubmit", .zh = "重新提交账号", .en = "Account anew", .acts = Role::reseller_user, .within = {"promo.verification.resubmit_working_days"}},
              {.name = "receipt", .zh = "提交回单", .en = "Bank receipt", .acts = Role::reseller_user, .within = {"promo.verification.receipt_months", DeadlineForm::within_months, {}, "paid_on"}},
              {.name = "check", .zh = "核查回单", .en = "Receipt check", .acts = Role::value_added_services, .within = {"promo.verification.check_working_days"}, .superior = Role::operations_manager},
              {.name = "verified", .zh = "通过 · 点亮", .en = "Verified", .end = true},
              {.name = "refused", .zh = "拒绝", .en = "Refused", .end = true, .failed = true},
          },
      .transitions =
          {
              {"", filed, "review", "提交订单", "File the order", Trigger::person, {Role::reseller_user}, order, is_a_client,
               {runs("knows_the_client", "记下客户名称", "Notes the client's name", knows_the_client)}},

              {"review", "pass", "passed", "审核通过", "Pass", Trigger::person, {Role::information_reviewer}, {}, account_is_named},  // VER-2
              {"review", "refuse", "refused", "拒绝", "Refuse", Trigger::person, {Role::information_reviewer}, {reason, detail}, {},
               {tells("verification_refused", {"reseller"})}},

              // VER-3: the batch is screened against all that ever was
              {.from = "passed", .on = "batch", .to = "paying", .zh = "筛查并成批", .en = "Screen and batch", .who = {Role::value_added_services},
               .guard = account_is_unique, .does = {asks}, .bulk = true},
              {.from = "passed", .on = "batch", .to = "held", .zh = "筛查并成批", .en = "Screen and batch", .who = {Role::value_added_services},
               .guard = account_is_unique.otherwise(), .does = {holds}, .bulk = true},
              {"held", "release", "paying", "放行", "Release", Trigger::person, {Role::value_added_services}, {detail}, {},
               {asks}},
              {"held", "refuse", "refused", "拒绝", "Refuse", Trigger::person, {Role::value_added_services}, {reason, detail}, {},
               {tells("verification_refused", {"reseller"})}},

              // VER-4, VER-10: by a file of the bank, or by hand
              {"paying", "paid", "receipt", "登记已付款", "Paid", Trigger::person, {Role::finance}, was_paid, cent_may_be_paid,
               {books, tells("verification_receipt_asked", {"reseller"})}},
              {"paying", "bank_paid", "receipt", "银行已付款", "Paid by the bank", Trigger::event, {}, {}, {},
               {books, tells("verification_receipt_asked", {"reseller"})}},
              {"paying", "failed", "resubmit", "登记付款失败", "Payment failed", Trigger::person, {Role::finance}, why_failed, fails_first,
               {failed, tells("verification_account_asked", {"reseller"})}},
              {"paying", "failed", "refused", "登记付款失败", "Payment failed", Trigger::person, {Role::finance}, why_failed, fails_first.otherwise(),
               {failed, tells("verification_payment_failed", {"reseller"})}},
              {"paying", "bank_failed", "resubmit", "银行付款失败", "Failed at the bank", Trigger::event, {}, {}, fails_first,
               {failed, tells("verification_account_asked", {"reseller"})}},
              {"paying", "bank_failed", "refused", "银行付款失败", "Failed at the bank", Trigger::event, {}, {}, fails_first.otherwise(),
               {failed, tells("verification_payment_failed", {"reseller"})}},
              {"paying", "pair_found", "held", "发现相同账号", "Same account found", Trigger::event, {}, {}, {},
               {runs("withdraws_the_cent", "撤出付款", "Not to be paid now", withdraws_the_cent)}},
              {"paying", overdue, "paying", "", "", Trigger::clock},

              // VER-5
              {"resubmit", "account", "paying", "提交账号", "File the account", Trigger::person, {Role::reseller_user}, account_anew, account_is_unique,
               {asks}},
              {"resubmit", "account", "held", "提交账号", "File the account", Trigger::person, {Role::reseller_user}, account_anew, account_is_unique.otherwise(),
               {holds}},
              {"resubmit", "paid_after_all", "receipt", "登记其实已付款", "Paid after all", Trigger::person, {Role::finance}, was_paid, cent_was_paid,
               {books, tells("verification_receipt_asked", {"reseller"})}},
              {"resubmit", overdue, "refused", "", "", Trigger::clock, {}, {}, {}, {tells("verification_too_late", {"reseller"})}},

              // VER-6
              {"receipt", "file_receipt", "check", "提交回单", "File the receipt", Trigger::person, {Role::reseller_user}, {{.name = "receipt", .zh = "网银收款凭证", .en = "Bank receipt", .kind = AnswerKind::document}}},
              {"receipt", overdue, "refused", "", "", Trigger::clock, {}, {}, {}, {tells("verification_too_late", {"reseller"})}},

              // VER-7, VER-8
              {"check", "check", "verified", "提交核查", "Check", Trigger::person, {Role::value_added_services}, five_points, five_points_hold,
               {emits("verification.badge_lit", "系统事件：点亮认证标识", "Event: badge lit"), tells("verification_done", {"reseller"})}},
              {"check", "check", "refused", "提交核查", "Check", Trigger::person, {Role::value_added_services}, five_points, five_points_hold.otherwise(),
               {runs("names_failed_points", "列出不符各点", "Names the points that failed", names_failed_points), tells("verification_points_failed", {"reseller"})}},
              {"check", overdue, "check", "", "", Trigger::clock},
          },
      .path = {"review", "passed", "paying", "receipt", "check", "verified"},
      .values = {{"promo.verification.amount", PackNeed::Kind::money}},
      .notes = {{"pair", "账号相同的工单", "Case with the same account", AnswerKind::text, true}, {"failed_points", "不符各点", "Points that failed"}, {"failures", "付款失败次数", "Payments that failed"}},
  };
  return verification;
}

// clang-format on

}  // namespace ch
