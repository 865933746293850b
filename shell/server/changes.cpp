#include "server/changes.h"

#include "api/answer.h"
#include "api/codes.h"

namespace ch::server {

namespace {

// Of others' commands an outside user sees none, and so many of them are passed over in one page.
constexpr int looked_at_most = 5'000;

nlohmann::ordered_json row_of(const JournalRow& row) {
  return {{"seq", row.seq},           {"id", row.id.text()},   {"at", text(row.at)},
          {"name", row.name},         {"user", row.user_name}, {"role", enum_type<Role>().name_of(static_cast<std::int64_t>(row.role))},
          {"party", row.party.value}, {"code", row.code}};
}

}  // namespace

Result<ChangesPage> changes_since(Engine& engine, std::int64_t after, int limit, const Actor& actor) {
  if (!engine.rows().get<Grant>(actor.user, actor.role, actor.party)) return refused("no_such_grant", "actor", {{"user", actor.user}});
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  std::int64_t next = after;
  bool more = false;
  int looked_at = 0;
  engine.rows().scan<JournalRow>({.from = key_of(after + 1)}, [&](const JournalRow& row) {
    more = static_cast<int>(rows.size()) == limit || looked_at++ == looked_at_most;
    if (more) return false;
    next = row.seq;
    if (!actor.party || row.party == actor.party) rows.push_back(row_of(row));
    return true;
  });
  return ChangesPage{answer_text({{"rows", std::move(rows)}, {"next", next}, {"more", more}}), next};
}

}  // namespace ch::server
