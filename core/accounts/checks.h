// What every command of chapter 03 checks the same way: amounts and texts from outside, rows that must be there, states of the account.
#pragma once

#include "accounts/records.h"
#include "api/codes.h"
#include "api/texts.h"
#include "base/text.h"
#include "engine/context.h"

namespace ch {

// ¥9,999,999,999.99: no sum of what one tenant can take in comes near the end of Money's range.
inline constexpr Money amount_max = Money::fen(999'999'999'999);

// CON-9: above zero and at most amount_max.
Check amount_fits(Money amount, std::string_view field = "amount");

// One payment of the bank confirms one thing: a withdrawal or a case paid, a wire that came, or one sent back. Refusal
// payment_reference_reused.
Check payment_is_new(ReadContext& context, std::string_view bank_reference);

// Refusals unknown_account, unknown_party.
Result<PrepaidAccount> account_of(Reader& rows, AccountId account, std::string_view field = "account");
Result<Party> party_of(Reader& rows, PartyId party, std::string_view field = "party");

// Whose it is, for the scope `own`. None where there is no such row: then the actor may not, and learns nothing.
PartyId owner_of(Reader& rows, AccountId account);

Money balance_of(Reader& rows, AccountId account, Book book);

// PRE-3. Refusal account_closed.
Check not_closed(const PrepaidAccount& account, const Policies& policies);
// PRE-3, PRE-7, PRE-19: what enrolment and withdrawal need of the account, in the order in which a merchant would put it right:
// account_closed, account_blocked, alerts_not_set, account_not_active, owed_open.
Check may_use(Reader& rows, const PrepaidAccount& account, const Policies& policies);

// PRE-1: a wire bank account is in force, in the name under which the company is registered. Refusals no_settlement_profile,
// profile_name_differs.
Check profile_in_force(Reader& rows, const Party& party, const Policies& policies);

// Whom to ask: the pack's contact, in both languages ("contact", "contact_en").
void add_contact(std::vector<Arg>& args, const Policies& policies);

// CON-8. The prefix is pack data: "credit.prefix.recharge".
std::string number_of(const Policies& policies, std::string_view entity, std::int64_t id);

// CON-12. Are the party's bank accounts and telephones the actor's own? All others see them masked, or ask by show_in_full.
bool sees_unmasked(const Actor& actor, PartyId party);

}  // namespace ch
