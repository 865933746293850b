// Chapter 03 as messages: what commands carry. One struct a command; names of fields are those of the API.
// Amounts are positive; the rules that each command fulfils stand in api/commands.cpp.
#pragma once

#include <optional>

#include "api/ids.h"

namespace ch {

// ---- merchants and their bank account

struct RegisterMerchant {
  std::string name;      // 公司注册名称
  std::string supplier;  // 供应商编号
};
BOOST_DESCRIBE_STRUCT(RegisterMerchant, (), (name, supplier))

struct SetSettlementProfile {
  PartyId party;
  std::string bank;
  std::string account_name;
  std::string account_number;
};
BOOST_DESCRIBE_STRUCT(SetSettlementProfile, (), (party, bank, account_name, account_number))

// ---- the account

struct OpenAccount {
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(OpenAccount, (), (party))

struct SetAlerts {
  AccountId account;
  Money alert_value;                   // 余额预警值
  std::optional<Money> breaker_value;  // 熔断金额; none: the system's default
  std::vector<std::string> emails;
  std::vector<std::string> phones;
};
BOOST_DESCRIBE_STRUCT(SetAlerts, (), (account, alert_value, breaker_value, emails, phones))

struct BlockAccount {
  AccountId account;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(BlockAccount, (), (account, reason))
struct UnblockAccount {
  AccountId account;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(UnblockAccount, (), (account, reason))
struct CloseAccount {
  AccountId account;
};
BOOST_DESCRIBE_STRUCT(CloseAccount, (), (account))

// ---- recharge (充值) by wire (电汇)

struct RequestRecharge {
  AccountId account;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(RequestRecharge, (), (account, amount))
struct CancelRecharge {
  RechargeId recharge;
};
BOOST_DESCRIBE_STRUCT(CancelRecharge, (), (recharge))

// A credit line of a bank statement (LED-10); the bank's reference makes it count once on an account of ours.
struct TakeWire {
  std::string bank_reference;
  Date booked;
  Money amount;
  std::string payer_name;
  std::string payer_account;
  std::string remark;
  std::optional<std::string> own_account = {};  // none: the statement does not say
  // Of a line whose reference import made up: the how manieth it is, from 1, of those alike on its statement (LED-10).
  std::optional<std::int64_t> among_alike = {};
};
BOOST_DESCRIBE_STRUCT(TakeWire, (), (bank_reference, booked, amount, payer_name, payer_account, remark, own_account, among_alike))
// Closes the accounting period that ends on this day (LED-12): named, so that nobody closes another one by pressing twice.
struct ClosePeriod {
  Date last;
};
BOOST_DESCRIBE_STRUCT(ClosePeriod, (), (last))
// A person's decision on what waits in suspense: credit it to the account, for the request named if one is meant.
struct MatchWire {
  WireId wire;
  AccountId account;
  std::optional<RechargeId> recharge;
};
BOOST_DESCRIBE_STRUCT(MatchWire, (), (wire, account, recharge))
struct ReturnWire {
  WireId wire;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReturnWire, (), (wire, reason))
enum class OwnMoney : std::uint8_t { own_funds = 1, interest = 2 };
BOOST_DESCRIBE_ENUM(OwnMoney, own_funds, interest)
struct KeepWire {
  WireId wire;
  OwnMoney as;
  std::string reason;  // what it is, in words
};
BOOST_DESCRIBE_STRUCT(KeepWire, (), (wire, as, reason))
struct ConfirmWireReturned {
  WireId wire;
  std::string bank_reference;  // of the transfer back
  std::optional<Date> booked;  // by the bank; none: today
};
BOOST_DESCRIBE_STRUCT(ConfirmWireReturned, (), (wire, bank_reference, booked))

// ---- campaigns (营销活动)

struct OfferCampaign {  // by the platform, for merchants to enroll in
  std::string title;
  Instant starts;
  Instant ends;
};
BOOST_DESCRIBE_STRUCT(OfferCampaign, (), (title, starts, ends))
struct EnrollCampaign {
  AccountId account;
  CampaignId offer;
};
BOOST_DESCRIBE_STRUCT(EnrollCampaign, (), (account, offer))
struct CreateCampaign {
  AccountId account;
  std::string title;
  Instant starts;
  Instant ends;
};
BOOST_DESCRIBE_STRUCT(CreateCampaign, (), (account, title, starts, ends))
struct EndCampaign {  // early, by the merchant or operations
  CampaignId campaign;
};
BOOST_DESCRIBE_STRUCT(EndCampaign, (), (campaign))
struct StartCampaignDue {  // by the clock, at its start
  CampaignId campaign;
};
BOOST_DESCRIBE_STRUCT(StartCampaignDue, (), (campaign))
struct EndCampaignDue {  // by the clock, at its end
  CampaignId campaign;
};
BOOST_DESCRIBE_STRUCT(EndCampaignDue, (), (campaign))
struct SweepCampaigns {};  // by the clock: resumes what may be resumed (PRE-16)
BOOST_DESCRIBE_STRUCT(SweepCampaigns, (), ())
struct SuspendBelowBreaker {};  // by the clock: the default breaker value has changed (PRE-14)
BOOST_DESCRIBE_STRUCT(SuspendBelowBreaker, (), ())
struct RepeatLowBalanceAlert {  // by the clock (PRE-17)
  AccountId account;
};
BOOST_DESCRIBE_STRUCT(RepeatLowBalanceAlert, (), (account))

// ---- orders, as the shop reports them

struct FreezeOrder {
  AccountId account;
  std::string order;
  CampaignId campaign;
  Money fee;
};
BOOST_DESCRIBE_STRUCT(FreezeOrder, (), (account, order, campaign, fee))
struct ReleaseOrder {  // returned before receipt, wholly or in part
  AccountId account;
  std::string order;
  std::optional<Money> amount;  // none: all that is still held or owed
};
BOOST_DESCRIBE_STRUCT(ReleaseOrder, (), (account, order, amount))
struct SettleOrder {  // completed
  AccountId account;
  std::string order;
};
BOOST_DESCRIBE_STRUCT(SettleOrder, (), (account, order))
struct RefundOrder {  // returned after completion
  AccountId account;
  std::string order;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundOrder, (), (account, order, amount))

enum class OrderMessageKind : std::uint8_t { freeze = 1, release = 2, settle = 3, refund = 4 };
BOOST_DESCRIBE_ENUM(OrderMessageKind, freeze, release, settle, refund)

// By the clock: an order message that was refused or failed becomes a person's exception, with all that is needed to repeat it.
struct RecordOrderException {
  AccountId account;
  OrderMessageKind kind;
  std::string order;
  std::optional<CampaignId> campaign;
  std::optional<Money> amount;
  std::string code;               // of the refusal
  std::vector<std::string> args;  // of the refusal, "name=value"
  std::string command;            // id of the message
};
BOOST_DESCRIBE_STRUCT(RecordOrderException, (), (account, kind, order, campaign, amount, code, args, command))
struct ExpireWaitingMessage {  // by the clock: its counterpart did not come in time (PRE-13)
  AccountId account;
  std::string order;
  std::int64_t position;
};
BOOST_DESCRIBE_STRUCT(ExpireWaitingMessage, (), (account, order, position))
struct RetryException {
  ExceptionId exception;
};
BOOST_DESCRIBE_STRUCT(RetryException, (), (exception))
struct ResolveException {
  ExceptionId exception;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(ResolveException, (), (exception, note))

// ---- withdrawal (提现)

struct RequestWithdrawal {
  AccountId account;
  Money amount;
};
BOOST_DESCRIBE_STRUCT(RequestWithdrawal, (), (account, amount))
struct ApproveWithdrawal {
  WithdrawalId withdrawal;
};
BOOST_DESCRIBE_STRUCT(ApproveWithdrawal, (), (withdrawal))
struct RefuseWithdrawal {
  WithdrawalId withdrawal;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefuseWithdrawal, (), (withdrawal, reason))
struct PayWithdrawal {  // finance: the bank has paid
  WithdrawalId withdrawal;
  std::string bank_reference;
  std::optional<Date> booked;  // by the bank; none: today
};
BOOST_DESCRIBE_STRUCT(PayWithdrawal, (), (withdrawal, bank_reference, booked))
// Said to have failed, and the bank has paid all the same; given back to the account meanwhile, it is taken from there again.
struct PayWithdrawalAfterAll {
  WithdrawalId withdrawal;
  std::string bank_reference;
  std::optional<Date> booked;
};
BOOST_DESCRIBE_STRUCT(PayWithdrawalAfterAll, (), (withdrawal, bank_reference, booked))
struct FailWithdrawal {  // the bank could not pay
  WithdrawalId withdrawal;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(FailWithdrawal, (), (withdrawal, reason))
struct RetryWithdrawal {
  WithdrawalId withdrawal;
};
BOOST_DESCRIBE_STRUCT(RetryWithdrawal, (), (withdrawal))
struct ReturnWithdrawal {
  WithdrawalId withdrawal;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReturnWithdrawal, (), (withdrawal, reason))

// ---- payments out, in batches (付款批次)

struct CollectPayments {                   // what is approved becomes one file for the bank
  std::optional<WithdrawalId> withdrawal;  // this alone
  std::optional<CaseId> process;           // what this case waits for alone; neither: all that may be paid, the oldest first
};
BOOST_DESCRIBE_STRUCT(CollectPayments, (), (withdrawal, process))
struct TakeOverBatch {  // its file shows bank accounts in full, so one person holds it (CON-12)
  BatchId batch;
};
BOOST_DESCRIBE_STRUCT(TakeOverBatch, (), (batch))
struct ConfirmPayment {  // the bank has paid: by its statement, or by its status report
  std::string end_to_end;
  std::optional<Money> amount;                // none: the bank does not repeat it
  std::optional<std::string> bank_reference;  // none: the bank does not say
  std::optional<Date> booked;                 // none: today
};
BOOST_DESCRIBE_STRUCT(ConfirmPayment, (), (end_to_end, amount, bank_reference, booked))
struct RejectPayment {  // the bank has not paid
  std::string end_to_end;
  std::optional<Money> amount;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RejectPayment, (), (end_to_end, amount, reason))

// ---- what views mask

enum class Masked : std::uint8_t { withdrawal_account = 1, payer_account = 2, contacts = 3 };
BOOST_DESCRIBE_ENUM(Masked, withdrawal_account, payer_account, contacts)
// A look at it in full, by somebody who needs it (CON-12): a command, so that who looked, when and at what stands in the journal for good.
struct ShowInFull {
  Masked what;
  std::int64_t id;  // of the withdrawal, the wire or the account
};
BOOST_DESCRIBE_STRUCT(ShowInFull, (), (what, id))

struct MarkCaseOverdue {  // by the clock: its step's deadline has passed
  CaseId process;
};
BOOST_DESCRIBE_STRUCT(MarkCaseOverdue, (), (process))

struct ReadNotice {
  NoticeId notice;
};
BOOST_DESCRIBE_STRUCT(ReadNotice, (), (notice))

}  // namespace ch
