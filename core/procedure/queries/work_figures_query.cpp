// work_figures: PRO-9. Of the steps that are his role's: how many were in time, this month and the last, and how long they took.
#include "procedure/cases.h"
#include "procedure/commands.h"
#include "procedure/records.h"

namespace ch {

namespace {

struct Sum {
  std::int64_t in_time = 0, late = 0, elapsed_ms = 0;
};

bool is_newest(ReadContext& context, const Procedure* procedure) { return procedure == context.procedures->newest(procedure->id); }

Sum sum_of(ReadContext& context, Date month) {
  Sum sum;
  for (const Procedure* procedure : context.procedures->all())
    for (const Step& step : procedure->steps) {
      if (step.acts != context.actor.role || !is_newest(context, procedure)) continue;
      const auto figure = context.rows.get<StepFigure>(std::string(procedure->id), std::string(step.name), month);
      if (!figure) continue;
      sum.in_time += figure->left_in_time;
      sum.late += figure->left_late;
      sum.elapsed_ms += figure->elapsed_ms;
    }
  return sum;
}

Result<WorkFiguresView> run(const AskWorkFigures&, ReadContext& context) {
  constexpr std::int64_t a_minute_ms = 60'000;
  WorkFiguresView view{};
  if (context.actor.party) return view;  // figures are of all companies together
  const Date month = context.today().first_of_month();
  const Sum now = sum_of(context, month), before = sum_of(context, month.plus_days(-1).first_of_month());
  view.in_time = now.in_time;
  view.late = now.late;
  view.in_time_before = before.in_time;
  view.late_before = before.late;
  if (const std::int64_t done = now.in_time + now.late; done > 0) view.mean_minutes = now.elapsed_ms / done / a_minute_ms;
  for (const Procedure* procedure : context.procedures->all()) {
    if (procedure->answers != context.actor.role || context.actor.role == Role::clock || !is_newest(context, procedure)) continue;
    const auto number_of = [&](const char* what) {
      const auto figure = context.rows.get<CaseFigure>(std::string(procedure->id), month, std::string(what));
      return figure ? figure->count : 0;
    };
    const std::int64_t kept = number_of("kept");
    view.kept += kept;
    view.promised += kept + number_of("broken");
  }
  return view;
}

}  // namespace

Query work_figures_query() { return query<AskWorkFigures, WorkFiguresView>("work_figures", nullptr, run); }

}  // namespace ch
