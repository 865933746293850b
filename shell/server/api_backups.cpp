// Backups by who administers the tenant (SRV-15).
#include "server/api_parts.h"
#include "server/clock.h"
#include "server/door.h"

namespace ch::server {

namespace {

ordered_json as_json(const Backups::One& one) {
  return {{"file", one.name},
          {"state", one.state},
          {"began", text(one.began)},
          {"commands", one.made.commands},
          {"attachments", one.made.attachments},
          {"bytes", one.made.bytes},
          {"longest_hold_us", one.longest_hold_us},
          {"detail", one.detail}};
}

// A key has to be an administrator's and may be held to this.
Check may_back_up(const Identity& who) {
  if (who.key != 0 && who.role != Role::administrator) return turned_away("only_administrators");
  return key_allows(who, "backup");
}

}  // namespace

void Api::make_backup(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  if (const Check may = may_back_up(who); !may) return respond(refusal_response(may.error()));
  if (!parts_.backups.possible()) return respond(refused_by_door("no_backups"));
  as_administrator(who, false, respond, [this, respond] {
    const auto begun = parts_.backups.begin(system_now());
    if (!begun) return respond(refused_by_door("backup_under_way"));
    Response response = ok(as_json(*begun));
    response.status = 202;
    respond(std::move(response));
  });
}

void Api::backups(const std::shared_ptr<const Request>&, const Identity& who, Respond respond) {
  if (const Check may = may_back_up(who); !may) return respond(refusal_response(may.error()));
  as_administrator(who, false, respond, [this, respond] {
    ordered_json rows = ordered_json::array();
    for (const Backups::One& one : parts_.backups.all()) rows.push_back(as_json(one));
    respond(ok(rows));
  });
}

}  // namespace ch::server
