#include "accounts/invariants.h"

#include <algorithm>
#include <array>

#include "accounts/checks.h"
#include "accounts/orders/order_steps.h"
#include "accounts/pending.h"
#include "policy/policies.h"

namespace ch {

namespace {

constexpr std::size_t few = 8;

Money times(int sign, Money amount) { return sign > 0 ? amount : -amount; }

// The least that the default can be just now: one that was approved for later may not be in force yet, or the older not any more.
Money least_breaker(Reader& rows) {
  const auto head = rows.get<PolicyHead>(std::string("credit.breaker_default"));
  if (!head) return {};
  const Money now = Money::parse(head->value).value_or(Money{});
  return head->next_value ? std::min(now, Money::parse(*head->next_value).value_or(now)) : now;
}

std::string wrong_of(const Order& order) {
  const std::string name = "order " + order.order_no + " of account " + std::to_string(order.account.value);
  if (hold_of(order).open().negative()) return name + ": more was settled and released than held (LED-6)";
  if (owed_open(order).negative()) return name + ": more was paid and cancelled than owed (PRE-9)";
  if (order.refunded > order.settled + order.owed_paid) return name + ": more was refunded than settled (PRE-12)";
  if (order.held + order.owed != order.fee) return name + ": its fee is neither held nor owed (PRE-8, PRE-9)";
  if (order.state != state_of(order)) return name + ": its state is not that of its amounts";
  if ((order.owed_position != 0) != owed_open(order).positive()) return name + ": its debt is not what is owed of it (PRE-6)";
  return {};
}

}  // namespace

AccountInvariants::Account& AccountInvariants::of(AccountId account) {
  for (auto& [id, kept] : few_)
    if (id == account) return kept;
  if (few_.size() < few) return few_.emplace_back(account, Account{}).second;
  if (!last_.second || last_.first != account) last_ = {account, &many_[account]};
  return *last_.second;
}

void AccountInvariants::add(const RecordType& type, const void* row, int sign) {
  if (&type == &record_type<Balance>()) {
    const auto& balance = *static_cast<const Balance*>(row);
    const Money amount = times(sign, balance.amount);
    switch (balance.book) {
      case Book::available:
        of(balance.account).total -= amount;
        break;
      case Book::frozen:
        of(balance.account).total -= amount;
        of(balance.account).frozen -= amount;
        break;
      case Book::owed:
        of(balance.account).owed -= amount;
        break;
      case Book::withdrawal_in_progress:
        of(balance.account).withdrawing -= amount;
        break;
      default:
        break;
    }
  } else if (&type == &record_type<Order>()) {
    const auto& order = *static_cast<const Order*>(row);
    Account& account = of(order.account);
    account.frozen += times(sign, hold_of(order).open());
    account.owed += times(sign, owed_open(order));
    account.open_holds += hold_of(order).open().positive() ? sign : 0;
    account.owed_orders += owed_open(order).positive() ? sign : 0;
    account.debts += owed_open(order).positive() ? sign : 0;
  } else if (&type == &record_type<OpenDebt>()) {
    of(static_cast<const OpenDebt*>(row)->account).debts -= sign;
  } else if (&type == &record_type<WaitingMessage>()) {
    of(static_cast<const WaitingMessage*>(row)->account).waiting += sign;
  } else if (&type == &record_type<Withdrawal>()) {
    const auto& withdrawal = *static_cast<const Withdrawal*>(row);
    if (in_progress(withdrawal)) of(withdrawal.account).withdrawing += times(sign, withdrawal.amount);
  } else if (&type == &record_type<Case>()) {
    const auto& one = *static_cast<const Case*>(row);
    const Money open = still_owed_of(one);
    if (open.is_zero()) return;
    Account& account = of(one.account);
    account.owed += times(sign, open);
    account.owed_orders += sign;
    account.debts += sign;
  } else if (&type == &record_type<DayTotals>()) {
    const auto& totals = *static_cast<const DayTotals*>(row);
    of(totals.account).total += times(sign, totals.income - totals.expense);
  } else if (&type == &record_type<DayShift>()) {
    const auto& shift = *static_cast<const DayShift*>(row);
    of(shift.account).shifted_income += times(sign, shift.income);
    of(shift.account).shifted_expense += times(sign, shift.expense);
  } else if (&type == &record_type<Campaign>()) {
    const auto& campaign = *static_cast<const Campaign*>(row);
    Account& account = of(campaign.account);
    account.suspended += campaign.state == CampaignState::suspended ? sign : 0;
    account.live += campaign.state == CampaignState::scheduled || campaign.state == CampaignState::running ? sign : 0;
  } else if (&type == &record_type<PrepaidAccount>()) {
    const auto& kept = *static_cast<const PrepaidAccount*>(row);
    Account& account = of(kept.id);
    account.open_holds -= sign * kept.open_holds;
    account.owed_orders -= sign * kept.owed_orders;
    account.waiting -= sign * kept.waiting;
    account.suspended -= sign * kept.suspended;
    account.live -= sign * kept.live_campaigns;
  }
}

void AccountInvariants::take(const RecordType& type, const void* before, const void* after) {
  if (before) add(type, before, -1);
  if (after) add(type, after, 1);
  if (!after) return;
  if (&type == &record_type<Order>()) {
    if (std::string wrong = wrong_of(*static_cast<const Order*>(after)); !wrong.empty()) wrong_.push_back(std::move(wrong));
  } else if (&type == &record_type<PrepaidAccount>()) {
    const auto& account = *static_cast<const PrepaidAccount*>(after);
    const auto* earlier = static_cast<const PrepaidAccount*>(before);
    if (account.state == AccountState::closed) of(account.id).closed = true;
    if (earlier && (account.live_campaigns > earlier->live_campaigns || account.breaker_value != earlier->breaker_value))
      of(account.id).breaker = true;
  } else if (&type == &record_type<Balance>()) {
    const auto& balance = *static_cast<const Balance*>(after);
    if (balance.book == Book::available) of(balance.account).breaker = true;
  }
}

void AccountInvariants::finish(Reader& rows, std::vector<std::string>& faults) const {
  faults.insert(faults.end(), wrong_.begin(), wrong_.end());
  const auto look = [&](AccountId id, const Account& account) {
    const auto wrong = [&](bool is, const char* what) {
      if (is) faults.push_back("account " + std::to_string(id.value) + ": " + what);
    };
    wrong(!account.frozen.is_zero(), "what is frozen is not what its orders hold (LED-6)");
    if (!account.owed.is_zero() || !account.withdrawing.is_zero()) {
      const bool prepaid = rows.get<PrepaidAccount>(id) != nullptr;  // of resellers and clients other chapters tell
      wrong(prepaid && !account.owed.is_zero(), "what is owed is not what its orders and withdrawals owe (PRE-9, PRE-20)");
      wrong(prepaid && !account.withdrawing.is_zero(), "what is being withdrawn is not what its withdrawals say (PRE-19)");
    }
    wrong(!account.total.is_zero(), "available and frozen are not its income less its expense (PRE-22)");
    wrong(!account.shifted_income.is_zero() || !account.shifted_expense.is_zero(),
          "what backdating takes from one day it does not give to another (LED-5)");
    wrong(account.open_holds != 0, "its open holds are miscounted");
    wrong(account.owed_orders != 0 || account.debts != 0, "its debts are miscounted (PRE-6)");
    wrong(account.waiting != 0, "its waiting messages are miscounted (PRE-13)");
    wrong(account.suspended != 0 || account.live != 0, "its campaigns are miscounted (PRE-14)");
    if (account.breaker && look_at_breaker_) {
      const auto kept = rows.get<PrepaidAccount>(id);
      if (kept && kept->live_campaigns > 0) {
        const Money least = std::max(kept->breaker_value.value_or(Money{}), least_breaker(rows));
        wrong(balance_of(rows, id, Book::available) < least, "a campaign is scheduled or running below the breaker value (PRE-14)");
      }
    }
    if (account.closed) {
      for (const Book book : {Book::available, Book::frozen, Book::owed, Book::withdrawal_in_progress, Book::deposit, Book::prepayment})
        wrong(!balance_of(rows, id, book).is_zero(), "it is closed with money in it (PRE-3)");
    }
  };
  for (const auto& [id, account] : few_) look(id, account);
  for (const auto& [id, account] : many_) look(id, account);
}

void account_invariants(const Changed& changed, std::vector<std::string>& faults) {
  AccountInvariants invariants;
  invariants.look_at_breaker();
  for (const RowChange& change : changed.rows) invariants.take(*change.type, change.before.get(), change.after.get());
  invariants.finish(changed.view, faults);
}

namespace {

class WholeAccounts final : public WholeInvariant {
 public:
  bool asks_for(const RecordType& type) const override {
    return std::ranges::contains(
        std::array{&record_type<Balance>(), &record_type<PrepaidAccount>(), &record_type<Order>(), &record_type<OpenDebt>(),
                   &record_type<WaitingMessage>(), &record_type<Withdrawal>(), &record_type<DayTotals>(), &record_type<DayShift>(),
                   &record_type<Campaign>(), &record_type<Case>()},
        &type);
  }
  void take(const RecordType& type, const void* row) override { invariants_.take(type, nullptr, row); }
  void finish(Reader& rows, std::vector<std::string>& faults) override { invariants_.finish(rows, faults); }

 private:
  AccountInvariants invariants_;
};

}  // namespace

std::unique_ptr<WholeInvariant> whole_account_invariants() { return std::make_unique<WholeAccounts>(); }

}  // namespace ch
