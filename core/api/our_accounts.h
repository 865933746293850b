#pragma once
// LED-10: which of our accounts a statement is of. Banks write one account in many ways: with their own code before it, with the currency
// or a part of it behind, as an IBAN, with or without blanks; one wire must not be two by that.
#include <string>
#include <string_view>
#include <vector>

namespace ch {

// Letters and digits alone, in capitals: how else an account is written is each bank's own.
std::string account_digits(std::string_view account);

// Whether the number stands in what a statement says: whole, so that no digit is directly before or behind it, but for those of an IBAN's
// head (CN12), which begins the text. A longer number is another account.
bool names_account(std::string_view stated, std::string_view number);

// The numbers that the policy names, as account_digits.
class OurAccounts {
 public:
  OurAccounts() = default;
  // More of them: apart by blanks or commas.
  OurAccounts(std::string_view first, std::string_view more);
  bool none() const { return numbers_.empty(); }
  // What is stated in our spelling: of several that stand in it the longest; empty where none does.
  std::string ours(std::string_view stated) const;
  // One account in two spellings. Of those that are (no longer) ours: one stands in the other.
  bool same(std::string_view a, std::string_view b) const;
  std::string listed() const;

 private:
  std::vector<std::string> numbers_;
};

}  // namespace ch
