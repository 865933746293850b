// 05 Risk deposit, first payment (风险保证金缴纳). RSK-1.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& deposit_payment() {
  static const Procedure payment{
      .id = "deposit_payment", .zh = "风险保证金缴纳", .en = "Risk deposit", .rules = "RSK-1", .pack = "promo",
      .steps =
          {
              {.name = "booking", .zh = "财务登记到账", .en = "Wire to be booked", .acts = Role::finance},
              {.name = "booked", .zh = "已缴纳", .en = "Paid in", .end = true},
              {.name = "cancelled", .zh = "已取消", .en = "Cancelled", .end = true, .failed = true},
          },
      .transitions =
          {
              {"", filed, "booking", "提交缴纳", "File the deposit", Trigger::person, {Role::risk_supervisor}, {{.name = "amount", .zh = "应缴金额", .en = "Amount", .kind = AnswerKind::money}, details()}, is_about_a_client,
               {tells("deposit_asked", {"reseller"}, {"local_channel_manager"})}},
              {"booking", "book", "booked", "登记到账", "Book the wire", Trigger::person, {Role::finance}, {{.name = "received", .zh = "到账金额", .en = "Received", .kind = AnswerKind::money}, {.name = "booked", .zh = "到账日期", .en = "Booked on", .kind = AnswerKind::date}, {.name = "bank_reference", .zh = "银行流水号", .en = "Bank reference"}}, whole_amount_came,
               {runs("books_deposit", "记入保证金", "Books the deposit", books_deposit), tells("deposit_booked", {"reseller"}, {"local_channel_manager"})}, {filed}},
              {"booking", "cancel", "cancelled", "取消", "Cancel", Trigger::person, {Role::risk_supervisor}, {details()}},
          },
      .path = {"booking", "booked"},
      .values = {{"promo.deposit.required", PackNeed::Kind::money}},
  };
  return payment;
}

// clang-format on

}  // namespace ch
