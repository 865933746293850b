#include "procedure/figures.h"

namespace ch {

namespace {

Date month_of(Context& context) { return context.today().first_of_month(); }

StepFigure figure(Context& context, const std::string& procedure, std::string_view step) {
  const auto kept = context.rows.get<StepFigure>(procedure, std::string(step), month_of(context));
  return kept ? *kept : StepFigure{.procedure = procedure, .step = std::string(step), .month = month_of(context)};
}

}  // namespace

void count(Context& context, std::string_view procedure, const std::string& what) {
  const auto kept = context.rows.get<CaseFigure>(std::string(procedure), month_of(context), what);
  CaseFigure next = kept ? *kept : CaseFigure{std::string(procedure), month_of(context), what};
  ++next.count;
  context.rows.put(next);
}

void note_step(Context& context, const Case& left, std::string_view step, bool late) {
  if (step.empty()) return;
  StepFigure of = figure(context, left.procedure, step);
  ++(late ? of.left_late : of.left_in_time);
  of.elapsed_ms += context.now.ms - left.since.ms;
  context.rows.put(of);
}

void note_entered(Context& context, const Procedure& procedure, const Case& one) {
  StepFigure of = figure(context, one.procedure, one.step);
  ++of.entered;
  context.rows.put(of);
  const Step& step = procedure.step(one.step);
  if (!step.end) return;
  count(context, one.procedure, "ended:" + one.step);
  const Question* reason = procedure.question("reason");  // one of a few: a text of one's own would be a row each
  if (!step.failed || !reason || reason->kind != AnswerKind::choice) return;
  if (const std::string given = answer(one, "reason"); !given.empty())
    count(context, one.procedure, "reason:" + given);  // the clock gives none
}

}  // namespace ch
