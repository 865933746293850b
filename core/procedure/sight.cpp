#include "procedure/sight.h"

#include <algorithm>
#include <array>

#include "engine/command.h"
#include "procedure/by_policy.h"
#include "procedure/tasks.h"

namespace ch {

namespace {

// Whom a group of the pack's addresses stands for. The local channel manager has no role here: he gets his copies, and asks for no more.
constexpr std::array<std::pair<std::string_view, Role>, 2> groups{{{"risk", Role::risk_supervisor}, {"finance", Role::finance}}};

void add_told(std::set<Role>& roles, const std::vector<std::string_view>& told) {
  for (const auto& [group, role] : groups)
    if (std::ranges::contains(told, group)) roles.insert(role);
}

// RSK-13: the pack says who begins it.
bool begins_by_policy(ReadContext& context, const Procedure& procedure) {
  if (!procedure.start().by_policy) return false;
  const auto who = who_begins(context.policies, procedure);
  return who && std::ranges::contains(*who, context.actor.role);
}

bool had_it_in_hand(ReadContext& context, const Case& one) {
  const std::string& user = context.actor.user;
  return one.filed_by == user || one.claimed_by == user || has_acted(context.rows, one.id, user);
}

}  // namespace

std::set<Role> roles_named(const Procedure& procedure, std::span<const Procedure* const> all) {
  std::set<Role> roles{procedure.answers};
  for (const Step& step : procedure.steps) roles.insert({step.acts, step.superior});
  for (const Transition& transition : procedure.transitions) {
    roles.insert(transition.who.begin(), transition.who.end());
    for (const Effect& effect : transition.does) {
      add_told(roles, effect.to);
      add_told(roles, effect.copies);
    }
  }
  // RSK-8: who appeals has to read the penalty.
  for (const Procedure* other : all)
    if (const Transition& start = other->start(); start.about && start.about(Case{.procedure = std::string(procedure.id)}))
      roles.insert(start.who.begin(), start.who.end());
  return roles;
}

bool sees_all_of(ReadContext& context, const Procedure& procedure) {
  const Role role = context.actor.role;
  if (context.actor.party) return false;
  if (role == Role::auditor || role == Role::administrator) return true;
  return context.procedures->names(procedure, role) || begins_by_policy(context, procedure);
}

bool sees(ReadContext& context, const Case& one) {
  if (context.actor.party) return is_own(context.rows, one.party, context.actor.party);
  return sees_all_of(context, procedure_of(*context.procedures, one)) || had_it_in_hand(context, one);
}

Check may_see(ReadContext& context, const Case& one, std::string_view asked) {
  return sees(context, one) ? Check{} : Check(not_allowed(asked, context.actor.role));
}

}  // namespace ch
