// Payments out in batches (LED-11): how a bank knows them, and what became of each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

// What one file may hold, and one command look at.
inline constexpr int payments_most = 1'000;

// In plain letters and no more than 16 of them, as every bank's format can hand them back: "PB000012", "PB000012-0003".
std::string batch_number(BatchId batch);
std::string end_to_end_of(const Payment& payment);

std::optional<BatchId> batch_named(std::string_view number);
std::optional<Payment> payment_named(Reader& rows, std::string_view end_to_end);
// That the bank was given and has not decided.
std::optional<Payment> payment_under_way(Reader& rows, WithdrawalId withdrawal);
// Nothing where it is under way in no batch.
void close_payment(Context& context, WithdrawalId withdrawal, PaymentState state, const std::string& reason);

// LED-11: is there such a payment, and of that amount? Refusals unknown_payment, payment_amount_differs.
Result<Payment> payment_told_of(Reader& rows, const std::string& end_to_end, const std::optional<Money>& amount);
// The bank says another thing than it said before.
std::unexpected<Refusal> decided_otherwise(const Payment& payment);

}  // namespace ch
