// The tenant's own commands: bootstrap, roles, policies, clock (CON-3, CON-10, CON-11).
#include <algorithm>

#include "api/codes.h"
#include "api/texts.h"
#include "base/text.h"
#include "engine/engine.h"

namespace ch {

namespace {

constexpr std::int64_t name_max = 200;

bool is_outside(Role role) { return role == Role::merchant_user || role == Role::reseller_user; }

Check pack_is_whole(const std::vector<PackValue>& values) {
  std::map<std::string_view, const PackValue*> by_name;
  for (const PackValue& value : values) {
    if (!by_name.emplace(value.name, &value).second) return refused("pack_repeats", "values", {{"name", value.name}});
    if (Check fits = policy_value_fits(value.kind, value.value, value.low, value.high); !fits) {
      fits.error().field = "values/" + value.name;
      return fits;
    }
    Check fits = is_prefix(value.name) ? prefix_fits(value.name, value.value, values) : closing_day_fits(value.name, value.value);
    if (!fits) {
      fits.error().field = "values/" + value.name;
      return fits;
    }
  }
  for (const PolicyNeed& need : policy_needs()) {
    const auto found = by_name.find(need.name);
    if (found == by_name.end() ? need.otherwise.empty() : found->second->kind != need.kind)
      return refused("pack_incomplete", "values", {{"name", std::string(need.name)}});
    if (found == by_name.end() || need.low.empty()) continue;
    if (Check fits = policy_value_fits(need.kind, found->second->value, std::string(need.low), std::string(need.high)); !fits) {
      fits.error().field = "values/" + std::string(need.name);
      return fits;
    }
  }
  return {};
}

Command bootstrap() {
  return command<Bootstrap>(
      "bootstrap", {.preflight = [](const Bootstrap& payload) -> Check {
                      if (Check fits = name_fits(payload.platform, "platform", name_max); !fits) return fits;
                      if (Check fits = name_fits(payload.administrator, "administrator", name_max); !fits) return fits;
                      return pack_is_whole(payload.values);
                    },
                    .preclaim = [](const Bootstrap&, ReadContext& context) -> Check {
                      if (context.rows.get<Tenant>(std::int64_t{1})) return refused("already_set_up");
                      return {};
                    },
                    .apply = [](const Bootstrap& payload, Context& context) -> Result<Done> {
                      context.rows.put(Tenant{1, payload.platform, payload.pack, false, {}});
                      for (const PackValue& value : payload.values) {
                        context.rows.put(PolicyVersion{value.name, 1, value.value, context.today(), payload.administrator,
                                                       payload.administrator, false});
                        context.rows.put(PolicyHead{value.name, value.kind, value.value, 1, {}, {}, {}, value.low, value.high, value.rule});
                      }
                      context.next_number(policies_approved);
                      context.rows.put(Grant{payload.administrator, Role::administrator, {}, context.now, payload.administrator});
                      context.next<AccountTag>("account");  // the platform's own is the first
                      context.ledger.open_account(platform_account, {}, context.now);
                      return Done{{{"administrator", payload.administrator}}};
                    }});
}

Command grant_role() {
  return command<GrantRole>("grant_role", {.preflight = [](const GrantRole& payload) -> Check {
                                             if (payload.role == Role::clock) return refused("role_not_grantable", "role");
                                             if (is_outside(payload.role) != (payload.party && *payload.party))
                                               return refused("party_does_not_fit_role", "party");
                                             return name_fits(payload.user, "user", name_max);
                                           },
                                           .preclaim = [](const GrantRole& payload, ReadContext& context) -> Check {
                                             if (normal_reference(payload.user) == normal_reference(context.actor.user))
                                               return refused("own_role", "user");  // CON-11
                                             if (context.rows.get<Grant>(payload.user, payload.role, payload.party.value_or(PartyId{})))
                                               return refused("role_held", "user");
                                             const auto party = payload.party ? context.rows.get<Party>(*payload.party) : nullptr;
                                             if (payload.party && !party) return refused("unknown_party", "party");
                                             if (party && (payload.role == Role::reseller_user) != (party->kind == PartyKind::reseller))
                                               return refused("party_does_not_fit_role", "party");
                                             return {};
                                           },
                                           .apply = [](const GrantRole& payload, Context& context) -> Result<Done> {
                                             context.rows.put(Grant{payload.user, payload.role, payload.party.value_or(PartyId{}),
                                                                    context.now, context.actor.user});
                                             return Done{};
                                           }});
}

Command revoke_role() {
  return command<RevokeRole>("revoke_role", {.preclaim = [](const RevokeRole& payload, ReadContext& context) -> Check {
                                               if (payload.user == context.actor.user)
                                                 return refused("own_role", "user");  // so an administrator is always left
                                               if (!context.rows.get<Grant>(payload.user, payload.role, payload.party.value_or(PartyId{})))
                                                 return refused("role_not_held", "user");
                                               return {};
                                             },
                                             .apply = [](const RevokeRole& payload, Context& context) -> Result<Done> {
                                               context.rows.erase<Grant>(payload.user, payload.role, payload.party.value_or(PartyId{}));
                                               return Done{};
                                             }});
}

// A value that packs of earlier did not have may be proposed all the same: until then it is what it is otherwise.
std::optional<PolicyHead> head_of(Reader& rows, const std::string& name) {
  if (const auto head = rows.get<PolicyHead>(name)) return *head;
  for (const PolicyNeed& need : policy_needs())
    if (need.name == name && !need.otherwise.empty()) {
      PolicyHead head{.name = name, .kind = need.kind, .value = std::string(need.otherwise), .rule = std::string(need.rule)};
      if (!need.low.empty()) head.low = need.low;
      if (!need.high.empty()) head.high = need.high;
      return head;
    }
  return std::nullopt;
}

// The version that waits for a decision or for its day; none: a new one may be proposed.
std::optional<PolicyVersion> open_version(Reader& rows, const PolicyHead& head, Date today) {
  std::optional<PolicyVersion> newest;
  rows.scan<PolicyVersion>({.prefix = key_of(head.name), .descending = true, .limit = 1},
                           [&](const PolicyVersion& version) { return newest = version, false; });
  if (!newest || newest->rejected || (newest->approved_by && newest->effective <= today)) return std::nullopt;
  return newest;
}

// CON-8: numbers that people have seen, and remark codes that they were given, stay as they are: so a prefix is the one of the set-up.
Check prefix_stays(const std::string& name, const std::string& value, const Policies& policies) {
  if (!is_prefix(name) || value == policies.text(name)) return {};
  return refused("policy_malformed", "value", {{"kind", "prefix_in_use"}, {"prefix", policies.text(name)}});
}

Command propose_policy() {
  return command<ProposePolicy>(
      "propose_policy",
      {.preclaim = [](const ProposePolicy& payload, ReadContext& context) -> Check {
         const auto head = head_of(context.rows, payload.name);
         if (!head) return refused("unknown_policy", "name", {{"name", payload.name}});
         if (payload.effective < context.today()) return refused("effective_in_past", "effective");
         if (open_version(context.rows, *head, context.today())) return refused("policy_change_open", "name");
         if (Check stays = prefix_stays(payload.name, payload.value, context.policies); !stays) return stays;
         if (Check fits = closing_day_fits(payload.name, payload.value); !fits) return fits;
         return policy_value_fits(head->kind, payload.value, head->low, head->high);
       },
       .apply = [](const ProposePolicy& payload, Context& context) -> Result<Done> {
         std::int64_t version = 1;
         context.rows.scan<PolicyVersion>({.prefix = key_of(payload.name), .descending = true, .limit = 1},
                                          [&](const PolicyVersion& last) { return version = last.version + 1, false; });
         context.rows.put(PolicyVersion{payload.name, version, payload.value, payload.effective, context.actor.user, {}, false});
         return Done{{{"version", std::to_string(version)}}};
       }});
}

Result<PolicyVersion> waiting_version(Reader& rows, const std::string& name, std::int64_t number, const Actor& actor) {
  const auto version = rows.get<PolicyVersion>(name, number);
  if (!version) return refused("unknown_policy", "version", {{"name", name}});
  if (version->approved_by || version->rejected) return refused("policy_decided", "version");
  if (version->proposed_by == actor.user) return refused("four_eyes", "version");  // CON-11
  return *version;
}

Command approve_policy() {
  return command<ApprovePolicy>(
      "approve_policy", {.preclaim = [](const ApprovePolicy& payload, ReadContext& context) -> Check {
                           const auto version = waiting_version(context.rows, payload.name, payload.version, context.actor);
                           if (!version) return std::unexpected(version.error());
                           if (version->effective < context.today()) return refused("effective_in_past", "version");
                           return prefix_stays(payload.name, version->value, context.policies);
                         },
                         .apply = [](const ApprovePolicy& payload, Context& context) -> Result<Done> {
                           PolicyVersion version = *context.rows.get<PolicyVersion>(payload.name, payload.version);
                           version.approved_by = context.actor.user;
                           PolicyHead head = *head_of(context.rows, payload.name);
                           if (head.next_effective && *head.next_effective <= context.today()) {  // what had come into force stays so
                             head.value = *head.next_value;
                             head.version = *head.next_version;
                           }
                           head.next_value = version.value;
                           head.next_version = version.version;
                           head.next_effective = version.effective;
                           context.rows.put(version);
                           context.rows.put(head);
                           context.next_number(policies_approved);
                           for (const PolicyNeed& need : policy_needs())
                             if (need.name == payload.name && !need.when_in_force.empty())
                               context.start_timer(std::max(context.now, start_of(version.effective)), need.when_in_force, "{}");
                           return Done{};
                         }});
}

Command reject_policy() {
  return command<RejectPolicy>("reject_policy", {.preclaim = [](const RejectPolicy& payload, ReadContext& context) -> Check {
                                                   const auto version =
                                                       waiting_version(context.rows, payload.name, payload.version, context.actor);
                                                   if (!version) return std::unexpected(version.error());
                                                   return {};
                                                 },
                                                 .apply = [](const RejectPolicy& payload, Context& context) -> Result<Done> {
                                                   PolicyVersion version = *context.rows.get<PolicyVersion>(payload.name, payload.version);
                                                   version.rejected = true;
                                                   context.rows.put(version);
                                                   return Done{};
                                                 }});
}

Command halt_clock() {
  return command<HaltClock>("halt_clock", {.apply = [](const HaltClock& payload, Context& context) -> Result<Done> {
                              Tenant tenant = *context.rows.get<Tenant>(std::int64_t{1});
                              tenant.clock_halted = true;
                              tenant.halted_before = payload.before;
                              context.rows.put(tenant);
                              return Done{};
                            }});
}

Command confirm_clock() {
  return command<ConfirmClock>("confirm_clock", {.preclaim = [](const ConfirmClock&, ReadContext& context) -> Check {
                                                   const auto tenant = context.rows.get<Tenant>(std::int64_t{1});
                                                   if (!tenant || !tenant->clock_halted) return refused("clock_not_halted");
                                                   return {};
                                                 },
                                                 .apply = [](const ConfirmClock&, Context& context) -> Result<Done> {
                                                   Tenant tenant = *context.rows.get<Tenant>(std::int64_t{1});
                                                   tenant.clock_halted = false;
                                                   tenant.halted_before.reset();
                                                   context.rows.put(tenant);
                                                   return Done{};
                                                 }});
}

Result<PoliciesView> policies_view(const AskPolicies&, ReadContext& context) {
  PoliciesView view;
  context.rows.scan<PolicyHead>({}, [&](const PolicyHead& head) {
    PolicyRow row{head.name, head.kind, head.value, head.version, head.low.value_or(""), head.high.value_or(""), head.rule, "",
                  {},        false,     {}};
    if (head.next_effective && *head.next_effective <= context.today()) {
      row.value = *head.next_value;
      row.version = *head.next_version;
    }
    if (const auto open = open_version(context.rows, head, context.today())) {
      row.next_value = open->value;
      row.next_effective = open->effective;
      row.next_approved = open->approved_by.has_value();
      row.next_version = open->version;
    }
    view.rows.push_back(std::move(row));
    return true;
  });
  return view;
}

Result<UsersView> users_view(const AskUsers&, ReadContext& context) {
  UsersView view;
  context.rows.scan<Grant>({}, [&](const Grant& grant) {
    const auto party = grant.party ? context.rows.get<Party>(grant.party) : nullptr;
    view.rows.push_back({grant.user_name, grant.role, grant.party, party ? party->name : ""});
    return true;
  });
  return view;
}

}  // namespace

std::vector<Command> tenant_commands() {
  return {bootstrap(), grant_role(), revoke_role(), propose_policy(), approve_policy(), reject_policy(), halt_clock(), confirm_clock()};
}

std::vector<Query> tenant_queries() {
  return {query<AskPolicies, PoliciesView>("policies", nullptr, policies_view), query<AskUsers, UsersView>("users", nullptr, users_view)};
}

}  // namespace ch
