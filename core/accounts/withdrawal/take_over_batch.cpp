// take_over_batch: LED-11, CON-12. The file of a batch shows bank accounts in full; who may have it, and since when, stands in the journal.
#include "accounts/checks.h"
#include "accounts/commands.h"

namespace ch {

namespace {

Check preclaim(const TakeOverBatch& payload, ReadContext& context) {
  const auto batch = context.rows.get<PaymentBatch>(payload.batch);
  if (!batch) return refused("unknown_batch", "batch");
  if (batch->held_by == context.actor.user) return refused("batch_held_already", "batch");
  return {};
}

Result<Done> apply(const TakeOverBatch& payload, Context& context) {
  PaymentBatch batch = *context.rows.get<PaymentBatch>(payload.batch);
  batch.held_by = context.actor.user;
  context.rows.put(batch);
  return Done{};
}

}  // namespace

Command take_over_batch_command() { return command<TakeOverBatch>("take_over_batch", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
