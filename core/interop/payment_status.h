#pragma once
// What a bank says of payments that it was given: ISO 20022 pain.002. LED-11.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/money.h"
#include "base/outcome.h"
#include "base/place.h"
#include "interop/bank_statement.h"

namespace ch {

// Settled (ACSC, ACCC) is money that has gone; what is accepted (ACCP, ACTC, ACSP …), received or pending has not, and may yet be rejected.
enum class PaymentFate : std::uint8_t { under_way, settled, rejected };

struct PaymentStatus {
  std::string end_to_end;
  std::string status;  // the bank's code
  PaymentFate fate = PaymentFate::under_way;
  std::optional<Money> amount;  // where the bank repeats it
  std::string bank_reference;   // empty: the bank does not say
  std::string reason;           // code and words
  std::optional<Date> day;      // of the settlement, or on which the bank took it; none: it does not say
  Place place;
};

// Of what was given to the bank, where it repeats it.
struct OriginalTotals {
  std::optional<std::int64_t> payments;
  std::optional<Money> sum;
};

struct PaymentStatusReport {
  std::string message;                        // the pain.001 that it is about
  std::string information;                    // its PmtInf; empty: the report does not say
  OriginalTotals of_message, of_information;  // a batch is one PmtInf, so both are the batch's
  // Of the whole where the bank says one for it: then the payments that are not named have it too.
  std::string status;
  PaymentFate fate = PaymentFate::under_way;
  std::string reason;
  Place place;
  std::vector<PaymentStatus> payments;
};

// pain.002.001, versions 03 to 14. A payment that is named twice, and a status that nobody knows, are refused.
//
// Refusals: code "malformed_payment_status" (or those of the XML reader), band malformed, rule "LED-11", field = the element's path; args
// reason, offset, line, column. Reasons: not_pain002, version_pain002, currency, amount, count, date, status, missing (an element),
// repeated, mixed, contradiction (message and PmtInf, which are one batch, settled and rejected), duplicate_payment, too_many,
// text_too_long.
Result<PaymentStatusReport> read_pain002(std::string_view xml, const StatementLimits& limits = {});

}  // namespace ch
