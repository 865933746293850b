// step_case: PRO-1. A person takes a case along a transition of its table.
#include "api/codes.h"
#include "api/texts.h"
#include "procedure/cases.h"
#include "procedure/commands.h"

namespace ch {

namespace {

Check preflight(const StepCase& payload) { return payload.note ? text_fits(*payload.note, "note", 1'000) : Check{}; }

Result<Done> apply(const StepCase& payload, Context& context) {
  CH_TRY(step(context, {payload.process, payload.step, payload.on}, {payload.answers, payload.documents, payload.note.value_or("")}));
  return Done{{{"step", context.rows.get<Case>(payload.process)->step}}};
}

}  // namespace

Command step_case_command() {
  return command<StepCase>("step_case", {.party = party_of_case<StepCase>, .preflight = preflight, .apply = apply});
}

}  // namespace ch
