#include "procedure/view_parts.h"

#include "api/role_names.h"
#include "base/fault.h"
#include "engine/records.h"
#include "procedure/promises.h"
#include "procedure/sight.h"
#include "procedure/tasks.h"

namespace ch {

namespace {

std::optional<Money> amount_of(Reader& rows, const Case& one) {
  std::string amount = answer(one, "amount");
  if (const auto about = amount.empty() && one.about ? rows.get<Case>(one.about) : nullptr) amount = answer(*about, "amount");
  return Money::parse(amount);
}

std::optional<Case> case_named(Reader& rows, const std::string& number) {
  std::optional<Case> found;
  if (!number.empty())
    rows.scan<Case>({.index = "by_subject", .prefix = key_of(number)}, [&](const Case& one) { return found = one, false; });
  return found;
}

}  // namespace

std::optional<Case> noted_pair(ReadContext& context, const Case& one) {
  return context.actor.party ? std::nullopt : case_named(context.rows, answer(one, "pair"));
}

std::optional<Case> pair_of(ReadContext& context, const Case& one) {
  if (auto pair = noted_pair(context, one); pair || context.actor.party) return pair;
  std::string number;
  context.rows.scan<CaseEvent>({.prefix = key_of(one.id), .descending = true}, [&](const CaseEvent& event) {
    if (event.happened == "pair_found") number = event.note;
    return number.empty();
  });
  return case_named(context.rows, number);
}

namespace {

// Where nobody acts on it: the open case about it whose end takes it on. At a step that another event or the clock ends there is none.
std::optional<Case> awaited(Reader& rows, const Case& one) {
  std::optional<Case> found;
  if (!one.is_open || one.acts != Role::clock || one.due) return found;
  rows.scan<Case>({.index = "by_about", .prefix = key_of(one.id), .descending = true}, [&](const Case& other) {
    if (other.is_open && other.acts != Role::clock) found = other;
    return !found;
  });
  return found;
}

}  // namespace

CaseRow row_of(ReadContext& context, const Case& one) {
  const Procedure& procedure = procedure_of(*context.procedures, one);
  const Step& step = procedure.step(one.step);
  const auto party = context.rows.get<Party>(one.party);
  const auto awaits = awaited(context.rows, one);
  const bool shows_awaited = awaits && sees(context, *awaits);
  const Words who = one.is_open ? words_of(awaits ? awaits->acts : one.acts) : Words{};
  const auto pair = one.is_open ? noted_pair(context, one) : std::nullopt;
  return {.process = one.id,
          .number = one.subject,
          .procedure = one.procedure,
          .zh = std::string(procedure.zh),
          .en = std::string(procedure.en),
          .party = one.party,
          .name = party ? party->name : std::string{},
          .step = one.step,
          .step_zh = std::string(step.zh),
          .step_en = std::string(step.en),
          .who_zh = std::string(who.zh),
          .who_en = std::string(who.en),
          .opened = one.opened,
          .since = one.since,
          .due = one.due,
          .provisional = one.due_provisional,
          .late = is_late(one, context.now),
          .open = one.is_open,
          .failed = step.failed,
          .claimed_by = one.claimed_by,
          .promised = one.promised,
          .answer = waits_for_answer_of(context, one),
          .may_claim = one.claimed_by.empty() && may_claim(context, one).has_value(),
          .amount = amount_of(context.rows, one),
          .pair = pair ? pair->id : CaseId{},
          .pair_number = pair ? pair->subject : std::string{},
          .awaits = shows_awaited ? awaits->id : CaseId{},
          .awaits_number = shows_awaited ? awaits->subject : std::string{}};
}

std::vector<QuestionView> form_view(ReadContext& context, const std::vector<Question>& form, const Case& one) {
  std::vector<QuestionView> views;
  for (const Question& question : form) {
    QuestionView view{.name = std::string(question.name),
                      .zh = std::string(question.zh),
                      .en = std::string(question.en),
                      .kind = std::string(enum_type<AnswerKind>().name_of(static_cast<std::int64_t>(question.kind))),
                      .optional = question.optional,
                      .known = question.known.empty() ? std::string{} : answer(one, question.known)};
    for (const Choice& choice : question.choices)
      view.choices.push_back({std::string(choice.name), std::string(choice.zh), std::string(choice.en)});
    if (question.offers != nullptr)
      for (OfferedChoice& choice : question.offers(context, one))
        view.choices.push_back({std::move(choice.name), std::move(choice.zh), std::move(choice.en)});
    views.push_back(std::move(view));
  }
  return views;
}

MessageView message_view(const Outgoing& out) {
  return {.id = out.id,
          .kind = std::string(enum_type<OutgoingKind>().name_of(static_cast<std::int64_t>(out.kind))),
          .name = out.name,
          .state = std::string(enum_type<OutgoingState>().name_of(static_cast<std::int64_t>(out.state))),
          .at = out.at,
          .recipients = out.recipients,
          .copies = out.copies,
          .subject = out.subject,
          .body = out.body,
          .subject_en = out.subject_en,
          .body_en = out.body_en};
}

}  // namespace ch
