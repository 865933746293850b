// What the commands of a withdrawal share: finding it, four eyes, and its money going back.
#pragma once

#include "accounts/records.h"
#include "engine/context.h"

namespace ch {

PartyId owner_of(Reader& rows, WithdrawalId withdrawal);
// Is it there, and at a step where this may happen? Refusals unknown_withdrawal, wrong_step.
Check may_step(Reader& rows, WithdrawalId withdrawal, std::string_view on);

// CON-11: who filed or approved it does not take the next step.
bool is_his(const Withdrawal& withdrawal, const Actor& actor);

// PRE-20: the bank has paid. Never twice: it leaves the step, and one transfer of the bank pays one withdrawal. By somebody else than who
// filed or approved it (CON-11).
Check may_pay(ReadContext& context, WithdrawalId withdrawal, std::string_view bank_reference);
Check pay(Context& context, Withdrawal withdrawal, std::string_view on, std::string_view bank_reference, const std::optional<Date>& booked);
// What a payment of a batch is for, as an outcome names it.
std::vector<Arg> paid_for(Context& context, const Payment& payment);
// PRE-20: the bank could not pay.
void fail(Context& context, Withdrawal withdrawal, const std::string& reason);

// PRE-20: the money is available again, after a refusal or after the bank has failed. Puts withdrawal and account, and tells.
Check give_back(Context& context, Withdrawal withdrawal, std::string_view on, WithdrawalState state, const std::string& reason);

}  // namespace ch
