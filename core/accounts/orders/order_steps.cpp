#include "accounts/orders/order_steps.h"

#include <algorithm>

#include "accounts/checks.h"
#include "accounts/movements.h"
#include "accounts/procedures.h"
#include "accounts/statement/totals.h"
#include "base/fault.h"
#include "record/json_codec.h"

namespace ch {

namespace {

bool under_way(const Order& order) { return !order.completed && order.state != OrderState::released; }

void keep_debt(Context& context, PrepaidAccount& account, Order& order, bool was_open) {
  const bool is_open = owed_open(order).positive();
  if (is_open == was_open) return;
  if (is_open) {
    order.owed_position = context.seq;
    context.rows.put(OpenDebt{order.account, order.owed_position, order.order_no, order.party});
    ++account.owed_orders;
  } else {
    context.rows.erase<OpenDebt>(order.account, order.owed_position);
    order.owed_position = 0;
    --account.owed_orders;
  }
}

void count_in_campaign(Context& context, CampaignId id, std::int64_t change) {
  const auto kept = context.rows.get<Campaign>(id);
  require(kept != nullptr, "PRE-8: an order is under a campaign");
  Campaign campaign = *kept;
  campaign.orders_open += change;
  context.rows.put(std::move(campaign));
}

void set_hold(Order& order, const Hold& hold) {
  order.held = hold.held;
  order.settled = hold.settled;
  order.released = hold.released;
}

// PRE-9: what is owed still is cancelled; what was paid or settled goes back to available (PRE-12).
Check give_back(Context& context, Order& order, Money amount) {
  const Money cancelled = std::min(amount, owed_open(order));
  if (cancelled.positive()) {
    CH_TRY(context.ledger.post({{},
                                EntryKind::owed_cancelled,
                                context.today(),
                                order.order_no,
                                {},
                                {shrink(order.account, Book::owed, cancelled), shrink(platform_account, Book::fees_due, cancelled)}}));
    order.owed_cancelled += cancelled;
  }
  const Money refunded = amount - cancelled;
  if (refunded.positive()) {
    CH_TRY(context.ledger.post({{},
                                EntryKind::settled_refund,
                                context.today(),
                                order.order_no,
                                {},
                                {shrink(platform_account, Book::revenue, refunded), grow(order.account, Book::available, refunded)}}));
    order.refunded += refunded;
  }
  return {};
}

Check release(Context& context, Order& order, Money amount) {
  Hold hold = hold_of(order);
  const Money from_hold = std::min(amount, hold.open());
  if (from_hold.positive()) {
    CH_TRY(context.ledger.release(hold, order.account, from_hold, context.today(), order.order_no));
    set_hold(order, hold);
  }
  return give_back(context, order, amount - from_hold);
}

Check settle(Context& context, Order& order) {
  Hold hold = hold_of(order);
  if (hold.open().positive()) {
    CH_TRY(context.ledger.settle(hold, order.account, hold.open(), platform_account, Book::revenue, context.today(), order.order_no));
    set_hold(order, hold);
  }
  order.completed = true;  // what is owed of it stays owed until it is paid (PRE-9)
  return {};
}

struct Effect {
  bool repeated = false;  // PRE-13: it said what was so already
};

// fits() must have held.
Result<Effect> apply(Context& context, PrepaidAccount& account, const Order& before, const OrderMessage& message) {
  Order order = before;
  switch (message.kind) {
    case OrderMessageKind::release: {
      const Money amount = message.amount.value_or(releasable(order));
      if (amount.is_zero()) return Effect{.repeated = true};
      CH_TRY(release(context, order, amount));
      break;
    }
    case OrderMessageKind::settle:
      if (order.completed) return Effect{.repeated = true};
      CH_TRY(settle(context, order));
      break;
    case OrderMessageKind::refund:
      CH_TRY(give_back(context, order, *message.amount));
      break;
    case OrderMessageKind::freeze:
      throw Fault("PRE-13: a freeze waits for nothing");
  }
  keep_order(context, account, std::move(order), &before);
  return Effect{};
}

Result<Done> wait(Context& context, PrepaidAccount account, const OrderMessage& message) {
  const ExpireWaitingMessage over{message.account, message.order, context.seq};
  const Instant due = context.now.plus_hours(context.policies.number("credit.waiting_hours"));
  const TimerId timer = context.start_timer(due, "expire_waiting_message", encode_text(over));
  context.rows.put(
      WaitingMessage{message.account, message.order, context.seq, account.party, message.kind, message.amount, context.command, timer});
  ++account.waiting;
  context.rows.put(account);
  return Done{{{"order", message.order}, {"waiting", "1"}}};
}

// The order of business: returned before receipt, what of it is named before the rest; completed; returned after.
int rank_of(const WaitingMessage& waiting) {
  switch (waiting.kind) {
    case OrderMessageKind::freeze:
      return 0;
    case OrderMessageKind::release:
      return waiting.amount ? 1 : 2;
    case OrderMessageKind::settle:
      return 3;
    case OrderMessageKind::refund:
      return 4;
  }
  return 0;
}

// A refund that came before its freeze and fits once the order is completed goes on waiting for that.
bool fits_when_settled(Order order, const OrderMessage& message) {
  if (message.kind != OrderMessageKind::refund || order.completed) return false;
  order.settled += hold_of(order).open();
  order.completed = true;
  return fits(order, message).has_value();
}

// PRE-13: in the order of business, and of those alike the first to come first; each against what the ones before left.
Check apply_waiting(Context& context, PrepaidAccount& account, const std::string& order_no) {
  auto messages = context.rows.list<WaitingMessage>({.prefix = key_of(account.id, order_no)});
  std::ranges::stable_sort(messages, {}, rank_of);
  for (const WaitingMessage& waiting : messages) {
    const OrderMessage message{waiting.account, waiting.order_no, waiting.kind, waiting.amount};
    const auto order = context.rows.get<Order>(account.id, order_no);
    const Check fit = fits(*order, message);
    if (!fit && fits_when_settled(*order, message)) continue;
    context.stop_timer(waiting.timer);
    context.rows.erase<WaitingMessage>(waiting.account, waiting.order_no, waiting.position);
    --account.waiting;
    if (!fit) {
      put_exception(context, {.account = account.id,
                              .party = account.party,
                              .order_no = order_no,
                              .kind = waiting.kind,
                              .amount = waiting.amount,
                              .code = fit.error().code,
                              .args = texts_of(fit.error().args),
                              .command = waiting.command.text()});
      continue;
    }
    if (auto applied = apply(context, account, *order, message); !applied) return std::unexpected(applied.error());
  }
  return {};
}

// PRE-15: looked at before the fee is taken, and only where the campaign was suspended already.
bool below_hard_floor(const Campaign& campaign, Money available, const Policies& policies) {
  return campaign.state == CampaignState::suspended && available < policies.money("credit.hard_floor");
}

}  // namespace

void reads_of(AccountId account, const std::string& order, ReadAhead& ahead) {
  ahead.row<PrepaidAccount>(account);
  ahead.row<Order>(account, order);
  ahead.row<Balance>(account, Book::available);
  ahead.row<Balance>(account, Book::frozen);
  ahead.row<DayTotals>(account, ahead.today);
}

Hold hold_of(const Order& order) { return {order.held, order.settled, order.released}; }
Money owed_open(const Order& order) { return order.owed - order.owed_paid - order.owed_cancelled; }
// Before completion nothing but owed fees can have been paid, so what was refunded was refunded of these.
Money releasable(const Order& order) { return hold_of(order).open() + owed_open(order) + order.owed_paid - order.refunded; }
Money refundable(const Order& order) {
  return order.settled + order.owed_paid - order.refunded + (order.completed ? owed_open(order) : Money{});
}

OrderState state_of(const Order& order) {
  if (owed_open(order).positive()) return OrderState::owed;
  if (order.completed) return OrderState::completed;
  if (hold_of(order).open().positive()) return OrderState::held;
  return order.owed_paid > order.refunded ? OrderState::owed_paid : OrderState::released;
}

void keep_order(Context& context, PrepaidAccount& account, Order order, const Order* before) {
  order.state = state_of(order);
  account.open_holds +=
      static_cast<std::int64_t>(hold_of(order).open().positive()) - static_cast<std::int64_t>(before && hold_of(*before).open().positive());
  keep_debt(context, account, order, before && owed_open(*before).positive());
  const std::int64_t change = static_cast<std::int64_t>(under_way(order)) - static_cast<std::int64_t>(before && under_way(*before));
  if (change != 0) count_in_campaign(context, order.campaign, change);
  context.rows.put(std::move(order));
}

Check may_freeze(ReadContext& context, const FreezeOrder& message) {
  const auto account = context.rows.get<PrepaidAccount>(message.account);
  if (!account) return refused("unknown_account", "account");
  CH_TRY(not_closed(*account, context.policies));
  if (const auto order = context.rows.get<Order>(message.account, message.order)) {
    if (order->fee == message.fee && order->campaign == message.campaign) return {};
    return refused("order_known", "order", {{"order", message.order}, {"fee", order->fee.text()}});
  }
  const auto campaign = context.rows.get<Campaign>(message.campaign);
  if (!campaign || campaign->account != message.account) return refused("unknown_campaign", "campaign");
  // A suspended one takes orders only if it was ever open to them (PRE-15).
  const bool open =
      campaign->state == CampaignState::running || (campaign->state == CampaignState::suspended && campaign->starts <= context.now);
  if (!open) return refused("campaign_not_running", "campaign", {{"title", campaign->title}});
  return {};
}

Result<Done> freeze(Context& context, const FreezeOrder& message) {
  if (const auto known = context.rows.get<Order>(message.account, message.order))
    return Done{{{"order", message.order},
                 {"state", std::string(enum_type<OrderState>().name_of(static_cast<std::int64_t>(known->state)))},
                 {"repeated", "1"}}};
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(message.account);
  const auto campaign = context.rows.get<Campaign>(message.campaign);
  Order order{.account = message.account,
              .order_no = message.order,
              .party = account.party,
              .campaign = message.campaign,
              .placed = context.now,
              .fee = message.fee};
  const Money available = context.ledger.balance(account.id, Book::available);
  const bool owed = message.fee > available || below_hard_floor(*campaign, available, context.policies);
  if (owed) {  // PRE-9
    CH_TRY(context.ledger.post({{},
                                EntryKind::owed,
                                context.today(),
                                order.order_no,
                                {},
                                {grow(account.id, Book::owed, message.fee), grow(platform_account, Book::fees_due, message.fee)}}));
    order.owed = message.fee;
  } else {  // PRE-8
    Hold hold;
    CH_TRY(context.ledger.hold(hold, account.id, message.fee, context.today(), order.order_no));
    set_hold(order, hold);
  }
  keep_order(context, account, order, nullptr);
  if (account.waiting > 0) CH_TRY(apply_waiting(context, account, message.order));
  after_movement(context, account, false);
  return Done{{{"order", message.order}, {"state", owed ? "owed" : "held"}}};
}

Check may_apply(ReadContext& context, const OrderMessage& message) {
  const auto account = context.rows.get<PrepaidAccount>(message.account);
  if (!account) return refused("unknown_account", "account");
  CH_TRY(not_closed(*account, context.policies));
  const auto order = context.rows.get<Order>(message.account, message.order);
  return order ? fits(*order, message) : Check{};
}

Result<Done> apply_or_wait(Context& context, const OrderMessage& message) {
  PrepaidAccount account = *context.rows.get<PrepaidAccount>(message.account);
  const auto order = context.rows.get<Order>(message.account, message.order);
  if (!order) return wait(context, std::move(account), message);
  const auto applied = apply(context, account, *order, message);
  if (!applied) return std::unexpected(applied.error());
  if (applied->repeated) return Done{{{"order", message.order}, {"repeated", "1"}}};
  bool moved = message.kind != OrderMessageKind::settle;  // a settlement leaves available as it is; what waited for it may not
  if (account.waiting > 0) {
    const Money available = context.ledger.balance(account.id, Book::available);
    CH_TRY(apply_waiting(context, account, message.order));
    moved = moved || context.ledger.balance(account.id, Book::available) != available;
  }
  if (moved) {
    after_movement(context, account, true);
  } else {
    keep_totals(context, account);
    context.rows.put(account);
  }
  return Done{{{"order", message.order}}};
}

Check fits(const Order& order, const OrderMessage& message) {
  switch (message.kind) {
    case OrderMessageKind::release:
      if (order.completed) return refused("order_completed", "order", {{"order", order.order_no}});
      if (message.amount && *message.amount > releasable(order))
        return refused("more_than_held", "amount", {{"held", releasable(order).text()}});
      return {};
    case OrderMessageKind::settle:
      if (order.state == OrderState::released) return refused("order_released", "order", {{"order", order.order_no}});
      return {};
    case OrderMessageKind::refund:
      if (message.amount && *message.amount > refundable(order))
        return refused("more_than_settled", "amount", {{"settled", refundable(order).text()}});
      return {};
    case OrderMessageKind::freeze:
      return {};
  }
  return {};
}

ExceptionId put_exception(Context& context, OrderException exception) {
  exception.id = context.next<ExceptionTag>("exception");
  exception.at = context.now;
  const std::string number = number_of(context.policies, "exception", exception.id.value);
  exception.process = open_case(context, exception_procedure(), number, exception.account, exception.party);
  context.rows.put(exception);
  return exception.id;
}

std::vector<std::string> texts_of(std::span<const Arg> args) {
  std::vector<std::string> texts;
  for (const Arg& arg : args) texts.push_back(arg.name + "=" + arg.value);
  return texts;
}

FollowUp exception_follow_up(RecordOrderException payload) { return {"record_order_exception", encode_text(payload)}; }

}  // namespace ch
