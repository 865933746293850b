#include "payments/batches.h"

#include "api/codes.h"
#include "base/digits.h"
#include "base/fault.h"
#include "base/text.h"
#include "engine/records.h"

namespace ch {

namespace {

constexpr std::string_view stem = "PB";

std::string numbered(std::string before, std::int64_t number, int width) {
  digits::append_padded(before, number, width);
  return before;
}

}  // namespace

std::string batch_number(BatchId batch) { return numbered(std::string(stem), batch.value, 6); }
std::string end_to_end_of(const Payment& payment) { return numbered(batch_number(payment.batch) + "-", payment.position, 4); }

std::string message_of(Reader& rows, BatchId batch) {
  constexpr std::size_t digits_of_tag = 8;
  const auto first = rows.get<JournalRow>(std::int64_t{1});
  require(first != nullptr, "a tenant's journal has a first row");
  return normal_reference(batch_number(batch) + "-" + hex(first->hash).substr(0, digits_of_tag));
}

std::optional<BatchId> batch_named(std::string_view number) {
  if (!number.starts_with(stem)) return std::nullopt;
  const auto found = digits::read(number.substr(stem.size()));
  return found && *found > 0 ? std::optional(BatchId{*found}) : std::nullopt;
}

std::optional<Payment> payment_named(Reader& rows, std::string_view end_to_end) {
  const std::string name = normal_reference(end_to_end);
  const auto hyphen = name.find('-');
  if (hyphen == std::string::npos) return std::nullopt;
  const auto batch = batch_named(std::string_view(name).substr(0, hyphen));
  const auto position = digits::read(std::string_view(name).substr(hyphen + 1));
  if (!batch || !position) return std::nullopt;
  const auto found = rows.get<Payment>(*batch, *position);
  return found && end_to_end_of(*found) == name ? std::optional(*found) : std::nullopt;
}

std::optional<PaymentBatch> batch_of_message(Reader& rows, std::string_view message) {
  const std::string name = normal_reference(message);
  const auto number = batch_named(std::string_view(name).substr(0, name.find('-')));
  if (!number || message_of(rows, *number) != name) return std::nullopt;
  const auto found = rows.get<PaymentBatch>(*number);
  return found ? std::optional(*found) : std::nullopt;
}

namespace {

std::optional<Payment> newest_under_way(Reader& rows, std::string_view index, const Key& of) {
  const auto newest = rows.list<Payment>({.index = index, .prefix = of, .descending = true, .limit = 1});
  if (newest.empty() || newest.front().state != PaymentState::given) return std::nullopt;
  return newest.front();
}

void close(Context& context, std::optional<Payment> payment, PaymentState state, const std::string& reason) {
  if (!payment) return;
  payment->state = state;
  payment->reason = reason;
  context.rows.put(*payment);
  PaymentBatch batch = *context.rows.get<PaymentBatch>(payment->batch);
  --batch.without_result;
  context.rows.put(batch);
}

}  // namespace

std::optional<Payment> payment_under_way(Reader& rows, WithdrawalId withdrawal) {
  return newest_under_way(rows, "by_withdrawal", key_of(withdrawal));
}
std::optional<Payment> payment_under_way(Reader& rows, CaseId process) { return newest_under_way(rows, "by_process", key_of(process)); }

void close_payment(Context& context, WithdrawalId withdrawal, PaymentState state, const std::string& reason) {
  close(context, payment_under_way(context.rows, withdrawal), state, reason);
}
void close_payment(Context& context, CaseId process, PaymentState state, const std::string& reason) {
  close(context, payment_under_way(context.rows, process), state, reason);
}

namespace {

void paid_after_all(Context& context, std::string_view index, const Key& of) {
  const auto newest = context.rows.list<Payment>({.index = index, .prefix = of, .descending = true, .limit = 1});
  if (newest.empty() || newest.front().state != PaymentState::failed) return;
  Payment payment = newest.front();
  payment.state = PaymentState::paid;
  payment.reason.clear();
  context.rows.put(payment);
}

}  // namespace

void paid_after_all(Context& context, CaseId process) { paid_after_all(context, "by_process", key_of(process)); }
void paid_after_all(Context& context, WithdrawalId withdrawal) { paid_after_all(context, "by_withdrawal", key_of(withdrawal)); }

std::vector<const RecordType*> payment_records() { return {&record_type<PaymentBatch>(), &record_type<Payment>(), &record_type<Payout>()}; }

Result<Payment> payment_told_of(Reader& rows, const std::string& end_to_end, const std::optional<Money>& amount) {
  const auto payment = payment_named(rows, end_to_end);
  if (!payment) return refused("unknown_payment", "end_to_end", {{"end_to_end", end_to_end}});
  if (amount && *amount != payment->amount)
    return refused("payment_amount_differs", "amount", {{"end_to_end", end_to_end}, {"amount", payment->amount.text()}});
  return *payment;
}

std::unexpected<Refusal> under_way(const std::string& number, const Payment& payment) {
  return refused("payment_under_way", {},
                 {{"number", number}, {"batch", batch_number(payment.batch)}, {"end_to_end", end_to_end_of(payment)}});
}

std::unexpected<Refusal> decided_otherwise(const Payment& payment) {
  const bool paid = payment.state == PaymentState::paid;
  return refused(
      "payment_decided", "end_to_end",
      {{"end_to_end", end_to_end_of(payment)}, {"result", paid ? "已付款" : "付款失败"}, {"result_en", paid ? "paid" : "not paid"}});
}

}  // namespace ch
