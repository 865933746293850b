// The case engine (PRO-1): a case is at one step of its procedure's table, and what happens takes it along a transition, with all that
// the transition does, in one transaction.
#pragma once

#include "api/cases.h"
#include "engine/context.h"
#include "procedure/procedure.h"
#include "procedure/records.h"

namespace ch {

// The version of its table that it runs on (PRO-6).
const Procedure& procedure_of(const Procedures& procedures, const Case& one);

// What was said last under this name; empty: nothing.
std::string answer(const Case& one, std::string_view name);
void set_answer(Case& one, std::string_view name, std::string_view value);
// A policy value that the case started with, where its procedure says that it keeps it (CON-10).
std::int32_t kept_number(const Case& one, std::string_view policy);

// Its deadline has passed (CON-5: it is kept by what happens before).
bool is_late(const Case& one, Instant now);
// The clock takes it on at its deadline: from then on nobody else does, also where timers stand still (CON-3).
bool is_left_to_the_clock(const Procedure& procedure, const Case& one, Instant now);
// By when a case at its step must move, with what explains it; none: no deadline.
std::optional<Deadline> deadline_of(Reader& rows, const Procedure& procedure, const Case& one);

// How a case begins by a command of its own (chapter 03). `subject` is the readable number of what it is about.
CaseId open_case(Context& context, const Procedure& procedure, std::string subject, AccountId account, PartyId party);
// May this happen to it now? Refusals unknown_case, wrong_step (with the step it is at), and those of the guard.
Check may_advance(Reader& rows, const Procedure& procedure, CaseId id, std::string_view on);
// may_advance must have held, and nothing that the transition does refuses.
void advance(Context& context, const Procedure& procedure, CaseId id, std::string_view on, std::string note);

// What somebody enters, checked and in the form in which it is kept.
struct Entered {
  std::vector<Said> answers;
  std::vector<AttachedDocument> documents;
  std::string note;
};

// A person files: refusals unknown_procedure, pack_not_loaded, not_your_step, those of the form and of the start's guard.
Result<CaseId> file(Context& context, const FileCase& payload);

// A person takes a case on. Refusals unknown_case, wrong_step, not_your_step, claimed_by_other, four_eyes, those of form and guard.
struct StepAsked {
  CaseId process;
  std::string_view step, on;
};
Check step(Context& context, const StepAsked& asked, const Entered& entered);

// The bank, another case, or the clock (`overdue`): something has happened to it.
Check happen(Context& context, CaseId id, std::string_view on, const Entered& entered);
// Would it be taken where the case is?
bool awaits(Reader& rows, const Procedures& procedures, CaseId id, std::string_view on);

// Whose rows a payload that names a case is about (CON-11).
template <class P>
PartyId party_of_case(const P& payload, Reader& rows) {
  const auto one = rows.get<Case>(payload.process);
  return one ? one->party : PartyId{};
}

// The usual way with what is done, where it is, and what is to come.
std::vector<StepView> progress(Reader& rows, const Procedure& procedure, CaseId id);

}  // namespace ch
