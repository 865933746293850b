// PRO-2: what can be wrong with a procedure's table, found when it is built and not when a case runs into it.
#include <algorithm>
#include <set>

#include "procedure/procedure.h"

namespace ch {

namespace {

using Names = std::set<std::string_view>;

// Everything that the transitions lead to from `start`; against them where `backwards`.
Names reached(const Procedure& procedure, Names found, bool backwards) {
  bool grew = true;
  while (grew) {
    grew = false;
    for (const Transition& one : procedure.transitions) {
      const std::string_view here = backwards ? one.to : one.from;
      const std::string_view there = backwards ? one.from : one.to;
      if (found.contains(here) && found.insert(there).second) grew = true;
    }
  }
  return found;
}

bool is_number_policy(std::string_view name) {
  return std::ranges::any_of(policy_needs(), [&](const PolicyNeed& need) { return need.name == name && need.kind == PolicyKind::number; });
}

std::string about(const Procedure& procedure, std::string_view what, std::string_view text) {
  return std::string(procedure.id) + ": " + std::string(what) + " " + std::string(text);
}

void check_transitions(const Procedure& procedure, const Names& steps, const Names& ends, std::vector<std::string>& found) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Transition& one : procedure.transitions) {
    if (!steps.contains(one.from)) found.push_back(about(procedure, one.from, "is no step, but a transition starts there"));
    if (!steps.contains(one.to)) found.push_back(about(procedure, one.to, "is no step, but a transition leads there"));
    if (ends.contains(one.from)) found.push_back(about(procedure, one.from, "is an end, but a transition starts there"));
    if (!seen.insert({one.from, one.on}).second)
      found.push_back(about(procedure, one.from, "has two transitions that compete for " + std::string(one.on)));
    if ((one.on == overdue) != (one.who == Role::clock))
      found.push_back(about(procedure, one.from, "has a transition of the clock that is no deadline's"));
  }
}

void check_deadline(const Procedure& procedure, const Step& step, std::vector<std::string>& found) {
  const bool fires =
      std::ranges::any_of(procedure.transitions, [&](const Transition& one) { return one.from == step.name && one.on == overdue; });
  const bool has_deadline = !step.working_days.empty();
  if (has_deadline && !fires) found.push_back(about(procedure, step.name, "has a deadline without a transition"));
  if (!has_deadline && fires) found.push_back(about(procedure, step.name, "has a deadline's transition without a deadline"));
  if (has_deadline && !is_number_policy(step.working_days))
    found.push_back(about(procedure, step.name, "asks for a policy value that no pack has to have"));
}

}  // namespace

std::vector<std::string> faults(const Procedure& procedure) {
  std::vector<std::string> found;
  Names steps, ends;
  for (const Step& step : procedure.steps) {
    if (!steps.insert(step.name).second) found.push_back(about(procedure, step.name, "stands there twice"));
    if (step.end) ends.insert(step.name);
  }
  if (!steps.contains(procedure.start)) found.push_back(about(procedure, procedure.start, "is no step, but cases start there"));
  check_transitions(procedure, steps, ends, found);

  const Names reachable = reached(procedure, {procedure.start}, false);
  const Names ending = reached(procedure, ends, true);
  for (const Step& step : procedure.steps) {
    if (!reachable.contains(step.name)) found.push_back(about(procedure, step.name, "is never reached"));
    if (!ending.contains(step.name)) found.push_back(about(procedure, step.name, "leads to no end"));
    check_deadline(procedure, step, found);
  }
  for (const std::string_view name : procedure.path) {
    if (!steps.contains(name)) found.push_back(about(procedure, name, "is no step, but on the usual way"));
  }
  return found;
}

}  // namespace ch
