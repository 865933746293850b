// payment_batches, payment_batch, payment_file, bank_file: LED-11. The file is the same whenever it is asked for.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "engine/paging.h"
#include "accounts/queries.h"
#include "accounts/queries/view_parts.h"
#include "payments/batches.h"
#include "procedure/cases.h"
#include "api/payments.h"
#include "interop/payment_order.h"

namespace ch {

namespace {

PaymentBatchRow batch_row(ReadContext& context, const PaymentBatch& batch) {
  static const Command take_over = take_over_batch_command();
  PaymentBatchRow row{batch.id, batch_number(batch.id), batch.made, batch.held_by, batch.payments, batch.without_result, batch.total, {}};
  add_action(row.actions, take_over, TakeOverBatch{batch.id}, context);
  return row;
}

std::vector<Payment> payments_of(Reader& rows, BatchId batch) {
  return rows.list<Payment>({.prefix = key_of(batch), .limit = payments_most});
}

// Who is paid, and what for.
struct Paid {
  std::string number, purpose, bank, account_name, account_number;
};
Paid paid(ReadContext& context, const Payment& payment) {
  if (payment.withdrawal) {
    const auto to = context.rows.get<Withdrawal>(payment.withdrawal);
    const std::string number = number_of(context.policies, "withdrawal", payment.withdrawal.value);
    return {number, "提现 " + number, to->bank, to->account_name, to->account_number};
  }
  const auto to = context.rows.get<Payout>(payment.process);
  const auto one = context.rows.get<Case>(payment.process);
  const Procedure* procedure = context.procedures->find(one->procedure, one->version);
  return {one->subject, std::string(procedure->zh) + " " + one->subject, to->bank, to->account_name, to->account_number};
}

PaymentRow payment_row(ReadContext& context, const Payment& payment) {
  const Paid to = paid(context, payment);
  const auto party = context.rows.get<Party>(payment.party);
  return {.end_to_end = end_to_end_of(payment),
          .withdrawal = payment.withdrawal,
          .process = payment.process,
          .number = to.number,
          .merchant = party ? party->name : std::string{},
          .bank = to.bank,
          .bank_account = masked(to.account_number),
          .amount = payment.amount,
          .state = payment.state,
          .reason = payment.reason};
}

Result<PaymentBatchesView> batches(const AskPaymentBatches& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true, .limit = *limit + 1};
  const RecordType& type = record_type<PaymentBatch>();
  CH_TRY(go_on_after(ask.cursor, type, scan));
  std::vector<PaymentBatch> found = context.rows.list<PaymentBatch>(scan);
  PaymentBatchesView view;
  if (static_cast<int>(found.size()) > *limit) {
    found.pop_back();
    view.next = cursor_of(position_in(type, nullptr, &found.back()));
  }
  for (const PaymentBatch& batch : found) view.rows.push_back(batch_row(context, batch));
  return view;
}

Result<PaymentBatchView> one_batch(const AskPaymentBatch& ask, ReadContext& context) {
  const auto batch = context.rows.get<PaymentBatch>(ask.batch);
  if (!batch) return refused("unknown_batch", "batch");
  PaymentBatchView view{batch_row(context, *batch), {}};
  for (const Payment& payment : payments_of(context.rows, ask.batch)) view.rows.push_back(payment_row(context, payment));
  return view;
}

Result<PaymentFileView> file(const AskPaymentFile& ask, ReadContext& context) {
  const auto batch = context.rows.get<PaymentBatch>(ask.batch);
  if (!batch) return refused("unknown_batch", "batch");
  if (batch->held_by != context.actor.user) return refused("batch_held", "batch", {{"user", batch->held_by}});
  PaymentOrder order{.id = message_of(context.rows, batch->id),
                     .made = batch->made,
                     .from = {batch->bank, batch->account_name, batch->account_number},
                     .payments = {}};
  for (const Payment& payment : payments_of(context.rows, ask.batch)) {
    const Paid to = paid(context, payment);
    order.payments.push_back({.end_to_end = end_to_end_of(payment),
                              .to = {to.bank, to.account_name, to.account_number},
                              .amount = payment.amount,
                              .purpose = to.purpose});
  }
  if (ask.format == PaymentFormat::csv) return PaymentFileView{batch_number(batch->id) + ".csv", payment_csv_of(order, ask.language)};
  return PaymentFileView{batch_number(batch->id) + ".xml", pain001_of(order)};
}

NamedMessage named_message(Reader& rows, const std::string& message, const PaymentBatch& batch) {
  NamedMessage named{message, batch.id, batch.payments, batch.total, {}};
  for (const Payment& payment : payments_of(rows, batch.id)) named.rows.push_back({end_to_end_of(payment), payment.amount, payment.state});
  return named;
}

// Every tenant has a first batch: the name of the message, not of the payment, says whose it is.
Result<BankFileView> bank_file(const AskBankFile& ask, ReadContext& context) {
  Reader& rows = context.rows;
  BankFileView view{context.policies.text("credit.receiving.account"), context.policies.text("credit.receiving.more_accounts"), {}, {}, {}};
  for (const std::string& name : ask.payments)
    if (const auto payment = payment_named(rows, name)) view.payments.push_back({name, payment->batch});
  for (const std::string& message : ask.messages)
    if (const auto batch = batch_of_message(rows, message)) view.messages.push_back(named_message(rows, message, *batch));
  for (const std::string& alike : ask.alike) {
    if (alike.empty()) continue;
    const Scan scan{.index = "by_bank_reference", .from = key_of(alike), .to = key_of(alike.substr(0, alike.size() - 1) + "."), .limit = 1};
    if (!rows.list<Wire>(scan).empty()) view.alike.push_back(alike);
  }
  return view;
}

}  // namespace

Query payment_batches_query() { return query<AskPaymentBatches, PaymentBatchesView>("payment_batches", nullptr, batches); }
Query payment_batch_query() { return query<AskPaymentBatch, PaymentBatchView>("payment_batch", nullptr, one_batch); }
Query payment_file_query() { return query<AskPaymentFile, PaymentFileView>("payment_file", nullptr, file); }
Query bank_file_query() { return query<AskBankFile, BankFileView>("bank_file", nullptr, bank_file); }

}  // namespace ch
