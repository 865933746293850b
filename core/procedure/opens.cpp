// What may be begun about a case (RSK-8): by a procedure that says of which, and that tells it what this case awaits.
#include <algorithm>

#include "api/codes.h"
#include "procedure/by_policy.h"
#include "procedure/packs.h"
#include "procedure/tasks.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

// Does a transition of this one wait for what the other tells it as it begins? From whichever step, if none is named.
bool waits_for(const Procedure& procedure, const Transition& start, std::string_view step) {
  return std::ranges::any_of(start.does, [&](const Effect& effect) {
    return effect.kind == Effect::Kind::signals && std::ranges::any_of(procedure.transitions, [&](const Transition& one) {
             return one.on == effect.name && (step.empty() || one.from == step);
           });
  });
}

}  // namespace

std::vector<BegunAboutView> opens_view(ReadContext& context, const Case& one) {
  std::vector<BegunAboutView> views;
  const Procedure& procedure = procedure_of(*context.procedures, one);
  const Step& step = procedure.step(one.step);
  for (const Procedure* other : context.procedures->all()) {
    const Transition& start = other->start();
    if (!start.about || !start.about(one) || start.by != Trigger::person || context.procedures->newest(other->id) != other) continue;
    if (!pack_is_loaded(context.policies, *other)) continue;
    if (!waits_for(procedure, start, one.step) && waits_for(procedure, start, {})) continue;  // not yet, or not any more
    const auto form = first_form(context.policies, *other);
    const Case begun{.procedure = std::string(other->id), .party = one.party, .about = one.id};
    BegunAboutView view{.procedure = std::string(other->id),
                        .zh = std::string(other->zh),
                        .en = std::string(other->en),
                        .mine = may_begin(context, *other).has_value(),
                        .form = form_view(context, form.value_or(start.form), begun)};
    const Check holds = start.guard.holds ? start.guard.holds(context, begun) : Check{};
    if (!holds) {
      view.code = holds.error().code;
      view.why_zh = words(holds.error(), Language::zh);
      view.why_en = words(holds.error(), Language::en);
    } else if (step.acts == Role::clock) {
      view.until = one.due;
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace ch
