// case: PRO-3, PRO-4. One case whole: where it stands, who must act and until when, what may be done, and all that happened.
#include <algorithm>

#include "api/codes.h"
#include "api/role_names.h"
#include "base/text.h"
#include "engine/journal.h"
#include "engine/records.h"
#include "procedure/commands.h"
#include "procedure/explain.h"
#include "procedure/history.h"
#include "procedure/messages.h"
#include "procedure/sight.h"
#include "procedure/tasks.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

// CON-12: in full for the company itself and its reseller; others ask for it one by one.
std::string shown(ReadContext& context, const Question* question, const std::string& value) {
  return question && question->sensitive && !context.actor.party ? masked(value) : value;
}

AnswerView answer_view(ReadContext& context, const Procedure& procedure, const std::string& pair) {
  const std::size_t sign = pair.find('=');
  AnswerView view{.name = pair.substr(0, sign), .value = pair.substr(sign + 1)};
  const Question* question = procedure.question(view.name);
  const std::string whole = view.value;
  view.value = shown(context, question, whole);
  view.masked = view.value != whole;
  if (!question) {
    const Note* note = procedure.note(view.name);
    if (context.actor.party && (!note || note->inside)) view.value.clear();
    if (!note) return view;
    view.zh = note->zh;
    view.en = note->en;
    view.kind = enum_type<AnswerKind>().name_of(static_cast<std::int64_t>(note->kind));
    return view;
  }
  view.zh = question->zh;
  view.en = question->en;
  view.kind = enum_type<AnswerKind>().name_of(static_cast<std::int64_t>(question->kind));
  for (const Choice& choice : question->choices)
    if (choice.name == view.value) view.choice_zh = choice.zh, view.choice_en = choice.en;
  return view;
}

std::vector<AnswerView> answers_view(ReadContext& context, const Procedure& procedure, const std::vector<std::string>& pairs) {
  std::vector<AnswerView> views;
  views.reserve(pairs.size());
  for (const std::string& pair : pairs) views.push_back(answer_view(context, procedure, pair));
  return views;
}

std::string who_may(const Transition& transition, bool zh) {
  std::string names;
  for (const Role role : transition.who) {
    const Words words = words_of(role);
    names += (names.empty() ? "" : zh ? "、" : ", ") + std::string(zh ? words.zh : words.en);
  }
  return names;
}

std::vector<CaseActionView> actions(ReadContext& context, const Procedure& procedure, const Case& one) {
  std::vector<CaseActionView> views;
  for (const Transition& transition : procedure.transitions) {
    if (transition.from != one.step || transition.by != Trigger::person) continue;
    const auto same = [&](const CaseActionView& view) { return view.on == transition.on; };
    if (std::ranges::any_of(views, same)) continue;  // where it leads is the guard's to say
    CaseActionView view{.on = std::string(transition.on),
                        .zh = std::string(transition.zh),
                        .en = std::string(transition.en),
                        .who_zh = who_may(transition, true),
                        .who_en = who_may(transition, false),
                        .bulk = transition.bulk,
                        .form = form_view(context, transition.form, one)};
    for (std::size_t i = 0; i < view.form.size(); ++i)
      if (const Question* known = procedure.question(transition.form[i].known))
        view.form[i].known = shown(context, known, view.form[i].known);
    if (const Check may = may_act(context, one, transition); !may) {
      view.code = may.error().code;
      view.why_zh = words(may.error(), Language::zh);
      view.why_en = words(may.error(), Language::en);
    }
    views.push_back(std::move(view));
  }
  return views;
}

HappenedView happened_view(ReadContext& context, const Procedure& procedure, const CaseEvent& event) {
  const Words role = words_of(event.role);
  const bool moved = event.from_step != event.to_step;
  HappenedView view{.position = event.position,
                    .at = event.at,
                    .user = event.user_name,
                    .role_zh = std::string(role.zh),
                    .role_en = std::string(role.en),
                    .happened = event.happened,
                    .to_step = moved ? event.to_step : std::string{},
                    .note = event.note,
                    .answers = answers_view(context, procedure, event.answers)};
  const Words words = words_of_event(procedure, event);
  view.zh = words.zh;
  view.en = words.en;
  if (moved) {
    const Step& to = procedure.step(event.to_step);
    view.to_zh = to.zh;
    view.to_en = to.en;
  }
  return view;
}

std::vector<PostedView> posted(ReadContext& context, std::int64_t seq) {
  std::vector<PostedView> views;
  const auto row = context.rows.get<JournalRow>(seq);
  if (!row || row->entries.empty()) return views;
  for (const Entry& entry : entries_of(*row)) {
    const EntryKindInfo& kind = info(entry.kind);
    views.push_back({std::string(enum_type<EntryKind>().name_of(static_cast<std::int64_t>(entry.kind))), std::string(kind.zh),
                     std::string(kind.en), debit_total(entry)});
  }
  return views;
}

Words words_of_emitted(const Procedure& procedure, std::string_view event) {
  for (const Transition& transition : procedure.transitions)
    for (const Effect& effect : transition.does)
      if (effect.kind == Effect::Kind::emits && effect.name == event) return {effect.zh, effect.en};
  return {event, event};
}

void add_history(ReadContext& context, const Procedure& procedure, const Case& one, CaseView& view) {
  std::int64_t last_seq = 0;
  context.rows.scan<CaseEvent>({.prefix = key_of(one.id)}, [&](const CaseEvent& event) {
    view.history.push_back(happened_view(context, procedure, event));
    if (event.from_step != event.to_step) view.taken.push_back(event.from_step + ">" + event.happened + ">" + event.to_step);
    if (event.seq != 0 && event.seq != last_seq) view.history.back().posted = posted(context, event.seq);
    last_seq = event.seq;
    return true;
  });
  const auto at = [&](std::int64_t position) -> HappenedView* {
    const auto found = std::ranges::find(view.history, position, &HappenedView::position);
    return found == view.history.end() ? nullptr : &*found;
  };
  context.rows.scan<CaseDocument>({.prefix = key_of(one.id)}, [&](const CaseDocument& document) {
    if (HappenedView* happened = at(document.event_position))
      happened->documents.push_back({document.question, document.hash, document.type, document.name, document.size});
    return true;
  });
  context.rows.scan<Outgoing>({.index = "by_process", .prefix = key_of(one.id)}, [&](const Outgoing& out) {
    view.messages.push_back(message_view(out));
    HappenedView* happened = at(out.event_position);
    if (!happened) return true;
    const Words words = out.kind == OutgoingKind::event ? words_of_emitted(procedure, out.name) : Words{out.subject, out.subject_en};
    happened->sent.emplace_back(words.zh);
    happened->sent_en.emplace_back(words.en);
    return true;
  });
}

void add_related(ReadContext& context, const Case& one, CaseView& view) {
  const auto add = [&](const Case& other) {
    if (!sees(context, other)) return true;
    const Procedure& procedure = procedure_of(*context.procedures, other);
    const Step& at = procedure.step(other.step);
    view.related.push_back(
        {other.id, other.subject, std::string(procedure.zh), std::string(procedure.en), std::string(at.zh), std::string(at.en)});
    return true;
  };
  if (const auto about = one.about ? context.rows.get<Case>(one.about) : nullptr) add(*about);
  if (const auto pair = pair_of(context, one)) add(*pair);
  context.rows.scan<Case>({.index = "by_about", .prefix = key_of(one.id)}, add);
}

Result<CaseView> run(const AskCase& ask, ReadContext& context) {
  const auto found = context.rows.get<Case>(ask.process);
  if (!found) return refused("unknown_case", "process");
  const Case& one = *found;
  CH_TRY(may_see(context, one, "case"));
  const Procedure& procedure = procedure_of(*context.procedures, one);
  const auto reseller = context.rows.get<Party>(reseller_of(context.rows, one.party));
  const bool his_turn = may_take_on(context, one).has_value();
  CaseView view{.row = row_of(context, one),
                .version = one.version,
                .filed_by = one.filed_by,
                .reseller = reseller && reseller->id != one.party ? reseller->name : std::string{},
                .steps = progress(context.rows, procedure, one.id),
                .answers = answers_view(context, procedure, one.answers),
                .actions = actions(context, procedure, one),
                .opens = opens_view(context, one),
                .may_claim = may_claim(context, one).has_value(),
                .may_return = his_turn && !one.claimed_by.empty(),
                .may_pass = his_turn,
                .may_write = one.is_open && context.actor.role != Role::auditor};
  if (const auto deadline = deadline_of(context.rows, procedure, one)) {
    const std::string_view from_day = procedure.step(one.step).within.from_day;
    view.deadline_zh =
        explained(*deadline, Language::zh, procedure.words_of_answer(from_day, true)) + calendar_words(one.calendar, Language::zh);
    view.deadline_en =
        explained(*deadline, Language::en, procedure.words_of_answer(from_day, false)) + calendar_words(one.calendar, Language::en);
  }
  add_history(context, procedure, one, view);
  add_related(context, one, view);
  return view;
}

}  // namespace

Query case_query() { return query<AskCase, CaseView>("case", party_of_case<AskCase>, run); }

}  // namespace ch
