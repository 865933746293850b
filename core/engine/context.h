// What a command's functions get to see and do. preflight sees the payload alone; preclaim reads; apply writes into the view.
#pragma once

#include "api/notices.h"
#include "api/roles.h"
#include "ledger/ledger.h"
#include "policy/policies.h"

namespace ch {

class Procedures;

// For preclaim, why_not and queries: nothing can be changed through it.
struct ReadContext {
  Reader& rows;
  Policies policies;  // in force at `now`
  Actor actor;
  Instant now;
  const Procedures* procedures;  // of the catalogue (PRO-1)

  Date today() const { return business_date(now); }
};

// For apply.
struct Context {
  View& rows;
  Ledger ledger;
  Policies policies;
  Actor actor;
  Instant now;
  std::int64_t seq;  // of this command in the journal
  Uuid command;
  const Procedures* procedures;

  Date today() const { return business_date(now); }
  ReadContext reading() { return {rows, policies, actor, now, procedures}; }

  // The next number of a sequence ("recharge"), from 1, without gaps among what is kept.
  template <class Tag>
  Id<Tag> next(std::string_view sequence) {
    return Id<Tag>{next_number(sequence)};
  }
  std::int64_t next_number(std::string_view sequence);

  // PRO-3: time acts through commands alone. The command runs as Role::clock at `due`. With a period it runs again and again
  // until stopped; missed many times, it runs once. A timer that has run, or is none, may be stopped: nothing happens.
  TimerId start_timer(Instant due, std::string_view command, std::string payload_json, std::int64_t every_ms = 0);
  void stop_timer(TimerId timer);
};

// What a command that was done answers with: ids and numbers that were given, in the order named.
struct Done {
  std::vector<Arg> args;
};

}  // namespace ch
