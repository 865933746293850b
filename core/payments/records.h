// What is kept of payments out (LED-11): asked for by cases, given to a bank in batches, and what became of each.
#pragma once

#include "api/ids.h"
#include "api/states.h"
#include "record/record_type.h"

namespace ch {

// LED-11: payments out that a bank was given together, from the account that was ours then.
struct PaymentBatch {
  BatchId id;
  Instant made;
  std::string held_by;  // who may have its file (CON-12)
  std::string bank, account_name, account_number;
  std::int64_t payments = 0;
  Money total;
  std::int64_t without_result = 0;
};
BOOST_DESCRIBE_STRUCT(PaymentBatch, (), (id, made, held_by, bank, account_name, account_number, payments, total, without_result))
template <>
struct TableOf<PaymentBatch> {
  static TableSpec spec() { return {"payment_batch", {"id"}, {}, ""}; }
};

// One of them. A withdrawal that the bank has rejected, and that is to be paid once more, is in another batch again.
struct Payment {
  BatchId batch;
  std::int64_t position = 0;  // from 1
  WithdrawalId withdrawal;
  PartyId party;
  Money amount;
  PaymentState state = PaymentState::given;
  std::string reason;
  CaseId process;  // that waits for it, where it is no withdrawal's (VER-4, RSK-9)
};
BOOST_DESCRIBE_STRUCT(Payment, (), (batch, position, withdrawal, party, amount, state, reason, process))
template <>
struct TableOf<Payment> {
  static TableSpec spec() {
    return {"payment", {"batch", "position"}, {{"by_withdrawal", {"withdrawal"}}, {"by_process", {"process"}}}, "party"};
  }
};

// Failed: the bank has not paid, and the money lies ready still.
enum class PayoutState : std::uint8_t { waiting = 1, failed = 2, over = 3 };
BOOST_DESCRIBE_ENUM(PayoutState, waiting, failed, over)

// A payment out that a case waits for (LED-11, VER-4, RSK-9): collected into a batch like any other, and its result comes back here.
struct Payout {
  CaseId process;
  PartyId party;
  AccountId account;  // whose money it is, lying in withdrawal in progress; none: the platform's own
  Money amount;
  std::string bank, account_name, account_number;
  PayoutState state = PayoutState::waiting;  // for a batch, or in one
  std::string bank_reference;                // of the transfer that paid it
};
BOOST_DESCRIBE_STRUCT(Payout, (), (process, party, account, amount, bank, account_name, account_number, state, bank_reference))
template <>
struct TableOf<Payout> {
  static TableSpec spec() { return {"payout", {"process"}, {{"by_state", {"state"}}, {"by_bank_reference", {"bank_reference"}}}, "party"}; }
};

std::vector<const RecordType*> payment_records();

}  // namespace ch
