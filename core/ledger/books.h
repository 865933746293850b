// The chart (账本): the books that an account is made of, each with its normal side and floor (LED-3), and the kinds of entry.
#pragma once

#include "record/struct_type.h"

namespace ch {

// Numbers are stored: never change one.
enum class Book : std::uint8_t {
  // of a merchant's account
  available = 1,               // 可用余额
  frozen = 2,                  // 冻结金额
  owed = 3,                    // 待缴费
  withdrawal_in_progress = 4,  // 提现处理中
  deposit = 5,                 // 保证金
  prepayment = 6,              // 预付款
  // of a pocket (ledger/pockets.h)
  promotional = 7,  // 优惠
  earmarked = 8,    // 专款专用
  // of the platform's account
  cash_at_bank = 20,  // 银行存款
  revenue = 21,       // 平台收入
  fees_due = 22,      // 待收费用: the counterpart of what merchants owe; revenue once paid
  suspense = 23,      // 待匹配来款
  returns_due = 24,   // 待退回来款
  costs = 25,         // 平台费用: what the platform gives away or pays for
  own_funds = 26,     // 自有资金: what the platform itself put on the account
};
BOOST_DESCRIBE_ENUM(Book, available, frozen, owed, withdrawal_in_progress, deposit, prepayment, promotional, earmarked, cash_at_bank,
                    revenue, fees_due, suspense, returns_due, costs, own_funds)

enum class Side : std::uint8_t { debit, credit };

// Whose account has a book.
enum class BookOf : std::uint8_t { merchant, pocket, platform };

struct BookInfo {
  Book book;
  Side normal;  // the side on which its balance is counted as positive
  Money floor;  // no entry takes the balance below it (LED-3)
  std::string_view zh, en;
  std::string_view section;  // of the plain-text accounting exports: Assets, Liabilities, Equity, Income, Expenses
  BookOf of;
};
const BookInfo& info(Book book);
std::span<const BookInfo> all_books();

// What an entry is for. Numbers are stored.
enum class EntryKind : std::uint8_t {
  recharge = 1,                // 充值入账
  owed_paid = 2,               // 待缴费缴清
  hold = 3,                    // 冻结
  release = 4,                 // 解冻
  settlement = 5,              // 结算
  settled_refund = 6,          // 结算退款
  owed = 7,                    // 待缴费
  owed_cancelled = 8,          // 待缴费取消
  withdrawal = 9,              // 提现
  withdrawal_return = 10,      // 提现退回
  withdrawal_paid = 11,        // 提现付款
  wire_suspense = 12,          // 来款待匹配
  wire_return_due = 13,        // 来款待退回
  wire_returned = 14,          // 来款已退回
  reversal = 15,               // 冲正
  deposit_paid = 16,           // 缴纳保证金
  deposit_returned = 17,       // 退还保证金
  pocket_funded = 18,          // 账本存入
  charge = 19,                 // 扣费
  pocket_expired = 20,         // 账本到期
  verification_transfer = 21,  // 认证打款: the 0.01 of a corporate verification
  penalty = 22,                // 判罚扣款
  deposit_refund = 23,         // 保证金退款申请: the money is on its way out
  deposit_refund_back = 24,    // 保证金退款退回
  wire_kept = 25,              // 来款归入自有
};
BOOST_DESCRIBE_ENUM(EntryKind, recharge, owed_paid, hold, release, settlement, settled_refund, owed, owed_cancelled, withdrawal,
                    withdrawal_return, withdrawal_paid, wire_suspense, wire_return_due, wire_returned, reversal, deposit_paid,
                    deposit_returned, pocket_funded, charge, pocket_expired, verification_transfer, penalty, deposit_refund,
                    deposit_refund_back, wire_kept)

enum class Reversible : std::uint8_t { never, whole, partly };
struct EntryKindInfo {
  EntryKind kind;
  Reversible reversible;  // LED-1
  std::string_view zh, en;
};
const EntryKindInfo& info(EntryKind kind);
std::span<const EntryKindInfo> all_entry_kinds();

}  // namespace ch
