// How statements name our accounts. LED-10.
#include "api/our_accounts.h"

#include <algorithm>

#include "base/text.h"

namespace ch {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool is_iban_head(std::string_view text) {
  return text.size() == 4 && is_letter(text[0]) && is_letter(text[1]) && is_digit(text[2]) && is_digit(text[3]);
}

// Where the number that begins here ends, whatever parts it; 0: it does not stand here.
std::size_t end_of(std::string_view number, std::string_view text, std::size_t begin) {
  std::size_t matched = 0, at = begin;
  for (; at < text.size() && matched < number.size(); ++at) {
    if (text[at] == number[matched])
      ++matched;
    else if (at == begin || is_digit(text[at]) || is_letter(text[at]))
      return 0;
  }
  return matched == number.size() ? at : 0;
}

}  // namespace

std::string account_digits(std::string_view account) {
  std::string text = normal_reference(account);
  std::erase_if(text, [](char c) { return !is_digit(c) && !is_letter(c); });
  return text;
}

bool names_account(std::string_view stated, std::string_view number) {
  const std::string text = normal_reference(stated);
  const std::string_view all = text;
  for (std::size_t at = 0; !number.empty() && at < all.size(); ++at) {
    const std::size_t end = end_of(number, all, at);
    if (end == 0 || (end < all.size() && is_digit(all[end]))) continue;
    if (at == 0 || !is_digit(all[at - 1]) || is_iban_head(all.substr(0, at))) return true;
  }
  return false;
}

OurAccounts::OurAccounts(std::string_view first, std::string_view more) {
  const auto take = [&](std::string_view account) {
    if (std::string number = account_digits(account); !number.empty()) numbers_.push_back(std::move(number));
  };
  take(first);
  if (none()) return;  // then what comes in on others is not told apart either
  for (const std::string_view account : parts_of(more)) take(account);
}

std::string OurAccounts::ours(std::string_view stated) const {
  std::string found;
  for (const std::string& number : numbers_)
    if (number.size() > found.size() && names_account(stated, number)) found = number;
  return found;
}

bool OurAccounts::same(std::string_view a, std::string_view b) const {
  const std::string digits_of_a = account_digits(a), digits_of_b = account_digits(b);
  if (digits_of_a == digits_of_b) return true;
  const std::string ours_a = ours(a), ours_b = ours(b);
  if (!ours_a.empty() && !ours_b.empty()) return ours_a == ours_b;
  return names_account(a, digits_of_b) || names_account(b, digits_of_a);
}

std::string OurAccounts::listed() const {
  std::string text;
  for (const std::string& number : numbers_) text += (text.empty() ? "" : ", ") + number;
  return text;
}

}  // namespace ch
