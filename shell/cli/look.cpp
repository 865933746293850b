// countinghouse query, audit, digest: what looks and changes nothing.
#include "engine/audit.h"

#include "api/codes.h"
#include "cli/answers.h"
#include "cli/attachments.h"
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
struct Audited {
  AuditReport books;
  AttachmentsReport attachments;
  bool clean() const { return books.clean() && attachments.fault.empty(); }
  const std::string& fault() const { return books.clean() ? attachments.fault : books.fault; }
};

Audited audited(const Place& db) {
  try {
    House house(db, Opening::to_audit);
    Audited found{ch::audit(*house.store, house_catalogue()), {}};
    if (found.books.clean()) found.attachments = audit_attachments(*house.store, db);
    return found;
  } catch (const Failure& failure) {
    if (failure.code != "store_log_damaged") throw;
    Audited found;
    found.books.fault = failure.what.en + ". " + failure.remedy.en;
    return found;
  }
}

}  // namespace

int audit(const Place& db, bool json) {
  const Audited found = audited(db);
  const AuditReport& report = found.books;
  if (found.clean() && report.commands == 0) no_tenant(db.shown());
  if (json) {
    say(line_of({{"clean", found.clean()},
                 {"commands", report.commands},
                 {"entries", report.entries},
                 {"postings", report.postings},
                 {"rows", report.rows},
                 {"attachments", found.attachments.contents},
                 {"chain_head", hex(report.chain_head)},
                 {"fault", found.fault()}}));
  } else {
    say("commands " + std::to_string(report.commands) + "\nentries " + std::to_string(report.entries) + "\npostings " +
        std::to_string(report.postings) + "\nrows " + std::to_string(report.rows) + "\nattachments " +
        std::to_string(found.attachments.contents) + "\nchain head " + hex(report.chain_head) + "\n" +
        (found.clean() ? "clean: chain, digests, postings, balances, invariants and attachments are as they should be\n"
                       : "DIFFERS: " + found.fault() + "\n"));
  }
  return found.clean() ? done : audit_differs;
}

int digest(const Place& db, bool json) {
  House house(db, Opening::to_read);
  const std::string head = hex(house.engine->chain_head());
  try {
    const std::string tables = hex(digest_of_tables(*house.store, house_catalogue()));
    if (json)
      say(line_of({{"seq", house.engine->last_seq()}, {"chain_head", head}, {"tables", tables}}));
    else
      say("seq " + std::to_string(house.engine->last_seq()) + "\nchain head " + head + "\ntables " + tables + "\n");
  } catch (const StoreError& error) {
    store_failure(error, db.shown());
  }
  return done;
}

}  // namespace ch::cli
