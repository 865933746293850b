// The case engine, as small as chapter 03 needs it: a procedure is a table of plain data, a case is at one of its steps and keeps its
// history.
#pragma once

#include "api/views.h"
#include "engine/context.h"

namespace ch {

struct Step {
  std::string_view name;
  std::string_view zh, en;
  Role acts = Role::clock;             // who must act while a case is here
  std::string_view working_days = {};  // policy value: by when; empty: no deadline
  bool end = false;
  bool failed = false;  // an end, or a place, that is not what its user wanted
};

struct Transition {
  std::string_view from, on, to;
  Role who;  // the clock: when the deadline of `from` passes; `on` is then `overdue`
};
inline constexpr std::string_view overdue = "overdue";

struct Procedure {
  std::string_view id;
  std::string_view prefix;  // of the readable number
  std::string_view start;
  std::vector<Step> steps;
  std::vector<Transition> transitions;
  std::vector<std::string_view> path;  // the steps of the usual way, for progress
  const Step& step(std::string_view name) const;
};

// PRO-2: empty where the table is sound; else each fault in words.
std::vector<std::string> faults(const Procedure& procedure);

struct Case {
  CaseId id;
  std::string procedure;
  std::string subject;  // number of what it is about
  AccountId account;
  PartyId party;
  std::string step;
  Instant since;  // at this step
  std::optional<Instant> due;
  bool due_provisional = false;  // CON-4
  std::int64_t timer = 0;        // that fires at `due`; 0: none runs
  std::int64_t events = 0;
  std::vector<std::string> terms;  // CON-10: the policy values it started with and keeps, "name=value"
};
BOOST_DESCRIBE_STRUCT(Case, (), (id, procedure, subject, account, party, step, since, due, due_provisional, timer, events, terms))
template <>
struct TableOf<Case> {
  static TableSpec spec() { return {"process_case", {"id"}, {{"by_step", {"procedure", "step"}}}, "party"}; }
};

struct CaseEvent {  // PRO-4
  CaseId process;
  std::int64_t position = 0;
  Instant at;
  std::string user_name;  // USER, FROM and TO are words of SQL
  Role role = Role::clock;
  std::string happened;  // what triggered it
  std::string from_step, to_step;
  std::string note;
  PartyId party;
};
BOOST_DESCRIBE_STRUCT(CaseEvent, (), (process, position, at, user_name, role, happened, from_step, to_step, note, party))
template <>
struct TableOf<CaseEvent> {
  static TableSpec spec() { return {"case_event", {"process", "position"}, {}, "party"}; }
};

// PRO-1. `subject` is the readable number of what the case is about.
CaseId open_case(Context& context, const Procedure& procedure, std::string subject, AccountId account, PartyId party);
// May it be advanced by this trigger? Refusal wrong_step, with the step it is at.
Check may_advance(Reader& rows, const Procedure& procedure, CaseId id, std::string_view on);
// may_advance must have held.
void advance(Context& context, const Procedure& procedure, CaseId id, std::string_view on, std::string note);
// The usual way with what is done, where it is, and what is to come.
std::vector<StepView> progress(Reader& rows, const Procedure& procedure, CaseId id);

}  // namespace ch
