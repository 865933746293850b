// procedures: PRO-1. What there is, and what of it the one who asks may begin.
#include <algorithm>

#include "procedure/by_policy.h"
#include "procedure/commands.h"
#include "procedure/packs.h"
#include "procedure/sight.h"
#include "procedure/tasks.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

Result<ProceduresView> run(const AskProcedures&, ReadContext& context) {
  ProceduresView view;
  for (const Procedure* procedure : context.procedures->all()) {
    if (context.procedures->newest(procedure->id) != procedure) continue;
    const bool loaded = procedure->by_command() || pack_is_loaded(context.policies, *procedure);
    const bool may = loaded && procedure->start().by == Trigger::person && may_begin(context, *procedure).has_value();
    const auto form = first_form(context.policies, *procedure);
    view.rows.push_back({.procedure = std::string(procedure->id),
                         .zh = std::string(procedure->zh),
                         .en = std::string(procedure->en),
                         .rules = std::string(procedure->rules),
                         .pack = std::string(procedure->pack),
                         .version = procedure->version,
                         .loaded = loaded,
                         .may_file = may,
                         .sees_all = sees_all_of(context, *procedure),
                         .form = form_view(context, form.value_or(procedure->start().form), Case{}),
                         .steps = {}});
    for (const Step& step : procedure->steps)
      view.rows.back().steps.push_back({std::string(step.name), std::string(step.zh), std::string(step.en)});
  }
  return view;
}

}  // namespace

Query procedures_query() { return query<AskProcedures, ProceduresView>("procedures", nullptr, run); }

}  // namespace ch
