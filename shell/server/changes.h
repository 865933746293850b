// What has been decided, in order (SRV-3, SRV-4): a cursor into the journal, for who follows it by machine.
#pragma once

#include "engine/engine.h"

namespace ch::server {

struct ChangesPage {
  std::string text;   // JSON
  std::int64_t next;  // the cursor behind it
};
// A page after the sequence: {"rows":[{seq,id,at,name,user,role,party,code}],"next":SEQ,"more":bool}. Outside users see their own party's
// commands alone. Refusal no_such_grant.
Result<ChangesPage> changes_since(Engine& engine, std::int64_t after, int limit, const Actor& actor);

}  // namespace ch::server
