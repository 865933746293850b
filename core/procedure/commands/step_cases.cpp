// step_cases: PRO-5. Many cases along one transition, all or none, where the manual does it in batches.
#include <set>

#include "api/codes.h"
#include "api/texts.h"
#include "base/digits.h"
#include "procedure/cases.h"
#include "procedure/commands.h"

namespace ch {

namespace {

constexpr std::size_t cases_most = 500;

Result<CaseId> id_of(const std::string& text) {
  const auto number = digits::read(text);
  if (!number || *number <= 0) return refused("unknown_case", "processes");
  return CaseId{*number};
}

Check preflight(const StepCases& payload) {
  if (payload.processes.empty() || payload.processes.size() > cases_most)
    return refused("too_many_cases", "processes", {{"most", std::to_string(cases_most)}});
  std::set<std::string> seen;
  for (const std::string& process : payload.processes) {
    CH_TRY(id_of(process));
    if (!seen.insert(process).second) return refused("unknown_case", "processes");
  }
  return payload.note ? text_fits(*payload.note, "note", 1'000) : Check{};
}

bool is_bulk(Context& context, CaseId id, std::string_view on) {
  const auto one = context.rows.get<Case>(id);
  for (const Transition& transition : procedure_of(*context.procedures, *one).transitions)
    if (transition.from == one->step && transition.on == on) return transition.bulk;
  return true;  // step() says what is wrong with it
}

Result<Done> apply(const StepCases& payload, Context& context) {
  const std::int64_t batch = context.next_number("case_batch");
  const std::string name = readable_number("B", batch);
  for (const std::string& process : payload.processes) {
    const CaseId id = *id_of(process);
    if (!context.rows.get<Case>(id)) return refused("unknown_case", "processes", {{"case", process}});
    if (!is_bulk(context, id, payload.on)) return refused("not_in_bulk", "on");
    const std::string note = name + (payload.note ? " " + *payload.note : "");
    Check taken = step(context, {id, payload.step, payload.on}, {payload.answers, {}, note});
    if (taken) continue;
    const auto one = context.rows.get<Case>(id);
    taken.error().args.push_back({"case", one ? one->subject : process});
    return std::unexpected(taken.error());
  }
  return Done{{{"batch", name}, {"cases", std::to_string(payload.processes.size())}}};
}

}  // namespace

Command step_cases_command() { return command<StepCases>("step_cases", {.preflight = preflight, .apply = apply}); }

}  // namespace ch
