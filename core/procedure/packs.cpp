#include "procedure/packs.h"

#include "api/codes.h"

namespace ch {

namespace {

std::string in_pack(const Procedure& procedure, std::string_view kind, std::string_view name) {
  return std::string(procedure.pack) + "." + std::string(kind) + "." + std::string(name);
}

std::string prefix_of(const Procedure& procedure) { return in_pack(procedure, "prefix", procedure.id); }

bool is_of_the_case(std::string_view group) { return group == "reseller" || group == "client"; }

void add_message(std::vector<PackNeed>& needs, const Procedure& procedure, const Effect& effect) {
  using enum PackNeed::Kind;
  for (const char* part : {".subject.zh", ".subject.en", ".body.zh", ".body.en"})
    needs.push_back({in_pack(procedure, "message", effect.name) + part, text});
  for (const auto* groups : {&effect.to, &effect.copies})
    for (const std::string_view group : *groups)
      if (!is_of_the_case(group)) needs.push_back({in_pack(procedure, "mail", group), text});
}

Check has_all(const Policies& policies, const Procedure& procedure, std::span<const PackNeed> needs) {
  for (const PackNeed& need : needs)
    if (!policies.has(need.name)) return refused("pack_lacks", "procedure", {{"pack", std::string(procedure.pack)}, {"name", need.name}});
  return {};
}

}  // namespace

std::vector<PackNeed> needs_of(const Procedure& procedure) {
  using enum PackNeed::Kind;
  std::vector<PackNeed> needs = procedure.values;
  if (!procedure.by_command()) needs.push_back({prefix_of(procedure), text});
  for (const Step& step : procedure.steps)
    if (!step.within.policy.empty()) needs.push_back({std::string(step.within.policy), number});
  if (!procedure.answers_within.empty()) needs.push_back({std::string(procedure.answers_within), number});
  for (const Transition& transition : procedure.transitions) {
    for (const Effect& effect : transition.does)
      if (effect.kind == Effect::Kind::tells) add_message(needs, procedure, effect);
  }
  return needs;
}

bool pack_is_loaded(const Policies& policies, const Procedure& procedure) { return policies.has(prefix_of(procedure)); }

Check pack_has_all(const Policies& policies, const Procedures& procedures, const Procedure& procedure) {
  if (!pack_is_loaded(policies, procedure)) return refused("pack_not_loaded", "procedure", {{"pack", std::string(procedure.pack)}});
  return has_all(policies, procedure, procedures.needs(procedure));
}

Check pack_has_message(const Policies& policies, const Procedure& procedure, const Effect& effect) {
  std::vector<PackNeed> needs;
  add_message(needs, procedure, effect);
  return has_all(policies, procedure, needs);
}

std::string next_case_number(Context& context, const Procedure& procedure) {
  return readable_number(context.policies.text(prefix_of(procedure)), context.next_number("case." + std::string(procedure.id)));
}

}  // namespace ch
