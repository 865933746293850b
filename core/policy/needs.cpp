// Every value that the code asks a pack for: a pack that lacks one is refused when it is loaded, not when a rule runs.
#include "policy/policies.h"

namespace ch {

namespace {

constexpr PolicyNeed needs[] = {
    {"core.clock_jump_hours", PolicyKind::number},
    {"core.closing_day", PolicyKind::number, {}, "31"},
    {"credit.recharge_minimum", PolicyKind::money},
    {"credit.breaker_default", PolicyKind::money, "suspend_below_breaker"},
    {"credit.resume_value", PolicyKind::money},
    {"credit.hard_floor", PolicyKind::money},
    {"credit.emails_max", PolicyKind::number},
    {"credit.phones_max", PolicyKind::number},
    {"credit.contacts_max", PolicyKind::number},
    {"credit.sweep_minutes", PolicyKind::number},
    {"credit.alert_hours", PolicyKind::number},
    {"credit.alerts_per_day", PolicyKind::number},
    {"credit.waiting_hours", PolicyKind::number},
    {"credit.withdrawal_approval_working_days", PolicyKind::number},
    {"credit.withdrawal_payment_working_days", PolicyKind::number},
    {"credit.prefix.account", PolicyKind::text},
    {"credit.prefix.recharge", PolicyKind::text},
    {"credit.prefix.withdrawal", PolicyKind::text},
    {"credit.prefix.wire", PolicyKind::text},
    {"credit.prefix.campaign", PolicyKind::text},
    {"credit.prefix.exception", PolicyKind::text},
    {"credit.prefix.remark", PolicyKind::text},
    {"credit.receiving.bank", PolicyKind::text},
    {"credit.receiving.name", PolicyKind::text},
    {"credit.receiving.account", PolicyKind::text},
    {"credit.receiving.more_accounts", PolicyKind::text, {}, ","},  // where money comes in too: numbers apart by blanks or commas
    {"credit.contact.zh", PolicyKind::text},
    {"credit.contact.en", PolicyKind::text},
    {"credit.menu.buyer.zh", PolicyKind::text},
    {"credit.menu.buyer.en", PolicyKind::text},
    {"credit.menu.supplier.zh", PolicyKind::text},
    {"credit.menu.supplier.en", PolicyKind::text},
    {"credit.menu.link", PolicyKind::text},
    {"notice.campaigns_suspended.subject.zh", PolicyKind::text},
    {"notice.campaigns_suspended.subject.en", PolicyKind::text},
    {"notice.campaigns_suspended.body.zh", PolicyKind::text},
    {"notice.campaigns_suspended.body.en", PolicyKind::text},
    {"notice.campaigns_resumed.subject.zh", PolicyKind::text},
    {"notice.campaigns_resumed.subject.en", PolicyKind::text},
    {"notice.campaigns_resumed.body.zh", PolicyKind::text},
    {"notice.campaigns_resumed.body.en", PolicyKind::text},
    {"notice.low_balance.subject.zh", PolicyKind::text},
    {"notice.low_balance.subject.en", PolicyKind::text},
    {"notice.low_balance.body.zh", PolicyKind::text},
    {"notice.low_balance.body.en", PolicyKind::text},
    {"notice.low_balance_suspended.subject.zh", PolicyKind::text},
    {"notice.low_balance_suspended.subject.en", PolicyKind::text},
    {"notice.low_balance_suspended.body.zh", PolicyKind::text},
    {"notice.low_balance_suspended.body.en", PolicyKind::text},
    {"notice.recharge_credited.subject.zh", PolicyKind::text},
    {"notice.recharge_credited.subject.en", PolicyKind::text},
    {"notice.recharge_credited.body.zh", PolicyKind::text},
    {"notice.recharge_credited.body.en", PolicyKind::text},
    {"notice.wire_not_credited.subject.zh", PolicyKind::text},
    {"notice.wire_not_credited.subject.en", PolicyKind::text},
    {"notice.wire_not_credited.body.zh", PolicyKind::text},
    {"notice.wire_not_credited.body.en", PolicyKind::text},
    {"notice.withdrawal_refused.subject.zh", PolicyKind::text},
    {"notice.withdrawal_refused.subject.en", PolicyKind::text},
    {"notice.withdrawal_refused.body.zh", PolicyKind::text},
    {"notice.withdrawal_refused.body.en", PolicyKind::text},
    {"notice.withdrawal_paid.subject.zh", PolicyKind::text},
    {"notice.withdrawal_paid.subject.en", PolicyKind::text},
    {"notice.withdrawal_paid.body.zh", PolicyKind::text},
    {"notice.withdrawal_paid.body.en", PolicyKind::text},
    {"notice.withdrawal_returned.subject.zh", PolicyKind::text},
    {"notice.withdrawal_returned.subject.en", PolicyKind::text},
    {"notice.withdrawal_returned.body.zh", PolicyKind::text},
    {"notice.withdrawal_returned.body.en", PolicyKind::text},
};

}  // namespace

std::span<const PolicyNeed> policy_needs() { return needs; }

}  // namespace ch
