// write_on_case, hand_on_case, break_promise: what is written on a case (PRO-4), and the promise to answer it (RSK-11).
#include "api/codes.h"
#include "api/role_names.h"
#include "api/texts.h"
#include "procedure/cases.h"
#include "procedure/commands.h"
#include "procedure/documents.h"
#include "procedure/history.h"
#include "procedure/promises.h"
#include "procedure/sight.h"

namespace ch {

namespace {

constexpr std::int64_t text_most = 1'000;

// Of a case that is open.
Result<Case> open_one(Reader& rows, CaseId id) {
  const auto one = rows.get<Case>(id);
  if (!one) return refused("unknown_case", "process");
  if (!one->is_open) return refused("case_over", "process", {{"number", one->subject}});
  return *one;
}

Check writes(const WriteOnCase& payload) { return text_fits(payload.text, "text", text_most); }
Check may_write(const WriteOnCase& payload, ReadContext& context) {
  const auto one = context.rows.get<Case>(payload.process);
  if (one) CH_TRY(may_see(context, *one, "write_on_case"));  // who could write without would see it from then on
  CH_TRY(open_one(context.rows, payload.process));
  for (const AttachedDocument& document : payload.documents) {
    if (!document.question.empty()) return refused("answer_unknown", document.question, {{"name", document.question}});
    CH_TRY(document_fits(document, context.policies));
  }
  return {};
}
Result<Done> write(const WriteOnCase& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  note(context, one, "written", payload.text);
  keep_documents(context, one, payload.documents);
  written_on(context, procedure_of(*context.procedures, one), one);
  context.rows.put(one);
  return Done{};
}

Check hands_on(const HandOnCase& payload) { return text_fits(payload.team, "team", 100); }
Check may_hand_on(const HandOnCase& payload, ReadContext& context) {
  const auto one = open_one(context.rows, payload.process);
  CH_TRY(one);
  const Role answers = procedure_of(*context.procedures, *one).answers;
  if (answers != Role::clock && answers != context.actor.role)  // it was promised by that team (CON-11)
    return refused("not_your_step", "", {{"who", std::string(words_of(answers).zh)}, {"who_en", std::string(words_of(answers).en)}});
  if (answers == Role::clock || !one->promised) return refused("nothing_promised", "process");
  return {};
}
Result<Done> hand(const HandOnCase& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  note(context, one, "handed_on", payload.team);
  hand_on(context, one);
  context.rows.put(one);
  return Done{};
}

Check may_break(const BreakPromise& payload, ReadContext& context) {
  CH_TRY(open_one(context.rows, payload.process));
  return {};
}
Result<Done> breaks(const BreakPromise& payload, Context& context) {
  Case one = *context.rows.get<Case>(payload.process);
  note(context, one, "promise_broken", {});
  break_promise(context, one);
  context.rows.put(one);
  return Done{};
}

}  // namespace

Command write_on_case_command() {
  return command<WriteOnCase>("write_on_case",
                              {.party = party_of_case<WriteOnCase>, .preflight = writes, .preclaim = may_write, .apply = write});
}
Command hand_on_case_command() {
  return command<HandOnCase>("hand_on_case", {.preflight = hands_on, .preclaim = may_hand_on, .apply = hand});
}
Command break_promise_command() { return command<BreakPromise>("break_promise", {.preclaim = may_break, .apply = breaks}); }

}  // namespace ch
