#include "accounts/movements.h"

#include <algorithm>
#include <array>

#include "accounts/campaigns/campaign_state.h"
#include "accounts/checks.h"
#include "accounts/orders/order_steps.h"
#include "accounts/pending.h"
#include "accounts/procedures.h"
#include "accounts/queries/view_parts.h"
#include "accounts/statement/totals.h"
#include "api/codes.h"
#include "base/digits.h"
#include "base/fault.h"
#include "procedure/cases.h"
#include "procedure/delivery.h"
#include "procedure/history.h"
#include "record/json_codec.h"

namespace ch {

namespace {

// Each gives what it paid.
Result<Money> pay_order(Context& context, PrepaidAccount& account, const Order& before, Money most) {
  const Money amount = std::min(most, owed_open(before));
  Order order = before;
  const std::array legs{shrink(account.id, Book::available, amount), shrink(account.id, Book::owed, amount),
                        shrink(platform_account, Book::fees_due, amount), grow(platform_account, Book::revenue, amount)};
  CH_TRY(context.ledger.post({{}, EntryKind::owed_paid, context.today(), order.order_no, {}, {legs.begin(), legs.end()}}));
  order.owed_paid += amount;
  keep_order(context, account, std::move(order), &before);
  return amount;
}

// PRE-20: of a withdrawal that was paid after all. No fee is earned by it: the platform has back what the bank paid.
Result<Money> pay_withdrawn(Context& context, PrepaidAccount& account, const OpenDebt& debt, Money most) {
  const auto id = digits::read(debt.order_no);
  require(id.has_value(), "PRE-6: a debt is an order's or a withdrawal's");
  const auto withdrawal = context.rows.get<Withdrawal>(WithdrawalId{*id});
  require(withdrawal != nullptr, "PRE-6: a debt is an order's or a withdrawal's");
  Case one = *context.rows.get<Case>(withdrawal->process);
  const Money open = still_owed_of(one), amount = std::min(most, open);
  CH_TRY(context.ledger.post({.kind = EntryKind::owed_paid,
                              .business_date = context.today(),
                              .reference = one.subject,
                              .legs = {shrink(account.id, Book::available, amount), shrink(account.id, Book::owed, amount)}}));
  set_answer(one, still_owed, amount == open ? std::string{} : (open - amount).text());
  note(context, one, "owed_paid", amount.text());
  context.rows.put(one);
  if (amount < open) return amount;
  context.rows.erase<OpenDebt>(account.id, debt.position);
  --account.owed_orders;
  return amount;
}

void start_alert_timer(Context& context, PrepaidAccount& account) {
  const Instant due = context.now.plus_hours(context.policies.number("credit.alert_hours"));
  account.alert_timer = context.start_timer(due, "repeat_low_balance_alert", encode_text(RepeatLowBalanceAlert{account.id})).value;
}

// PRE-17. An account that was never recharged is not low but new. A credit does not make it fall, however little it brings.
void look_at_alert(Context& context, PrepaidAccount& account, Money available, bool credited) {
  const bool below = account.state == AccountState::active && available < account.alert_value;
  if (below == account.low || (below && credited)) return;
  account.low = below;
  if (below) {
    alert_low_balance(context, account, available);
  } else if (account.alert_timer) {
    context.stop_timer(TimerId{*account.alert_timer});
    account.alert_timer.reset();
  }
}

void tell_campaigns(Context& context, const PrepaidAccount& account, NoticeTemplate about, std::int64_t campaigns, Money available) {
  std::vector<Arg> args{{"available", available.text()}, {"campaigns", std::to_string(campaigns)}};
  if (about == NoticeTemplate::campaigns_suspended) args.push_back({"breaker_value", breaker_value(account, context.policies).text()});
  notify(context, account, about, std::move(args));
}

}  // namespace

Result<Money> pay_debts(Context& context, PrepaidAccount& account, Money credit) {
  Money left = credit;
  while (account.owed_orders > 0 && left.positive()) {
    std::optional<OpenDebt> oldest;
    context.rows.scan<OpenDebt>({.prefix = key_of(account.id), .limit = 1}, [&](const OpenDebt& debt) { return oldest = debt, false; });
    require(oldest.has_value(), "PRE-6: an account with something owed has a debt that says which");
    const auto order = context.rows.get<Order>(account.id, oldest->order_no);
    const bool of_order = order && order->owed_position == oldest->position;
    const Result<Money> part = of_order ? pay_order(context, account, *order, left) : pay_withdrawn(context, account, *oldest, left);
    CH_TRY(part);
    left -= *part;
  }
  return credit - left;
}

void after_movement(Context& context, PrepaidAccount& account, bool credited) {
  keep_totals(context, account);
  const Money available = context.ledger.balance(account.id, Book::available);
  const std::int64_t suspended_before = account.suspended;
  if (account.live_campaigns > 0 && available < breaker_value(account, context.policies)) {  // PRE-14
    const std::int64_t suspended = suspend_all(context, account);
    tell_campaigns(context, account, NoticeTemplate::campaigns_suspended, suspended, available);
  } else if (credited) {
    resume_if_above(context, account, available);
  }
  look_at_alert(context, account, available, credited);
  context.rows.put(account);
  if (account.suspended != suspended_before) keep_sweeping(context);
}

void resume_if_above(Context& context, PrepaidAccount& account, Money available) {
  if (account.suspended == 0 || available <= resume_value(account, context.policies)) return;  // PRE-16: above, not at
  const std::int64_t resumed = resume_all(context, account);
  if (resumed > 0) tell_campaigns(context, account, NoticeTemplate::campaigns_resumed, resumed, available);
}

void alert_low_balance(Context& context, PrepaidAccount& account, Money available) {
  if (account.alerts_on != context.today()) {
    account.alerts_on = context.today();
    account.alerts_sent = 0;
  }
  if (account.alerts_sent < context.policies.number("credit.alerts_per_day")) {
    ++account.alerts_sent;
    // To recharge before campaigns are suspended helps no longer where the same movement has suspended them.
    const auto about = account.suspended > 0 ? NoticeTemplate::low_balance_suspended : NoticeTemplate::low_balance;
    notify(
        context, account, about,
        {{"available", available.text()}, {"alert_value", account.alert_value.text()}, {"campaigns", std::to_string(account.suspended)}});
  }
  start_alert_timer(context, account);
}

namespace {

// As it goes out, in the words of then.
Outgoing in_words(Context& context, const PrepaidAccount& account, NoticeTemplate about, const std::vector<Arg>& args) {
  Outgoing out{.party = account.party, .at = context.now, .name = name_of(about)};
  const auto said = [&](const char* part, Language language) {
    return fill(context.policies.text("notice." + out.name + part + name_of(language)), args, language);
  };
  out.subject = said(".subject.", Language::zh);
  out.body = said(".body.", Language::zh);
  out.subject_en = said(".subject.", Language::en);
  out.body_en = said(".body.", Language::en);
  return out;
}

// SRV-5. Each address for itself: one that takes nothing holds up no other.
void send_out(Context& context, const PrepaidAccount& account, Outgoing out, OutgoingKind kind, const std::string& recipient) {
  out.id = context.next_number("outbox");
  out.kind = kind;
  out.recipients = {recipient};
  send_off(context, std::move(out), "account/" + std::to_string(account.id.value) + "/" + recipient);
}

}  // namespace

void notify(Context& context, const PrepaidAccount& account, NoticeTemplate about, std::vector<Arg> args) {
  const auto party = context.rows.get<Party>(account.party);
  args.push_back({"account", number_of(context.policies, "account", account.id.value)});
  args.push_back({"merchant", party ? party->name : std::string{}});
  Notice notice{.account = account.id, .party = account.party, .about = about, .at = context.now};
  for (const Arg& arg : args) notice.args.push_back(arg.name + "=" + arg.value);
  const auto send = [&](NoticeChannel channel, const std::string& recipient) {
    notice.id = context.next<NoticeTag>("notice");
    notice.channel = channel;
    notice.recipient = recipient;
    context.rows.put(notice);
  };
  send(NoticeChannel::in_app, account.opened_by);
  if (account.emails.empty() && account.phones.empty()) return;
  const Outgoing words = in_words(context, account, about, args);
  for (const std::string& email : account.emails) {
    send(NoticeChannel::email, email);
    send_out(context, account, words, OutgoingKind::mail, email);
  }
  for (const std::string& phone : account.phones) {
    send(NoticeChannel::phone, phone);
    send_out(context, account, words, OutgoingKind::short_message, phone);
  }
}

Money breaker_value(const PrepaidAccount& account, const Policies& policies) {
  const Money least = policies.money("credit.breaker_default");
  return account.breaker_value ? std::max(*account.breaker_value, least) : least;  // the default may have risen since (PRE-14)
}

Money resume_value(const PrepaidAccount& account, const Policies& policies) {
  return std::max(breaker_value(account, policies), policies.money("credit.resume_value"));
}

}  // namespace ch
