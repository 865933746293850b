// file_case: PRO-1. A person begins a case, with what the procedure's form asks for.
#include "api/codes.h"
#include "procedure/cases.h"
#include "procedure/commands.h"

namespace ch {

namespace {

PartyId party(const FileCase& payload, Reader&) { return payload.party; }

Result<Done> apply(const FileCase& payload, Context& context) {
  const auto id = file(context, payload);
  CH_TRY(id);
  return Done{{{"process", std::to_string(id->value)}, {"number", context.rows.get<Case>(*id)->subject}}};
}

}  // namespace

Command file_case_command() { return command<FileCase>("file_case", {.party = party, .apply = apply}); }

}  // namespace ch
