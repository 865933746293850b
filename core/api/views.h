// What queries ask for and answer: parameters and typed snapshots for the page, the command line and, later, the API.
#pragma once

#include "api/ids.h"
#include "api/language.h"
#include "api/notices.h"
#include "api/states.h"
#include "api/accounts.h"
#include "api/tenant.h"

namespace ch {

// May this be done now? `code` is empty where it may; else the words that the refusal itself would have.
struct ActionView {
  std::string command;
  std::string code;
  std::string zh, en;
};
BOOST_DESCRIBE_STRUCT(ActionView, (), (command, code, zh, en))

// ---- home and account

struct AskHome {};
BOOST_DESCRIBE_STRUCT(AskHome, (), ())
struct AccountRow {
  AccountId account;
  PartyId party;
  std::string number, name, supplier;
  AccountState state;
  bool blocked;
  Money available, frozen, owed, withdrawing;
};
BOOST_DESCRIBE_STRUCT(AccountRow, (), (account, party, number, name, supplier, state, blocked, available, frozen, owed, withdrawing))
struct PartyRow {
  PartyId party;
  std::string name, supplier;
};
BOOST_DESCRIBE_STRUCT(PartyRow, (), (party, name, supplier))
struct HomeView {
  std::string user;
  Role role;
  std::string merchant;  // of a merchant user
  PartyId party;
  std::vector<AccountRow> accounts;  // of his party; for staff the first page of all
  bool may_open;                     // PRE-1: the prompt with "Open now"
  ActionView open;
  std::string profile_bank, profile_account;  // masked (CON-12)
  bool clock_halted;
  std::optional<Instant> halted_before, halted_at;             // CON-3: the last time that was believed, and this question's
  std::vector<PartyRow> unopened;                              // for staff: of the newest merchants those that have no account yet
  std::int64_t exceptions_open, wires_open, withdrawals_open;  // what waits for staff
  std::int64_t notices_unread;                                 // of a merchant user; the newest 100 are counted
  std::int64_t tasks;                                          // PRO-5: what waits for whoever asks; 1,000 at most are counted
};
BOOST_DESCRIBE_STRUCT(HomeView, (),
                      (user, role, merchant, party, accounts, may_open, open, profile_bank, profile_account, clock_halted, halted_before,
                       halted_at, unopened, exceptions_open, wires_open, withdrawals_open, notices_unread, tasks))

struct AskAccounts {
  std::optional<std::string> search;  // in name, supplier or number
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 500; 50
};
BOOST_DESCRIBE_STRUCT(AskAccounts, (), (search, cursor, limit))
struct AccountsView {
  std::vector<AccountRow> rows;
  std::string next;  // cursor; empty: no more
};
BOOST_DESCRIBE_STRUCT(AccountsView, (), (rows, next))

struct AskParties {
  std::optional<std::string> search;  // in name or supplier
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 500; 50
};
BOOST_DESCRIBE_STRUCT(AskParties, (), (search, cursor, limit))
struct PartiesView {
  std::vector<PartyRow> rows;
  std::string next;  // cursor; empty: no more
};
BOOST_DESCRIBE_STRUCT(PartiesView, (), (rows, next))

struct AskAccount {
  AccountId account;
};
BOOST_DESCRIBE_STRUCT(AskAccount, (), (account))
struct StepView {  // of a procedure's progress
  std::string step;
  std::string zh, en;
  std::string state;  // done, now, todo, failed
  std::optional<Instant> at;
  std::string user;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(StepView, (), (step, zh, en, state, at, user, note))
struct HoldingWire {  // money that came for a request and is not credited to it (PRE-5)
  WireId wire;
  std::string number;
  Money amount;
  WireState state;
  std::string zh, en;      // why, of this request
  std::int64_t meant_for;  // so many requests of the payer may be; 100 at most are counted
};
BOOST_DESCRIBE_STRUCT(HoldingWire, (), (wire, number, amount, state, zh, en, meant_for))
struct RechargeView {
  RechargeId recharge;
  AccountId account;
  std::string number;
  Money amount;
  RechargeState state;
  Instant requested;
  std::string remark_code;
  std::string payer_name;  // as it must be
  std::string receiving_bank, receiving_name, receiving_account;
  std::string contact, contact_en;      // whom to ask (PRE-5)
  std::string wire_note, wire_note_en;  // why a wire of theirs is not credited
  std::vector<HoldingWire> held_by;     // these, at most 6: of its amount first, then the newest
  std::vector<StepView> steps;
  std::vector<ActionView> actions;
};
BOOST_DESCRIBE_STRUCT(RechargeView, (),
                      (recharge, account, number, amount, state, requested, remark_code, payer_name, receiving_bank, receiving_name,
                       receiving_account, contact, contact_en, wire_note, wire_note_en, held_by, steps, actions))
struct WithdrawalView {
  WithdrawalId withdrawal;
  AccountId account;
  std::string number, account_number, merchant;
  Money amount;
  WithdrawalState state;
  Instant requested;
  std::string requested_by, approved_by;
  std::string bank, bank_account;  // masked for all but the merchant; show_in_full (CON-12)
  std::string reason, bank_reference;
  std::optional<Instant> due;  // deadline of the step it is in
  std::vector<StepView> steps;
  std::vector<ActionView> actions;
};
BOOST_DESCRIBE_STRUCT(WithdrawalView, (),
                      (withdrawal, account, number, account_number, merchant, amount, state, requested, requested_by, approved_by, bank,
                       bank_account, reason, bank_reference, due, steps, actions))
struct FundsRow {
  std::string kind;  // recharge, withdrawal
  std::int64_t id;
  std::string number;
  Instant at;
  Money amount;
  std::string state;
  std::string note, note_en;
  std::optional<Instant> due;  // deadline of the step that a withdrawal is in
};
BOOST_DESCRIBE_STRUCT(FundsRow, (), (kind, id, number, at, amount, state, note, note_en, due))
struct AccountView {
  AccountId account;
  PartyId party;
  std::string number, name, supplier;
  AccountState state;
  bool blocked;
  std::string blocked_reason;
  Money available, frozen, owed, withdrawing;
  std::int64_t open_holds, owed_orders, open_withdrawals;
  Money alert_value, breaker_value, resume_value, hard_floor, breaker_default, recharge_minimum;
  bool alerts_set;
  std::vector<std::string> emails, phones;  // masked for all but the merchant; show_in_full
  std::int64_t running_campaigns, suspended_campaigns;
  std::vector<FundsRow> under_way;  // what failed first, then what waits for a person, then the newest; 100 of each kind at most
  std::vector<ActionView> actions;
  std::int64_t unread_notices;
};
BOOST_DESCRIBE_STRUCT(AccountView, (),
                      (account, party, number, name, supplier, state, blocked, blocked_reason, available, frozen, owed, withdrawing,
                       open_holds, owed_orders, open_withdrawals, alert_value, breaker_value, resume_value, hard_floor, breaker_default,
                       recharge_minimum, alerts_set, emails, phones, running_campaigns, suspended_campaigns, under_way, actions,
                       unread_notices))

// What the dates of a question are of (LED-5): the day on which an entry was booked, or the one that it is for.
enum class DateAxis : std::uint8_t { booking = 1, business = 2 };
BOOST_DESCRIBE_ENUM(DateAxis, booking, business)

struct AskBalanceHistory {
  AccountId account;
  std::int64_t days;           // 1 to 400, ending today
  std::optional<DateAxis> by;  // none: booking
};
BOOST_DESCRIBE_STRUCT(AskBalanceHistory, (), (account, days, by))
struct BalancePoint {
  Date date;
  Money available, frozen;  // at the end of the day
};
BOOST_DESCRIBE_STRUCT(BalancePoint, (), (date, available, frozen))
struct BalanceHistoryView {
  std::vector<BalancePoint> points;
  Money breaker_value;
};
BOOST_DESCRIBE_STRUCT(BalanceHistoryView, (), (points, breaker_value))

// ---- statement and transactions (PRE-21, PRE-22)

struct AskStatement {
  AccountId account;
  std::optional<Date> from, to;     // inclusive
  std::optional<std::string> kind;  // name of an entry kind
  std::optional<std::string> reference;
  std::optional<Instant> as_of;     // by booking time (LED-5)
  std::optional<DateAxis> by;       // of from and to; none: booking
  std::optional<std::string> book;  // name of a book of the account; none: available and frozen together (LED-8)
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskStatement, (), (account, from, to, kind, reference, as_of, by, book, cursor, limit))
struct StatementRow {
  EntryId entry;
  Instant at;
  Date business_date;
  std::string kind;                        // name of the entry kind
  std::string reference;                   // number of the order, recharge or withdrawal
  std::string campaign;                    // title
  Money amount;                            // income positive, expense negative; of one book, what was added to it
  Money total;                             // after it; of one book, its balance
  std::optional<Money> available, frozen;  // after it; none: the rows are of one book
  std::string state;                       // of what it is about, as of now
};
BOOST_DESCRIBE_STRUCT(StatementRow, (), (entry, at, business_date, kind, reference, campaign, amount, total, available, frozen, state))
struct StatementView {
  Money opening, closing;                // of what the filters of time leave; total = available + frozen, or the book asked for
  std::optional<Money> income, expense;  // likewise; none: of one book, whose turnover no day keeps
  std::vector<StatementRow> rows;        // newest first
  std::string next;
};
BOOST_DESCRIBE_STRUCT(StatementView, (), (opening, closing, income, expense, rows, next))

struct AskOrderTransactions {  // freezes, releases, settlements, settled refunds, owed
  AccountId account;
  std::optional<std::string> kind, reference;
  std::optional<Date> from, to;
  std::optional<Instant> as_of;  // by booking time (LED-5)
  std::optional<DateAxis> by;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskOrderTransactions, (), (account, kind, reference, from, to, as_of, by, cursor, limit))
struct TransactionsView {
  std::vector<StatementRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(TransactionsView, (), (rows, next))

struct AskFundsTransactions {  // recharges and withdrawals with their progress
  AccountId account;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskFundsTransactions, (), (account, cursor, limit))
struct FundsTransactionsView {
  std::vector<FundsRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(FundsTransactionsView, (), (rows, next))

struct AskRecharge {
  RechargeId recharge;
};
BOOST_DESCRIBE_STRUCT(AskRecharge, (), (recharge))
struct AskWithdrawal {
  WithdrawalId withdrawal;
};
BOOST_DESCRIBE_STRUCT(AskWithdrawal, (), (withdrawal))

// ---- campaigns, orders, exceptions

struct AskCampaigns {
  AccountId account;
};
BOOST_DESCRIBE_STRUCT(AskCampaigns, (), (account))
struct CampaignRow {
  CampaignId campaign;
  std::string number, title;
  CampaignState state;
  bool enrolled;  // in an offer of the platform
  Instant starts, ends;
  std::int64_t orders_open;
  ActionView end;
};
BOOST_DESCRIBE_STRUCT(CampaignRow, (), (campaign, number, title, state, enrolled, starts, ends, orders_open, end))
struct OfferRow {
  CampaignId offer;
  std::string number, title;
  Instant starts, ends;
  bool enrolled;
  ActionView enroll;
};
BOOST_DESCRIBE_STRUCT(OfferRow, (), (offer, number, title, starts, ends, enrolled, enroll))
struct CampaignsView {
  std::vector<CampaignRow> campaigns;
  std::vector<OfferRow> offers;
  ActionView create;
};
BOOST_DESCRIBE_STRUCT(CampaignsView, (), (campaigns, offers, create))

struct AskOrder {
  AccountId account;
  std::string order;
};
BOOST_DESCRIBE_STRUCT(AskOrder, (), (account, order))
struct OrderView {
  std::string order, campaign;
  OrderState state;
  Money fee, held, settled, released, refunded;
  Money owed, owed_paid, owed_cancelled;
  Instant placed;
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (order, campaign, state, fee, held, settled, released, refunded, owed, owed_paid, owed_cancelled, placed))

struct AskExceptions {
  std::optional<AccountId> account;
  std::optional<bool> open;  // true: only those that wait
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskExceptions, (), (account, open, cursor, limit))
struct ExceptionRow {
  ExceptionId exception;
  AccountId account;
  std::string number, merchant, order;
  OrderMessageKind kind;
  std::optional<Money> amount;
  std::string code, zh, en;  // why
  ExceptionState state;
  Instant at;
  std::string note;
  std::vector<ActionView> actions;
};
BOOST_DESCRIBE_STRUCT(ExceptionRow, (), (exception, account, number, merchant, order, kind, amount, code, zh, en, state, at, note, actions))
struct ExceptionsView {
  std::vector<ExceptionRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(ExceptionsView, (), (rows, next))

// ---- the operator's desks

struct AskWires {
  std::optional<WireState> state;  // suspense, return_due …
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskWires, (), (state, cursor, limit))
struct WireCandidate {
  RechargeId recharge;
  AccountId account;
  std::string number, merchant;
  Money amount;
  std::string reason_zh, reason_en;  // why it could be meant
};
BOOST_DESCRIBE_STRUCT(WireCandidate, (), (recharge, account, number, merchant, amount, reason_zh, reason_en))
struct WireRow {
  WireId wire;
  std::string number, bank_reference, payer_name, payer_account, remark;
  Date booked;
  Money amount;
  WireState state;
  std::string reason_zh, reason_en;
  std::vector<WireCandidate> candidates;
  std::vector<ActionView> actions;
};
BOOST_DESCRIBE_STRUCT(WireRow, (),
                      (wire, number, bank_reference, payer_name, payer_account, remark, booked, amount, state, reason_zh, reason_en,
                       candidates, actions))
struct WiresView {
  std::vector<WireRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(WiresView, (), (rows, next))

struct AskWithdrawals {
  std::optional<WithdrawalState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskWithdrawals, (), (state, cursor, limit))
struct WithdrawalsView {
  std::vector<WithdrawalView> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(WithdrawalsView, (), (rows, next))

struct AskNotices {
  AccountId account;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskNotices, (), (account, cursor, limit))
struct NoticeSent {
  NoticeChannel channel;
  std::string to;
};
BOOST_DESCRIBE_STRUCT(NoticeSent, (), (channel, to))
struct NoticeRow {  // of one event, to all who were told
  NoticeId notice;  // the one of the inbox, which can be read
  std::vector<NoticeSent> sent;
  std::string subject_zh, subject_en, body_zh, body_en;
  Instant at;
  bool read;
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (notice, sent, subject_zh, subject_en, body_zh, body_en, at, read))
struct NoticesView {
  std::vector<NoticeRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(NoticesView, (), (rows, next))

// ---- the tenant

struct AskPolicies {};
BOOST_DESCRIBE_STRUCT(AskPolicies, (), ())
struct PolicyRow {
  std::string name;
  PolicyKind kind;
  std::string value;
  std::int64_t version;
  std::string low, high, rule;
  std::string next_value;  // approved or proposed, not yet in force
  std::optional<Date> next_effective;
  bool next_approved;
  std::optional<std::int64_t> next_version;
};
BOOST_DESCRIBE_STRUCT(PolicyRow, (), (name, kind, value, version, low, high, rule, next_value, next_effective, next_approved, next_version))
struct PoliciesView {
  std::vector<PolicyRow> rows;
};
BOOST_DESCRIBE_STRUCT(PoliciesView, (), (rows))

struct AskUsers {};
BOOST_DESCRIBE_STRUCT(AskUsers, (), ())
struct UserRow {
  std::string user;
  Role role;
  PartyId party;
  std::string party_name;
};
BOOST_DESCRIBE_STRUCT(UserRow, (), (user, role, party, party_name))
struct UsersView {
  std::vector<UserRow> rows;
};
BOOST_DESCRIBE_STRUCT(UsersView, (), (rows))

}  // namespace ch
