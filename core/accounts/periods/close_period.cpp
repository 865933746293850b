// close_period: LED-12. The next period, when it is over; its trial balance is kept, and no entry is for a day of it any more.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/periods/trial.h"
#include "accounts/statement/reading.h"

namespace ch {

namespace {

Check preclaim(const ClosePeriod& payload, ReadContext& context) {
  const OpenPeriod next = period_to_close(context.rows, context.policies);
  if (payload.last != next.last) return refused("not_the_next_period", "last", {{"first", next.first.text()}, {"last", next.last.text()}});
  if (next.last >= context.today()) return refused("period_not_over", "last", {{"last", next.last.text()}});
  return {};
}

Result<Done> apply(const ClosePeriod&, Context& context) {
  const OpenPeriod period = period_to_close(context.rows, context.policies);
  const std::map<Book, Money> sums = sums_on(context.rows, period.last);
  close_period(context.rows, period, sums, context.now, context.actor.user);
  return Done{{{"period", std::to_string(period.number)},
               {"first", period.first.text()},
               {"last", period.last.text()},
               {"total", trial_totals(sums).debit.text()}}};
}

}  // namespace

OpenPeriod period_to_close(Reader& rows, const Policies& policies) {
  return next_period(rows, static_cast<std::int32_t>(policies.number("core.closing_day")));
}

Command close_period_command() { return command<ClosePeriod>("close_period", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
