#pragma once
// Payments out, as a bank takes them (LED-11): ISO 20022 pain.001, and CSV for those that take no other.
#include <string>
#include <vector>

#include "api/language.h"
#include "base/instant.h"
#include "base/money.h"

namespace ch {

struct BankAccount {
  std::string bank, name, number;
};

struct PaymentToMake {
  std::string end_to_end;  // by which the bank tells of it afterwards
  BankAccount to;
  Money amount;
  std::string purpose;
};

struct PaymentOrder {
  std::string id;  // by which the bank tells of the whole
  Instant made;
  BankAccount from;
  std::vector<PaymentToMake> payments;  // at least one
};

// pain.001.001.09: the version in use since banks went over to ISO 20022 of 2019, and what it needs is in 03 too, but for the day's own
// element. Each payment is booked by itself, so that the statement names it. What is longer than the schema allows is cut.
std::string pain001_of(const PaymentOrder& order);

std::string payment_csv_of(const PaymentOrder& order, Language language);

}  // namespace ch
