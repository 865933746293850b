// What is kept of cases (PRO-3 to PRO-6, PRO-9): where each stands, who must act and until when, its history, its messages and documents.
#pragma once

#include "api/ids.h"
#include "api/states.h"
#include "record/record_type.h"

namespace ch {

struct Case {
  CaseId id;
  std::string procedure;
  std::string subject;  // the readable number of what it is about
  AccountId account;
  PartyId party;
  std::string step;
  Instant since;  // at this step
  std::optional<Instant> due;
  bool due_provisional = false;    // CON-4
  std::int64_t calendar = 0;       // CON-4: the last year whose holidays were known when `due` was set; 0: it asks no calendar
  std::int64_t timer = 0;          // that fires at `due`; 0: none runs
  std::int64_t events = 0;         // so many has its history
  std::vector<std::string> terms;  // CON-10: the policy values it started with and keeps, "name=value"
  std::int64_t version = 1;        // PRO-6
  Instant opened;
  std::string filed_by;
  CaseId about;  // an appeal's penalty; a sub-case's parent
  bool is_open = true;
  Role acts = Role::clock;      // who must act: of the step
  PartyId acting;               // and of which company, where outside users must
  Instant inbox_at;             // its place in the inbox: the deadline, the time of the promise, or the end of time
  Role superior = Role::clock;  // who sees it too: once it is late, or while an answer is promised (RSK-11)
  bool late = false;
  std::string claimed_by;
  std::vector<std::string> answers;  // "name=value", what was said last
  std::optional<Instant> promised;   // RSK-11: an answer to what the other side wrote
  std::int64_t promise_timer = 0;
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, procedure, subject, account, party, step, since, due, due_provisional, calendar, timer, events, terms, version,
                       opened, filed_by, about, is_open, acts, acting, inbox_at, superior, late, claimed_by, answers, promised,
                       promise_timer))
template <>
struct TableOf<Case> {
  static TableSpec spec() {
    return {"process_case",
            {"id"},
            {{"by_step", {"procedure", "step"}},
             {"by_inbox", {"is_open", "acts", "acting", "inbox_at"}},
             {"by_superior", {"is_open", "superior", "inbox_at"}},
             {"by_subject", {"subject"}},
             {"by_party", {"party", "procedure"}},
             {"by_about", {"about"}}},
            "party"};
  }
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
  std::int64_t seq = 0;              // of the command in the journal, where what was posted stands
  std::vector<std::string> answers;  // "name=value", as entered
};
BOOST_DESCRIBE_STRUCT(CaseEvent, (), (process, position, at, user_name, role, happened, from_step, to_step, note, party, seq, answers))
template <>
struct TableOf<CaseEvent> {
  static TableSpec spec() { return {"case_event", {"process", "position"}, {}, "party"}; }
};

// A message that was written (chapter 05), in both languages, as it goes out; an event to another system; a short message (SRV-5).
struct Outgoing {
  std::int64_t id = 0;
  OutgoingKind kind = OutgoingKind::mail;
  CaseId process;
  std::int64_t event_position = 0;  // what sent it
  PartyId party;
  Instant at;
  std::string name;  // of the template or the event
  std::vector<std::string> recipients, copies;
  std::string subject, body, subject_en, body_en;  // of an event: its content as JSON is `body`
  OutgoingState state = OutgoingState::waiting;
  // What is about the same goes out in order, each kind for itself: one queue. Positions begin at 1 and go on without gaps; 0: it stands
  // in none, since there is no address.
  std::string queue;
  std::int64_t position = 0;
  bool settled = false;          // delivered or dropped: the next one's turn
  std::int64_t attempts = 0;     // that failed, since it was written or last retried by hand
  Instant next_try;              // of one that waits
  std::string error;             // of the last attempt
  std::optional<Instant> ended;  // delivered, dead or dropped
  std::string dropped_because;
};
BOOST_DESCRIBE_STRUCT(Outgoing, (),
                      (id, kind, process, event_position, party, at, name, recipients, copies, subject, body, subject_en, body_en, state,
                       queue, position, settled, attempts, next_try, error, ended, dropped_because))
template <>
struct TableOf<Outgoing> {
  static TableSpec spec() {
    return {"outbox",
            {"id"},
            {{"by_state", {"state"}},
             {"by_process", {"process"}},
             {"by_due", {"kind", "state", "next_try"}},
             {"by_queue", {"queue", "settled", "position"}}},
            "party"};
  }
};

// CON-13: by its content's hash; the host keeps the content.
struct CaseDocument {
  CaseId process;
  std::int64_t event_position = 0, position = 0;
  PartyId party;
  std::string question;
  std::string hash, type, name;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(CaseDocument, (), (process, event_position, position, party, question, hash, type, name, size))
template <>
struct TableOf<CaseDocument> {
  static TableSpec spec() { return {"case_document", {"process", "event_position", "position"}, {{"by_hash", {"hash"}}}, "party"}; }
};

// PRO-9: kept, not counted, since cost must not grow. A month is the first of its civil month.
struct StepFigure {
  std::string procedure, step;
  Date month;
  std::int64_t entered = 0, left_in_time = 0, left_late = 0;
  std::int64_t elapsed_ms = 0;  // of those that left
};
BOOST_DESCRIBE_STRUCT(StepFigure, (), (procedure, step, month, entered, left_in_time, left_late, elapsed_ms))
template <>
struct TableOf<StepFigure> {
  static TableSpec spec() { return {"step_figure", {"procedure", "step", "month"}, {}, ""}; }
};
// Why cases ended otherwise than wished; and RSK-11: answers promised, kept and broken, handed on.
struct CaseFigure {
  std::string procedure;
  Date month;
  std::string what;  // "ended:STEP", "reason:TEXT", "promised", "kept", "broken", "handed_on"
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CaseFigure, (), (procedure, month, what, count))
template <>
struct TableOf<CaseFigure> {
  static TableSpec spec() { return {"case_figure", {"procedure", "month", "what"}, {}, ""}; }
};

// PRO-4: what he has claimed shows with his delegate meanwhile.
struct Absence {
  std::string user_name;
  std::string delegate;
  Date last_day;
};
BOOST_DESCRIBE_STRUCT(Absence, (), (user_name, delegate, last_day))
template <>
struct TableOf<Absence> {
  static TableSpec spec() { return {"absence", {"user_name"}, {{"by_delegate", {"delegate"}}}, ""}; }
};

std::vector<const RecordType*> case_records();

}  // namespace ch
