// 05 Risk deposit, renewal (续费). RSK-2: when penalties have used the deposit up below what is required.
#include "penalties/blocks.h"

namespace ch {

// clang-format off: a table
const Procedure& deposit_renewal() {
  static const Procedure renewal{
      .id = "deposit_renewal", .zh = "风险保证金续费", .en = "Risk deposit renewal", .rules = "RSK-2", .pack = "promo",
      .steps =
          {
              {.name = "booking", .zh = "财务登记到账", .en = "Wire to be booked", .acts = Role::finance},
              {.name = "booked", .zh = "已缴纳", .en = "Paid in", .end = true},
              {.name = "cancelled", .zh = "已取消", .en = "Cancelled", .end = true, .failed = true},
          },
      .transitions =
          {
              {"", filed, "booking", "提交续费", "File the renewal", Trigger::person, {Role::risk_supervisor}, {{.name = "amount", .zh = "应缴金额（不填则补足）", .en = "Amount (empty: what is short)", .kind = AnswerKind::money, .optional = true}, details()}, deposit_is_low,
               {runs("asks_what_is_short", "算出应补金额", "Works out what is short", asks_what_is_short), tells("deposit_asked", {"reseller"}, {"local_channel_manager"})}},
              {"booking", "book", "booked", "登记到账", "Book the wire", Trigger::person, {Role::finance}, {{.name = "received", .zh = "到账金额", .en = "Received", .kind = AnswerKind::money}, {.name = "booked", .zh = "到账日期", .en = "Booked on", .kind = AnswerKind::date}, {.name = "bank_reference", .zh = "银行流水号", .en = "Bank reference"}}, whole_amount_came,
               {runs("books_deposit", "记入保证金", "Books the deposit", books_deposit), tells("deposit_booked", {"reseller"}, {"local_channel_manager"})}, {filed}},
              {"booking", "cancel", "cancelled", "取消", "Cancel", Trigger::person, {Role::risk_supervisor}, {details()}},
          },
      .path = {"booking", "booked"},
      .values = {{"promo.deposit.required", PackNeed::Kind::money}},
  };
  return renewal;
}

// clang-format on

}  // namespace ch
