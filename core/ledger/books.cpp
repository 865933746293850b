#include "ledger/books.h"

#include <array>

#include "base/fault.h"

namespace ch {

namespace {

constexpr std::array<BookInfo, 15> books{{
    {Book::available, Side::credit, Money{}, "可用余额", "Available", "Liabilities", BookOf::merchant},
    {Book::frozen, Side::credit, Money{}, "冻结金额", "Frozen", "Liabilities", BookOf::merchant},
    {Book::owed, Side::debit, Money{}, "待缴费", "Owed", "Assets", BookOf::merchant},
    {Book::withdrawal_in_progress, Side::credit, Money{}, "提现处理中", "Withdrawal in progress", "Liabilities", BookOf::merchant},
    {Book::deposit, Side::credit, Money{}, "保证金", "Deposit", "Liabilities", BookOf::merchant},
    {Book::prepayment, Side::credit, Money{}, "预付款", "Prepayment", "Liabilities", BookOf::merchant},
    {Book::promotional, Side::credit, Money{}, "优惠", "Promotional", "Liabilities", BookOf::pocket},
    {Book::earmarked, Side::credit, Money{}, "专款专用", "Earmarked", "Liabilities", BookOf::pocket},
    {Book::cash_at_bank, Side::debit, Money{}, "银行存款", "Cash at bank", "Assets", BookOf::platform},
    {Book::revenue, Side::credit, Money{}, "平台收入", "Revenue", "Income", BookOf::platform},
    {Book::fees_due, Side::credit, Money{}, "待收费用", "Fees due", "Liabilities", BookOf::platform},
    {Book::suspense, Side::credit, Money{}, "待匹配来款", "Suspense", "Liabilities", BookOf::platform},
    {Book::returns_due, Side::credit, Money{}, "待退回来款", "Returns due", "Liabilities", BookOf::platform},
    {Book::costs, Side::debit, Money{}, "平台费用", "Costs", "Expenses", BookOf::platform},
    {Book::own_funds, Side::credit, Money{}, "自有资金", "Own funds", "Equity", BookOf::platform},
}};

constexpr std::array<EntryKindInfo, 25> kinds{{
    {EntryKind::recharge, Reversible::whole, "充值入账", "Recharge credited"},
    {EntryKind::owed_paid, Reversible::never, "待缴费缴清", "Owed fee paid"},
    {EntryKind::hold, Reversible::never, "冻结", "Freeze"},
    {EntryKind::release, Reversible::never, "解冻", "Release"},
    {EntryKind::settlement, Reversible::partly, "结算", "Settlement"},
    {EntryKind::settled_refund, Reversible::whole, "结算退款", "Settled refund"},
    {EntryKind::owed, Reversible::partly, "待缴费", "Owed"},
    {EntryKind::owed_cancelled, Reversible::never, "待缴费取消", "Owed fee cancelled"},
    {EntryKind::withdrawal, Reversible::whole, "提现", "Withdrawal"},
    {EntryKind::withdrawal_return, Reversible::never, "提现退回", "Withdrawal returned"},
    {EntryKind::withdrawal_paid, Reversible::whole, "提现付款", "Withdrawal paid"},
    {EntryKind::wire_suspense, Reversible::whole, "来款待匹配", "Wire to match"},
    {EntryKind::wire_return_due, Reversible::whole, "来款待退回", "Wire to return"},
    {EntryKind::wire_returned, Reversible::whole, "来款已退回", "Wire returned"},
    {EntryKind::reversal, Reversible::never, "冲正", "Reversal"},
    {EntryKind::deposit_paid, Reversible::whole, "缴纳保证金", "Deposit paid"},
    {EntryKind::deposit_returned, Reversible::whole, "退还保证金", "Deposit returned"},
    {EntryKind::pocket_funded, Reversible::whole, "账本存入", "Pocket funded"},
    {EntryKind::charge, Reversible::partly, "扣费", "Charge"},
    {EntryKind::pocket_expired, Reversible::never, "账本到期", "Pocket expired"},
    {EntryKind::verification_transfer, Reversible::whole, "认证打款", "Verification transfer"},
    {EntryKind::penalty, Reversible::partly, "判罚记账", "Penalty booked"},
    {EntryKind::deposit_refund, Reversible::never, "保证金退款申请", "Deposit refund filed"},
    {EntryKind::deposit_refund_back, Reversible::never, "保证金退款退回", "Deposit refund taken back"},
    {EntryKind::wire_kept, Reversible::whole, "来款归入自有", "Wire kept as own"},
}};

}  // namespace

std::span<const BookInfo> all_books() { return books; }

const BookInfo& info(Book book) {
  for (const BookInfo& candidate : books)
    if (candidate.book == book) return candidate;
  throw Fault("a book of the chart");
}

std::span<const EntryKindInfo> all_entry_kinds() { return kinds; }

const EntryKindInfo& info(EntryKind kind) {
  for (const EntryKindInfo& candidate : kinds)
    if (candidate.kind == kind) return candidate;
  throw Fault("a kind of entry");
}

}  // namespace ch
