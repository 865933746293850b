// What the shop's messages do to an order (PRE-8 to PRE-13), apart from the commands that carry them, because a message may
// also be applied later: when the freeze or the settlement that it waited for comes, or when a person retries it.
#pragma once

#include "accounts/records.h"
#include "engine/command.h"

namespace ch {

inline constexpr std::int64_t order_number_max = 64;  // characters of the shop's order number

Hold hold_of(const Order& order);
Money owed_open(const Order& order);   // booked as owed, neither paid nor cancelled
Money releasable(const Order& order);  // PRE-9, PRE-10: held, owed, or owed and paid
Money refundable(const Order& order);  // PRE-12; and what is owed of an order that was completed (PRE-9)
OrderState state_of(const Order& order);

// Writes the order and what hangs on it: the account's counts (on the caller's copy), the campaign's, the debt.
// `before`: as it was; null for a new one.
void keep_order(Context& context, PrepaidAccount& account, Order order, const Order* before);

// What any message about an order looks for.
void reads_of(AccountId account, const std::string& order, ReadAhead& ahead);

// Refusals before anything is done: unknown_account, account_closed, unknown_campaign, campaign_not_running, order_known.
Check may_freeze(ReadContext& context, const FreezeOrder& message);
// may_freeze must have held. Takes up what waited for it (PRE-13).
Result<Done> freeze(Context& context, const FreezeOrder& message);

// A release, settlement or refund.
struct OrderMessage {
  AccountId account;
  std::string order;
  OrderMessageKind kind;
  std::optional<Money> amount;
};
// Refusals unknown_account, account_closed; where the order is known also order_completed, order_released, more_than_held,
// more_than_settled. An order that is not known yet is no refusal: the message waits.
Check may_apply(ReadContext& context, const OrderMessage& message);
// may_apply must have held.
Result<Done> apply_or_wait(Context& context, const OrderMessage& message);
// Does it fit what the order is at?
Check fits(const Order& order, const OrderMessage& message);

// PRE-13: for a person, with all that is needed to repeat it.
ExceptionId put_exception(Context& context, OrderException exception);
// A refusal's arguments as an exception keeps them: "name=value".
std::vector<std::string> texts_of(std::span<const Arg> args);
// What the engine runs when a message of the shop was refused.
FollowUp exception_follow_up(RecordOrderException payload);

}  // namespace ch
