#include "engine/command.h"

#include "api/codes.h"
#include "engine/records.h"

namespace ch {

namespace {

Check allowed(const Command& command, const void* payload, ReadContext& context) {
  for (const Permission& permission : command_spec(command.name)->who) {
    if (permission.role != context.actor.role) continue;
    if (permission.scope == Scope::all) return {};
    if (command.party && context.actor.party && is_own(context.rows, command.party(payload, context.rows), context.actor.party)) return {};
  }
  return not_allowed(command.name, context.actor.role);
}

}  // namespace

std::unexpected<Refusal> not_allowed(std::string_view asked, Role role) {
  return refused("not_allowed", "",
                 {{"command", std::string(asked)}, {"role", std::string(enum_type<Role>().name_of(static_cast<std::int64_t>(role)))}});
}

bool is_own(Reader& rows, PartyId row, PartyId actor) {
  if (row == actor) return true;
  const auto client = row ? rows.get<Party>(row) : nullptr;
  return client && client->reseller == actor;
}

std::optional<Refusal> why_not(const Command& command, const void* payload, ReadContext& context) {
  if (Check may = allowed(command, payload, context); !may) return may.error();
  if (command.preflight)
    if (Check fits = command.preflight(payload); !fits) return fits.error();
  if (command.preclaim)
    if (Check fits = command.preclaim(payload, context); !fits) return fits.error();
  return std::nullopt;
}

ActionView action_view(const Command& command, const void* payload, ReadContext& context) {
  const auto refusal = why_not(command, payload, context);
  if (!refusal) return {std::string(command.name), "", "", ""};
  return {std::string(command.name), refusal->code, words(*refusal, Language::zh), words(*refusal, Language::en)};
}

}  // namespace ch
