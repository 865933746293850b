#include "procedure/by_policy.h"

#include <algorithm>

#include "api/codes.h"
#include "base/text.h"

namespace ch {

namespace {

std::string value_of(const Procedure& procedure, std::string_view what) {
  return std::string(procedure.pack) + "." + std::string(procedure.id) + "." + std::string(what);
}

std::unexpected<Refusal> unusable(std::string name, std::string_view part) {
  return refused("policy_unusable", "", {{"name", std::move(name)}, {"part", std::string(part)}});
}

Result<std::vector<Role>> roles_in(const Procedure& procedure, std::string_view value) {
  std::vector<Role> roles;
  for (const std::string_view name : parts_of(value)) {
    const auto number = enum_type<Role>().number_of(name);
    if (!number || static_cast<Role>(*number) == Role::clock || std::ranges::contains(roles, static_cast<Role>(*number)))
      return unusable(initiator_policy(procedure), name);
    roles.push_back(static_cast<Role>(*number));
  }
  if (roles.empty()) return unusable(initiator_policy(procedure), value);
  return roles;
}

Result<std::vector<Question>> questions_in(const Procedure& procedure, std::string_view value) {
  std::vector<Question> questions;
  for (const std::string_view part : parts_of(value)) {
    const std::string_view name = part.substr(0, part.size() - (part.ends_with('?') ? 1 : 0));
    const Question* known = procedure.question(name);
    if (!known || std::ranges::contains(questions, name, &Question::name)) return unusable(form_policy(procedure), part);
    questions.push_back(*known);
    questions.back().optional = part.ends_with('?');
  }
  return questions;
}

}  // namespace

std::string initiator_policy(const Procedure& procedure) { return value_of(procedure, "initiator"); }
std::string form_policy(const Procedure& procedure) { return value_of(procedure, "form"); }

Check initiator_fits(const Procedure& procedure, std::string_view value) {
  const auto roles = roles_in(procedure, value);
  return roles ? Check{} : std::unexpected(roles.error());
}

Check form_fits(const Procedure& procedure, std::string_view value) {
  const auto questions = questions_in(procedure, value);
  return questions ? Check{} : std::unexpected(questions.error());
}

Result<std::vector<Role>> who_begins(const Policies& policies, const Procedure& procedure) {
  const Transition& start = procedure.start();
  if (!start.by_policy || !policies.has(initiator_policy(procedure))) return start.who;
  return roles_in(procedure, policies.text(initiator_policy(procedure)));
}

Result<std::vector<Question>> first_form(const Policies& policies, const Procedure& procedure) {
  const Transition& start = procedure.start();
  if (!start.by_policy || !policies.has(form_policy(procedure))) return start.form;
  return questions_in(procedure, policies.text(form_policy(procedure)));
}

}  // namespace ch
