// collect_payments: LED-11. What is approved becomes a batch, which its file gives to the bank. Nothing is paid by that: a withdrawal stays
// at its step until the bank has said what became of it.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"
#include "accounts/withdrawal/batches.h"
#include "accounts/withdrawal/steps.h"

namespace ch {

namespace {

// The oldest first.
std::vector<Withdrawal> ready(Reader& rows, const Actor& actor, std::size_t most) {
  std::vector<Withdrawal> found;
  rows.scan<Withdrawal>({.index = "by_state", .prefix = key_of(WithdrawalState::approved)}, [&](const Withdrawal& withdrawal) {
    if (!is_his(withdrawal, actor) && !payment_under_way(rows, withdrawal.id)) found.push_back(withdrawal);
    return found.size() < most;
  });
  return found;
}

Check one_is_ready(WithdrawalId withdrawal, ReadContext& context) {
  CH_TRY(may_step(context.rows, withdrawal, "pay"));
  if (is_his(*context.rows.get<Withdrawal>(withdrawal), context.actor)) return refused("four_eyes", "withdrawal");
  if (const auto payment = payment_under_way(context.rows, withdrawal))
    return refused("payment_under_way", "withdrawal",
                   {{"number", number_of(context.policies, "withdrawal", withdrawal.value)}, {"batch", batch_number(payment->batch)}});
  return {};
}

Check preclaim(const CollectPayments& payload, ReadContext& context) {
  if (payload.withdrawal) return one_is_ready(*payload.withdrawal, context);
  if (ready(context.rows, context.actor, 1).empty()) return refused("nothing_to_collect");
  return {};
}

Result<Done> apply(const CollectPayments& payload, Context& context) {
  const std::vector<Withdrawal> withdrawals = payload.withdrawal ? std::vector{*context.rows.get<Withdrawal>(*payload.withdrawal)}
                                                                 : ready(context.rows, context.actor, payments_most);
  // The account that money comes in on is the one that it goes out from (LED-10: cash at bank is one).
  PaymentBatch batch{.id = context.next<BatchTag>("payment_batch"),
                     .made = context.now,
                     .held_by = context.actor.user,
                     .bank = context.policies.text("credit.receiving.bank"),
                     .account_name = context.policies.text("credit.receiving.name"),
                     .account_number = context.policies.text("credit.receiving.account")};
  for (const Withdrawal& withdrawal : withdrawals) {
    context.rows.put(Payment{.batch = batch.id,
                             .position = ++batch.payments,
                             .withdrawal = withdrawal.id,
                             .party = withdrawal.party,
                             .amount = withdrawal.amount});
    batch.total += withdrawal.amount;
  }
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
