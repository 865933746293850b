// case_figures: PRO-9. A month of a procedure: how many came to each step, how long they stayed, how many were in time, how they ended.
#include "api/codes.h"
#include "procedure/cases.h"
#include "procedure/commands.h"
#include "procedure/records.h"
#include "procedure/sight.h"

namespace ch {

namespace {

constexpr std::int64_t counted_most = 1'000;
constexpr std::int64_t minute_ms = 60'000;

// What a count is of: "ended:verified", "reason:other", "kept".
CountView count_view(const Procedure& procedure, const CaseFigure& figure) {
  CountView view{.what = figure.what, .count = figure.count};
  const std::string_view what = figure.what;
  if (what.starts_with("ended:")) {
    const Step& step = procedure.step(what.substr(6));
    view.zh = step.zh;
    view.en = step.en;
  } else if (what.starts_with("reason:")) {
    for (const Transition& transition : procedure.transitions)
      for (const Question& question : transition.form)
        for (const Choice& choice : question.choices)
          if (question.name == "reason" && choice.name == what.substr(7)) view.zh = choice.zh, view.en = choice.en;
  } else {
    view.zh = what == "promised" ? "承诺答复" : what == "kept" ? "按时答复" : what == "broken" ? "超时未答复" : "转其他团队";
    view.en = what == "promised" ? "Answers promised"
              : what == "kept"   ? "Answered in time"
              : what == "broken" ? "Not in time"
                                 : "Handed on";
  }
  return view;
}

Result<CaseFiguresView> run(const AskCaseFigures& ask, ReadContext& context) {
  const Procedure* procedure = context.procedures->newest(ask.procedure);
  if (!procedure) return refused("unknown_procedure", "procedure", {{"name", ask.procedure}});
  if (!sees_all_of(context, *procedure)) return not_allowed("case_figures", context.actor.role);
  CaseFiguresView view{.month = ask.month.value_or(context.today()).first_of_month()};
  for (const Step& step : procedure->steps) {
    const auto kept = context.rows.get<StepFigure>(ask.procedure, std::string(step.name), view.month);
    const StepFigure figure = kept ? *kept : StepFigure{};
    const std::int64_t left = figure.left_in_time + figure.left_late;
    StepFigureView row{.step = std::string(step.name),
                       .zh = std::string(step.zh),
                       .en = std::string(step.en),
                       .entered = figure.entered,
                       .left_in_time = figure.left_in_time,
                       .left_late = figure.left_late,
                       .mean_minutes = left > 0 ? figure.elapsed_ms / left / minute_ms : 0};
    if (!step.end)
      context.rows.scan<Case>({.index = "by_step", .prefix = key_of(ask.procedure, std::string(step.name)), .limit = counted_most},
                              [&](const Case&) { return ++row.here, true; });
    view.steps.push_back(std::move(row));
  }
  context.rows.scan<CaseFigure>({.prefix = key_of(ask.procedure, view.month)}, [&](const CaseFigure& figure) {
    view.counts.push_back(count_view(*procedure, figure));
    return true;
  });
  return view;
}

}  // namespace

Query case_figures_query() { return query<AskCaseFigures, CaseFiguresView>("case_figures", nullptr, run); }

}  // namespace ch
