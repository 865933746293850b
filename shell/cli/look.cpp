// countinghouse query, audit, digest: what looks and changes nothing.
#include "engine/audit.h"

#include "api/codes.h"
#include "cli/answers.h"
#include "cli/programs.h"
#include "house/house.h"

namespace ch::cli {

int query(const QueryOptions& options) {
  const Actor actor = actor_of(options.as);
  const Instant now = options.now.empty() ? system_now() : instant_of(options.now, "--now");
  House house(options.db, Opening::to_read);
  const auto view = house.engine->query(options.name, options.params, actor, now);
  if (!view) {
    say(line_of(answer_json(view.error(), {{"name", options.name}})));
    return exit_of(view.error().band, view.error().code);
  }
  const auto json = ordered_json::parse(*view);
  say(options.json ? line_of(json) : pretty(json));
  return done;
}

namespace {

// A database whose log is damaged is not opened, so that is all that is found of it.
AuditReport report_of(const std::string& db) {
  try {
    House house(db, Opening::to_audit);
    return ch::audit(*house.store, house_catalogue());
  } catch (const Failure& failure) {
    if (failure.code != "store_log_damaged") throw;
    AuditReport report;
    report.fault = failure.what.en + ". " + failure.remedy.en;
    return report;
  }
}

}  // namespace

int audit(const std::string& db, bool json) {
  const AuditReport report = report_of(db);
  if (report.clean() && report.commands == 0) no_tenant(db);
  if (json) {
    say(line_of({{"clean", report.clean()},
                 {"commands", report.commands},
                 {"entries", report.entries},
                 {"postings", report.postings},
                 {"rows", report.rows},
                 {"chain_head", hex(report.chain_head)},
                 {"fault", report.fault}}));
  } else {
    say("commands " + std::to_string(report.commands) + "\nentries " + std::to_string(report.entries) + "\npostings " +
        std::to_string(report.postings) + "\nrows " + std::to_string(report.rows) + "\nchain head " + hex(report.chain_head) + "\n" +
        (report.clean() ? "clean: chain, digests, postings, balances and invariants are as they should be\n"
                        : "DIFFERS: " + report.fault + "\n"));
  }
  return report.clean() ? done : audit_differs;
}

int digest(const std::string& db, bool json) {
  House house(db, Opening::to_read);
  const std::string head = hex(house.engine->chain_head());
  try {
    const std::string tables = hex(digest_of_tables(*house.store, house_catalogue()));
    if (json)
      say(line_of({{"seq", house.engine->last_seq()}, {"chain_head", head}, {"tables", tables}}));
    else
      say("seq " + std::to_string(house.engine->last_seq()) + "\nchain head " + head + "\ntables " + tables + "\n");
  } catch (const StoreError& error) {
    store_failure(error, db);
  }
  return done;
}

}  // namespace ch::cli
