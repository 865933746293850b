// load_pack: CON-10. A further pack of the tenant: its values become records, and it has all that its procedures ask for. Of one that is
// loaded what is missing is added, since a later program may ask for more; what is there is left as it is.
#include <map>

#include "api/codes.h"
#include "procedure/by_policy.h"
#include "procedure/commands.h"
#include "procedure/packs.h"

namespace ch {

namespace {

Check has(ReadContext& context, const std::map<std::string_view, const PackValue*>& values, const PackNeed& need) {
  if (context.policies.has(need.name)) return {};
  const auto found = values.find(need.name);
  const PolicyKind kind = need.kind == PackNeed::Kind::number  ? PolicyKind::number
                          : need.kind == PackNeed::Kind::money ? PolicyKind::money
                                                               : PolicyKind::text;
  if (found == values.end() || found->second->kind != kind) return refused("pack_incomplete", "values", {{"name", need.name}});
  return {};
}

// Those of the pack that will be in force.
std::vector<PackValue> prefixes(const LoadPack& payload, ReadContext& context) {
  std::vector<PackValue> all;
  context.rows.scan<PolicyHead>({}, [&](const PolicyHead& head) {
    if (head.name.starts_with(payload.pack + ".") && is_prefix(head.name)) all.push_back({.name = head.name, .value = head.value});
    return true;
  });
  for (const PackValue& value : payload.values)
    if (is_prefix(value.name) && !context.policies.has(value.name)) all.push_back(value);
  return all;
}

Check preclaim(const LoadPack& payload, ReadContext& context) {
  std::map<std::string_view, const PackValue*> values;
  const std::string stem = payload.pack + ".";
  const std::vector<PackValue> all_prefixes = prefixes(payload, context);
  bool adds = false;
  for (const PackValue& value : payload.values) {
    if (!value.name.starts_with(stem)) return refused("pack_foreign", "values", {{"name", value.name}, {"pack", payload.pack}});
    if (!values.emplace(value.name, &value).second) return refused("pack_repeats", "values", {{"name", value.name}});
    if (context.policies.has(value.name)) continue;
    adds = true;
    Check fits = policy_value_fits(value.kind, value.value, value.low, value.high);
    if (fits && is_prefix(value.name)) fits = prefix_fits(value.name, value.value, all_prefixes);
    if (fits) continue;
    fits.error().field = "values/" + value.name;
    return fits;
  }
  bool known = false;
  for (const Procedure* procedure : context.procedures->all()) {
    if (procedure->pack != payload.pack || procedure->by_command()) continue;
    known = true;
    for (const PackNeed& need : context.procedures->needs(*procedure)) CH_TRY(has(context, values, need));
    const auto fresh = [&](const std::string& name) { return context.policies.has(name) ? values.end() : values.find(name); };
    if (const auto who = fresh(initiator_policy(*procedure)); who != values.end()) CH_TRY(initiator_fits(*procedure, who->second->value));
    if (const auto form = fresh(form_policy(*procedure)); form != values.end()) CH_TRY(form_fits(*procedure, form->second->value));
  }
  if (!known) return refused("pack_unknown", "pack", {{"pack", payload.pack}});
  return adds ? Check{} : refused("pack_loaded", "pack", {{"pack", payload.pack}});
}

Result<Done> apply(const LoadPack& payload, Context& context) {
  std::size_t added = 0;
  for (const PackValue& value : payload.values) {
    if (context.policies.has(value.name)) continue;
    ++added;
    context.rows.put(PolicyVersion{value.name, 1, value.value, context.today(), context.actor.user, context.actor.user, false});
    context.rows.put(PolicyHead{value.name, value.kind, value.value, 1, {}, {}, {}, value.low, value.high, value.rule});
  }
  return Done{{{"values", std::to_string(added)}}};
}

}  // namespace

Command load_pack_command() { return command<LoadPack>("load_pack", {.preclaim = preclaim, .apply = apply}); }

}  // namespace ch
