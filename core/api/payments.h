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

}  // namespace ch
