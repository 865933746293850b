// What corporate verification knows beside its table (chapter 04): its guards, and what it does with money and accounts.
#pragma once

#include "procedure/cases.h"
#include "payments/payouts.h"

namespace ch {

// VER-1: a client of a reseller. VER-2: bank and number are there. VER-3: no other client has the account, ever.
extern const Guard is_a_client, account_is_named, account_is_unique;
// VER-4: not twice with one reference. VER-5: the first failure. VER-7: all five points.
extern const Guard cent_may_be_paid, cent_was_paid, fails_first, five_points_hold;

Check knows_the_client(Context& context, Case& one);
Check holds_the_others(Context& context, Case& one);
Check asks_for_the_cent(Context& context, Case& one);
Check withdraws_the_cent(Context& context, Case& one);
Check books_the_cent(Context& context, Case& one);
Check payment_failed(Context& context, Case& one);
Check names_failed_points(Context& context, Case& one);

// The form in which bank accounts are compared, however they are written: wide, in groups, with hyphens.
std::string account_key(std::string_view account);

// VER-3: an account that was ever named for a client, in the form in which they are compared.
struct VerifiedAccount {
  std::string account;
  CaseId process;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(VerifiedAccount, (), (account, process, party))
template <>
struct TableOf<VerifiedAccount> {
  static TableSpec spec() { return {"verification_account", {"account", "process"}, {}, "party"}; }
};

std::vector<const Procedure*> verification_procedures();
std::vector<const RecordType*> verification_records();

}  // namespace ch
