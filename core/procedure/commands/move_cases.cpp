// move_cases: PRO-6. Running cases go on by another version of their procedure; the query movable_cases lists beforehand which would.
#include "api/codes.h"
#include "procedure/commands.h"
#include "procedure/history.h"
#include "procedure/moving.h"

namespace ch {

namespace {

Check preclaim(const MoveCases& payload, ReadContext& context) {
  const auto found = movable(context, payload.procedure, payload.from, payload.to);
  CH_TRY(found);
  if (!found->stuck.empty())
    return refused("cases_stuck", "to", {{"number", found->stuck.front().subject}, {"step", found->stuck.front().step}});
  if (found->cases.empty()) return refused("nothing_to_move", "from");
  return {};
}

Result<Done> apply(const MoveCases& payload, Context& context) {
  ReadContext reading = context.reading();
  const Movable found = *movable(reading, payload.procedure, payload.from, payload.to);
  for (Case one : found.cases) {
    one.version = payload.to;
    note(context, one, "moved", std::to_string(payload.from) + " → " + std::to_string(payload.to));
    context.rows.put(one);
  }
  return Done{{{"cases", std::to_string(found.cases.size())}}};
}

}  // namespace

Command move_cases_command() { return command<MoveCases>("move_cases", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
