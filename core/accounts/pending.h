// Recharges that wait for their wire, and which of them a wire could be meant for (PRE-4, PRE-5).
#pragma once

#include <span>

#include "accounts/records.h"
#include "engine/context.h"
#include "procedure/records.h"

namespace ch {

// Waiting or in suspense, oldest first; all of them, or those of an amount. No more than that many of either state are looked at.
std::vector<Recharge> pending_recharges(Reader& rows, PartyId party, int most = Scan{}.limit);
std::vector<Recharge> pending_recharges_of(Reader& rows, PartyId party, Money amount, int most = Scan{}.limit);
// One of them; none where nothing is pending. Costs the same however many there are.
std::optional<Recharge> some_pending_recharge(Reader& rows, PartyId party);
// Which request a wire of this amount from this payer is credited for, at the cost of looks into an index.
struct Meant {
  std::optional<Recharge> decided;  // the only one of its amount, or the only one of them that the remark names
  bool some = false;                // there is one of its amount at all
};
Meant meant_exactly(Reader& rows, std::span<const PartyId> payers, Money amount, std::span<const RechargeId> codes);
bool is_pending(const Recharge& recharge);
// PRE-20: what could not be taken again for one that was paid after all, and is not paid yet. Its case says it.
Money still_owed_of(const Case& withdrawal);
bool in_progress(const Withdrawal& withdrawal);  // its money is neither with the merchant nor with the bank

// A request with its number, remark code and case; put, waiting.
Recharge new_recharge(Context& context, const PrepaidAccount& account, Money amount);

// What a payer writes into the wire's remark: prefix, number, check digit.
std::string remark_code(const Policies& policies, RechargeId recharge);
// The requests whose codes stand in a remark, in any width, with or without spaces in between.
std::vector<RechargeId> codes_in(std::string_view remark, std::string_view prefix);

std::optional<PrepaidAccount> account_of_party(Reader& rows, PartyId party);
// All who are registered under the name (PRE-1's comparison, nothing looser).
std::vector<PartyId> parties_named(Reader& rows, std::string_view name);

// The requests that a wire in suspense could be meant for: those of its amount; else that whose code it bears; else all that wait.
std::vector<Recharge> meant_by(Reader& rows, const Wire& wire, std::string_view prefix, int most = Scan{}.limit);
// Is it one of them?
bool is_meant_for(Reader& rows, const Wire& wire, const Recharge& recharge, std::string_view prefix);
// PRE-5: each pending request stands in suspense by the newest wire in suspense that is meant for it, or waits. What can change that calls
// one of these, by what it was; what can change nothing (a request cancelled: no wire is meant for one that waits) calls none.
void link_new_wire(Context& context, const Wire& wire);      // it is the newest: no other wire is looked at
void relink_without(Context& context, const Recharge& was);  // no longer pending; `was`: as it stood before
void relink(Context& context, PartyId party);                // a request was made, or a wire has left suspense

// Why a wire was not credited: a code of our own table, or a person's words.
struct WireReason {
  std::string_view code, zh, en;
};
const WireReason* wire_reason(std::string_view code);
std::string wire_reason_zh(const Wire& wire);
std::string wire_reason_en(const Wire& wire);

// PRE-5: tells the merchant that money came which is not credited, why, and whom to ask.
void tell_not_credited(Context& context, const PrepaidAccount& account, const Wire& wire);

// PRE-3: opened, alerts set, recharged. `wire`: the number of the one that was the last of these; empty: it was there before.
void activate(Context& context, PrepaidAccount& account, std::string wire);

// Credits a wire to an account, out of the bank or out of suspense; what is owed is paid first (PRE-6), a first recharge
// activates (PRE-3). Puts wire, recharge and account.
Check credit_wire(Context& context, Wire& wire, PrepaidAccount account, Recharge recharge, bool from_suspense);

}  // namespace ch
