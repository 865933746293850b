// What is stored of merchants, their prepaid accounts, recharges, wires, campaigns, orders, withdrawals and notices (chapter 03).
// Balances are not here: the ledger keeps them.
#pragma once

#include "api/accounts.h"
#include "api/notices.h"
#include "api/states.h"
#include "engine/records.h"
#include "ledger/ledger.h"
#include "payments/records.h"

namespace ch {

// The wire bank account in force (PRE-1).
struct SettlementProfile {
  PartyId party;
  std::string bank, account_name, account_number;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(SettlementProfile, (), (party, bank, account_name, account_number, since))
template <>
struct TableOf<SettlementProfile> {
  static TableSpec spec() { return {"settlement_profile", {"party"}, {}, "party"}; }
};

struct PrepaidAccount {
  AccountId id;
  PartyId party;
  AccountState state = AccountState::opened;
  bool blocked = false;
  std::string blocked_reason;
  std::string opened_by;  // the user whose inbox gets notices (PRE-18)
  Instant opened;
  Money alert_value;
  std::optional<Money> breaker_value;  // none: the policy's
  std::vector<std::string> emails, phones;
  std::int64_t suspended = 0;       // campaigns suspended; the sweep looks at accounts with some
  std::int64_t live_campaigns = 0;  // scheduled or running: none, and a movement below the breaker value has nothing to suspend
  // PRE-17: what of today's alerts went out.
  bool low = false;  // available is below the alert value
  Date alerts_on;
  std::int64_t alerts_sent = 0;
  std::optional<std::int64_t> alert_timer;
  std::int64_t open_holds = 0, owed_orders = 0, open_withdrawals = 0;  // kept, not counted (cost must not grow); owed: withdrawals too
  std::int64_t waiting = 0;                                            // order messages that came before their freeze (PRE-13)
  CaseId process;  // its opening (PRO-1); none: older than migration 9. So with campaigns and exceptions
};
BOOST_DESCRIBE_STRUCT(PrepaidAccount, (),
                      (id, party, state, blocked, blocked_reason, opened_by, opened, alert_value, breaker_value, emails, phones, suspended,
                       live_campaigns, low, alerts_on, alerts_sent, alert_timer, open_holds, owed_orders, open_withdrawals, waiting,
                       process))
template <>
struct TableOf<PrepaidAccount> {
  static TableSpec spec() { return {"prepaid_account", {"id"}, {{"by_party", {"party"}, true}, {"by_suspended", {"suspended"}}}, "party"}; }
};

struct Recharge {
  RechargeId id;
  AccountId account;
  PartyId party;
  Money amount;
  RechargeState state = RechargeState::waiting;
  Instant requested;
  std::string requested_by;
  std::string remark_code;
  CaseId process;
  std::optional<std::int64_t> wire;  // that credited it, or the newest that may be meant for it: in suspense or going back
};
BOOST_DESCRIBE_STRUCT(Recharge, (), (id, account, party, amount, state, requested, requested_by, remark_code, process, wire))
template <>
struct TableOf<Recharge> {
  static TableSpec spec() {
    return {"recharge",
            {"id"},
            {{"by_account", {"account"}}, {"by_party_state", {"party", "state", "amount"}}, {"by_state", {"state", "amount"}}},
            "party"};
  }
};

struct Wire {
  WireId id;
  std::string own_account;  // of ours, as the statement says it; empty: not known
  std::string bank_reference;
  Date booked;
  Money amount;
  std::string payer_name, payer_account, remark;
  WireState state = WireState::suspense;
  std::string reason;  // code of why it was not credited, or the person's reason
  PartyId party;       // whose registered name the payer's is; none: nobody's
  std::optional<std::int64_t> recharge;
  std::string returned_by;  // who put it on the return list, or took it where the rule did
  std::string returned_reference;
  CaseId process;  // that it was paid for, where it is no recharge's (RSK-1)
};
BOOST_DESCRIBE_STRUCT(Wire, (),
                      (id, own_account, bank_reference, booked, amount, payer_name, payer_account, remark, state, reason, party, recharge,
                       returned_by, returned_reference, process))
template <>
struct TableOf<Wire> {
  static TableSpec spec() {
    return {"wire",
            {"id"},
            {{"by_bank_reference", {"bank_reference", "own_account"}, true},
             {"by_state", {"state"}},
             {"by_party", {"party", "state"}},
             {"by_party_amount", {"party", "state", "amount"}},
             {"by_returned_reference", {"returned_reference"}}},
            "party"};
  }
};

struct CampaignOffer {
  CampaignId id;
  std::string title;
  Instant starts, ends;
};
BOOST_DESCRIBE_STRUCT(CampaignOffer, (), (id, title, starts, ends))
template <>
struct TableOf<CampaignOffer> {
  static TableSpec spec() { return {"campaign_offer", {"id"}, {}, ""}; }
};

struct Campaign {
  CampaignId id;
  AccountId account;
  PartyId party;
  std::string title;
  Instant starts, ends;
  CampaignState state = CampaignState::scheduled;
  CampaignId offer;  // none: the merchant's own
  std::int64_t orders_open = 0;
  std::int64_t start_timer = 0, end_timer = 0;  // 0: has run
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(Campaign, (), (id, account, party, title, starts, ends, state, offer, orders_open, start_timer, end_timer, process))
template <>
struct TableOf<Campaign> {
  static TableSpec spec() {
    return {"campaign", {"id"}, {{"by_account", {"account", "state"}}, {"by_offer", {"account", "offer"}}}, "party"};
  }
};

// PRE-16: one sweep per tenant, and only while something is suspended.
struct SweepState {
  std::int64_t id = 1;
  TimerId timer;  // none: nothing is suspended
};
BOOST_DESCRIBE_STRUCT(SweepState, (), (id, timer))
template <>
struct TableOf<SweepState> {
  static TableSpec spec() { return {"sweep_state", {"id"}, {}, ""}; }
};

// Income and expense booked on a civil day (PRE-22), kept so that a statement's totals cost its days and not its entries.
// income - expense of all days = available + frozen, always.
struct DayTotals {
  AccountId account;
  Date day;
  PartyId party;
  Money income, expense;
};
BOOST_DESCRIBE_STRUCT(DayTotals, (), (account, day, party, income, expense))
template <>
struct TableOf<DayTotals> {
  static TableSpec spec() { return {"day_totals", {"account", "day"}, {}, "party"}; }
};

// What to add for those by business date: an entry booked today for an earlier day counts there, and not here (LED-5).
struct DayShift {
  AccountId account;
  Date day;
  PartyId party;
  Money income, expense;
};
BOOST_DESCRIBE_STRUCT(DayShift, (), (account, day, party, income, expense))
template <>
struct TableOf<DayShift> {
  static TableSpec spec() { return {"day_shift", {"account", "day"}, {}, "party"}; }
};

// An order's fee: the hold that carries it, and what of it was owed (PRE-8 to PRE-12). `order_no` is the shop's number.
struct Order {
  AccountId account;
  std::string order_no;
  PartyId party;
  CampaignId campaign;
  OrderState state = OrderState::held;
  Instant placed;
  Money fee;
  Money held, settled, released;          // the hold (LED-6)
  Money owed, owed_paid, owed_cancelled;  // booked as owed; of it paid, cancelled
  Money refunded;                         // of what was settled or paid
  std::int64_t owed_position = 0;         // oldest first (PRE-6): journal sequence of the booking; 0 where nothing is open
  bool completed = false;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (account, order_no, party, campaign, state, placed, fee, held, settled, released, owed, owed_paid, owed_cancelled,
                       refunded, owed_position, completed))
template <>
struct TableOf<Order> {
  // Named so because ORDER is a word of SQL. Only open debts need finding by anything but their number.
  static TableSpec spec() { return {"shop_order", {"account", "order_no"}, {}, "party"}; }
};

// What is still owed, oldest first (PRE-6). Gone once paid or cancelled.
struct OpenDebt {
  AccountId account;
  std::int64_t position = 0;  // journal sequence of the booking
  std::string order_no;       // whose order has no debt of this position: the id of a withdrawal paid after all (PRE-20)
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(OpenDebt, (), (account, position, order_no, party))
template <>
struct TableOf<OpenDebt> {
  static TableSpec spec() { return {"open_debt", {"account", "position"}, {}, "party"}; }
};

// An order message that came before its counterpart (PRE-13), until it comes or the time is over.
struct WaitingMessage {
  AccountId account;
  std::string order_no;
  std::int64_t position = 0;  // journal sequence of the message: the order of coming
  PartyId party;
  OrderMessageKind kind = OrderMessageKind::release;
  std::optional<Money> amount;
  Uuid command;
  TimerId timer;
};
BOOST_DESCRIBE_STRUCT(WaitingMessage, (), (account, order_no, position, party, kind, amount, command, timer))
template <>
struct TableOf<WaitingMessage> {
  static TableSpec spec() { return {"waiting_message", {"account", "order_no", "position"}, {}, "party"}; }
};

struct OrderException {
  ExceptionId id;
  AccountId account;
  PartyId party;
  std::string order_no;
  OrderMessageKind kind = OrderMessageKind::freeze;
  std::optional<CampaignId> campaign;
  std::optional<Money> amount;
  std::string code;
  std::vector<std::string> args;  // of the refusal, "name=value"
  std::string command;            // id of the message
  Instant at;
  ExceptionState state = ExceptionState::open;
  std::string note;
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(OrderException, (),
                      (id, account, party, order_no, kind, campaign, amount, code, args, command, at, state, note, process))
template <>
struct TableOf<OrderException> {
  static TableSpec spec() { return {"order_exception", {"id"}, {{"by_account", {"account", "state"}}, {"by_state", {"state"}}}, "party"}; }
};

struct Withdrawal {
  WithdrawalId id;
  AccountId account;
  PartyId party;
  Money amount;
  WithdrawalState state = WithdrawalState::requested;
  Instant requested;
  std::string requested_by, approved_by;
  std::string bank, account_name, account_number;  // as bound when it was filed
  std::string reason, bank_reference;
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(Withdrawal, (),
                      (id, account, party, amount, state, requested, requested_by, approved_by, bank, account_name, account_number, reason,
                       bank_reference, process))
template <>
struct TableOf<Withdrawal> {
  static TableSpec spec() {
    return {
        "withdrawal", {"id"}, {{"by_account", {"account"}}, {"by_state", {"state"}}, {"by_bank_reference", {"bank_reference"}}}, "party"};
  }
};

// One notice to one recipient; rendered from the pack's words when it is sent or read, from what is kept here.
struct Notice {
  NoticeId id;
  AccountId account;
  PartyId party;
  NoticeTemplate about = NoticeTemplate::low_balance;
  NoticeChannel channel = NoticeChannel::in_app;
  std::string recipient;          // user, e-mail address or phone number
  std::vector<std::string> args;  // "name=value"
  Instant at;
  bool read = false;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (id, account, party, about, channel, recipient, args, at, read))
template <>
struct TableOf<Notice> {
  static TableSpec spec() { return {"notice", {"id"}, {{"by_account", {"account", "channel"}}}, "party"}; }
};

// Every table of this chapter, in a fixed order.
std::vector<const RecordType*> account_records();

}  // namespace ch
