// The words for why a wire was not credited (PRE-5).
#include "accounts/pending.h"

namespace ch {

namespace {

// clang-format off: one line each
constexpr WireReason reasons[] = {
    {"wire_other_payer", "付款户名不是已登记的公司名称，款项将退回付款方", "The payer's name is not a registered company name; the money goes back to its payer"},
    {"wire_payer_unknown", "银行未提供付款户名，需人工核对", "The bank did not name the payer; a person looks at it"},
    {"wire_no_account", "付款方没有可入账的预存账户，需人工核对；缴纳保证金的，请在其工单登记到账", "The payer has no prepaid account that it could be credited to; a person looks at it. A deposit is booked on its case"},
    {"wire_no_request", "没有待入账的充值申请，需人工核对", "No recharge is waiting for it; a person looks at it"},
    {"wire_other_amount", "金额与待入账的充值申请不一致，需人工核对", "Its amount is not that of a recharge that waits; a person looks at it"},
    {"wire_ambiguous", "有多笔相同金额的充值申请且附言未写明，需人工核对", "Several recharges wait for this amount and its remark names none of them; a person looks at it"},
};
// clang-format on

}  // namespace

const WireReason* wire_reason(std::string_view code) {
  for (const WireReason& reason : reasons) {
    if (reason.code == code) return &reason;
  }
  return nullptr;
}

std::string wire_reason_zh(const Wire& wire) {
  const WireReason* known = wire_reason(wire.reason);
  return known != nullptr ? std::string(known->zh) : wire.reason;
}
std::string wire_reason_en(const Wire& wire) {
  const WireReason* known = wire_reason(wire.reason);
  return known != nullptr ? std::string(known->en) : wire.reason;
}

}  // namespace ch
