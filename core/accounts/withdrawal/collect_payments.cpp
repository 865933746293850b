// collect_payments: LED-11. What is approved, and what cases wait for, becomes a batch, which its file gives to the bank. Nothing is paid
// by that: each stays at its step until the bank has said what became of it.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/steps.h"
#include "payments/batches.h"

namespace ch {

namespace {

struct Ready {
  std::vector<Withdrawal> withdrawals;
  std::vector<Payout> payouts;
  std::size_t count() const { return withdrawals.size() + payouts.size(); }
};

bool filed_it(Reader& rows, const Payout& payout, const Actor& actor) { return rows.get<Case>(payout.process)->filed_by == actor.user; }

// The oldest first.
Ready ready(Reader& rows, const Actor& actor, std::size_t most) {
  Ready found;
  rows.scan<Withdrawal>({.index = "by_state", .prefix = key_of(WithdrawalState::approved)}, [&](const Withdrawal& withdrawal) {
    if (!is_his(withdrawal, actor) && !payment_under_way(rows, withdrawal.id)) found.withdrawals.push_back(withdrawal);
    return found.count() < most;
  });
  if (found.count() == most) return found;
  rows.scan<Payout>({.index = "by_state", .prefix = key_of(PayoutState::waiting)}, [&](const Payout& payout) {
    if (!filed_it(rows, payout, actor) && !payment_under_way(rows, payout.process)) found.payouts.push_back(payout);
    return found.count() < most;
  });
  return found;
}

Check one_is_ready(WithdrawalId withdrawal, ReadContext& context) {
  CH_TRY(may_step(context.rows, withdrawal, "pay"));
  if (is_his(*context.rows.get<Withdrawal>(withdrawal), context.actor)) return refused("four_eyes", "withdrawal");
  if (const auto payment = payment_under_way(context.rows, withdrawal))
    return under_way(number_of(context.policies, "withdrawal", withdrawal.value), *payment);
  return {};
}

Check one_is_ready(CaseId process, ReadContext& context) {
  const auto payout = context.rows.get<Payout>(process);
  if (!payout || payout->state != PayoutState::waiting) return refused("unknown_case", "process");
  if (filed_it(context.rows, *payout, context.actor)) return refused("four_eyes", "process");
  if (const auto payment = payment_under_way(context.rows, process)) return under_way(context.rows.get<Case>(process)->subject, *payment);
  return {};
}

Check preclaim(const CollectPayments& payload, ReadContext& context) {
  if (payload.withdrawal) return one_is_ready(*payload.withdrawal, context);
  if (payload.process) return one_is_ready(*payload.process, context);
  if (ready(context.rows, context.actor, 1).count() == 0) return refused("nothing_to_collect");
  return {};
}

Ready wanted(const CollectPayments& payload, Context& context) {
  if (payload.withdrawal) return {{*context.rows.get<Withdrawal>(*payload.withdrawal)}, {}};
  if (payload.process) return {{}, {*context.rows.get<Payout>(*payload.process)}};
  return ready(context.rows, context.actor, payments_most);
}

Result<Done> apply(const CollectPayments& payload, Context& context) {
  const Ready payments = wanted(payload, context);
  // The account that money comes in on is the one that it goes out from (LED-10: cash at bank is one).
  PaymentBatch batch{.id = context.next<BatchTag>("payment_batch"),
                     .made = context.now,
                     .held_by = context.actor.user,
                     .bank = context.policies.text("credit.receiving.bank"),
                     .account_name = context.policies.text("credit.receiving.name"),
                     .account_number = context.policies.text("credit.receiving.account")};
  const auto add = [&](Payment payment) {
    payment.batch = batch.id;
    payment.position = ++batch.payments;
    batch.total += payment.amount;
    context.rows.put(payment);
  };
  for (const Withdrawal& one : payments.withdrawals) add({.withdrawal = one.id, .party = one.party, .amount = one.amount});
  for (const Payout& one : payments.payouts) add({.party = one.party, .amount = one.amount, .process = one.process});
  batch.without_result = batch.payments;
  context.rows.put(batch);
  return Done{{{"batch", std::to_string(batch.id.value)},
               {"number", batch_number(batch.id)},
               {"payments", std::to_string(batch.payments)},
               {"total", batch.total.text()}}};
}

}  // namespace

Command collect_payments_command() { return command<CollectPayments>("collect_payments", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
