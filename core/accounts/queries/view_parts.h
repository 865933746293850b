// Views that more than one query shows.
#pragma once

#include "accounts/records.h"
#include "engine/command.h"

namespace ch {

AccountRow account_row(ReadContext& context, const PrepaidAccount& account);
RechargeView recharge_view(ReadContext& context, const Recharge& recharge);
WithdrawalView withdrawal_view(ReadContext& context, const Withdrawal& withdrawal);
FundsRow funds_row(ReadContext& context, const Recharge& recharge);
FundsRow funds_row(ReadContext& context, const Withdrawal& withdrawal);

// Why the wire that a request points at is not credited; empty where none is, or where it is.
struct WireNote {
  std::string zh, en;
};
WireNote wire_note(ReadContext& context, const Recharge& recharge);

// Of the newest hundred.
std::int64_t unread_notices(Reader& rows, AccountId account);

// A button: may it be pressed, and why not. What the actor's role never does is no button of his.
template <class P>
void add_action(std::vector<ActionView>& actions, const Command& command, const P& payload, ReadContext& context) {
  ActionView view = action_view(command, &payload, context);
  if (view.code != "not_allowed") actions.push_back(std::move(view));
}

// The name of an enumerator: what the API shows of a state.
template <class E>
std::string name_of(E value) {
  return std::string(enum_type<E>().name_of(static_cast<std::int64_t>(value)));
}

}  // namespace ch
