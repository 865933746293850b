// What is asked and told of payments out in batches (LED-11).
#pragma once

#include "api/views.h"

namespace ch {

struct AskPaymentBatches {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(AskPaymentBatches, (), (cursor, limit))
struct PaymentBatchRow {
  BatchId batch;
  std::string number;
  Instant made;
  std::string held_by;
  std::int64_t payments, without_result;
  Money total;
  std::vector<ActionView> actions;
};
BOOST_DESCRIBE_STRUCT(PaymentBatchRow, (), (batch, number, made, held_by, payments, without_result, total, actions))
struct PaymentBatchesView {
  std::vector<PaymentBatchRow> rows;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(PaymentBatchesView, (), (rows, next))

struct AskPaymentBatch {
  BatchId batch;
};
BOOST_DESCRIBE_STRUCT(AskPaymentBatch, (), (batch))
struct PaymentRow {
  std::string end_to_end;
  WithdrawalId withdrawal;  // none: a case's
  CaseId process;           // that waits for it, where it is no withdrawal's (VER-4, RSK-9)
  std::string number, merchant, bank, bank_account;
  Money amount;
  PaymentState state;
  std::string reason;  // why the bank did not pay
};
BOOST_DESCRIBE_STRUCT(PaymentRow, (), (end_to_end, withdrawal, process, number, merchant, bank, bank_account, amount, state, reason))
struct PaymentBatchView {
  PaymentBatchRow batch;
  std::vector<PaymentRow> rows;
};
BOOST_DESCRIBE_STRUCT(PaymentBatchView, (), (batch, rows))

enum class PaymentFormat : std::uint8_t { pain001 = 1, csv = 2 };
BOOST_DESCRIBE_ENUM(PaymentFormat, pain001, csv)
struct AskPaymentFile {
  BatchId batch;
  PaymentFormat format = PaymentFormat::pain001;
  Language language = Language::zh;  // of the headings of a CSV
};
BOOST_DESCRIBE_STRUCT(AskPaymentFile, (), (batch, format, language))
struct PaymentFileView {
  std::string name, content;
};
BOOST_DESCRIBE_STRUCT(PaymentFileView, (), (name, content))

// What the books have of what a bank's file names (LED-10, LED-11): asked by whoever takes one, before its lines become commands.
struct AskBankFile {
  std::vector<std::string> payments;  // end-to-end ids
  std::vector<std::string> messages;
  std::vector<std::string> alike;  // what made-up references begin with
};
BOOST_DESCRIBE_STRUCT(AskBankFile, (), (payments, messages, alike))
// Each as it was asked for; what is not there is left out.
struct NamedPayment {
  std::string end_to_end;
  BatchId batch;
};
BOOST_DESCRIBE_STRUCT(NamedPayment, (), (end_to_end, batch))
struct BatchPayment {
  std::string end_to_end;
  Money amount;
  PaymentState state;
};
BOOST_DESCRIBE_STRUCT(BatchPayment, (), (end_to_end, amount, state))
struct NamedMessage {
  std::string message;
  BatchId batch;
  std::int64_t payments;
  Money total;
  std::vector<BatchPayment> rows;
};
BOOST_DESCRIBE_STRUCT(NamedMessage, (), (message, batch, payments, total, rows))
struct BankFileView {
  std::string receiving_account, more_accounts;  // our own, as the policies name them
  std::vector<NamedPayment> payments;
  std::vector<NamedMessage> messages;
  std::vector<std::string> alike;
};
BOOST_DESCRIBE_STRUCT(BankFileView, (), (receiving_account, more_accounts, payments, messages, alike))

}  // namespace ch
