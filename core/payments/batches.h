// Payments out in batches (LED-11): how a bank knows them, and what became of each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "payments/records.h"
#include "engine/context.h"

namespace ch {

// What one file may hold, and one command look at.
inline constexpr int payments_most = 1'000;

// In plain letters and no more than 16 of them, as every bank's format can hand them back: "PB000012", "PB000012-0003".
std::string batch_number(BatchId batch);
std::string end_to_end_of(const Payment& payment);
// What its file is called at the bank: "PB000012-9F3A01C7". Every tenant's batches begin at 1 and may lie at one bank, so it says whose it
// is too, by the beginning of the journal, which no two tenants share.
std::string message_of(Reader& rows, BatchId batch);

std::optional<BatchId> batch_named(std::string_view number);
std::optional<Payment> payment_named(Reader& rows, std::string_view end_to_end);
// As a report names it; none where this tenant gave the bank no such message.
std::optional<PaymentBatch> batch_of_message(Reader& rows, std::string_view message);
// That the bank was given and has not decided.
std::optional<Payment> payment_under_way(Reader& rows, WithdrawalId withdrawal);
// Nothing where it is under way in no batch.
void close_payment(Context& context, WithdrawalId withdrawal, PaymentState state, const std::string& reason);

// The same of what a case waits for (VER-4, RSK-9).
std::optional<Payment> payment_under_way(Reader& rows, CaseId process);
void close_payment(Context& context, CaseId process, PaymentState state, const std::string& reason);
// What the bank was said not to have paid it has paid: the newest of the case, or of the withdrawal. Nothing where there is none such.
void paid_after_all(Context& context, CaseId process);
void paid_after_all(Context& context, WithdrawalId withdrawal);

// LED-11: is there such a payment, and of that amount? Refusals unknown_payment, payment_amount_differs.
Result<Payment> payment_told_of(Reader& rows, const std::string& end_to_end, const std::optional<Money>& amount);
// Refusal payment_under_way, of a withdrawal's or a case's number.
std::unexpected<Refusal> under_way(const std::string& number, const Payment& payment);
// The bank says another thing than it said before.
std::unexpected<Refusal> decided_otherwise(const Payment& payment);

}  // namespace ch
