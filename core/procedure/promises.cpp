#include "procedure/promises.h"

#include <algorithm>
#include <limits>

#include "base/deadline.h"
#include "procedure/figures.h"

namespace ch {

namespace {

constexpr Instant end_of_time{std::numeric_limits<std::int64_t>::max()};  // in the inbox behind every deadline

void stop(Context& context, const Procedure& procedure, Case& one) {
  if (one.promise_timer != 0) context.stop_timer(TimerId{one.promise_timer});
  one.promise_timer = 0;
  one.promised.reset();
  place_in_inbox(procedure, one);
}

}  // namespace

void place_in_inbox(const Procedure& procedure, Case& one) {
  one.inbox_at = one.due.value_or(end_of_time);
  one.superior = one.late ? procedure.step(one.step).superior : Role::clock;
  if (!one.promised) return;
  one.inbox_at = std::min(one.inbox_at, *one.promised);
  if (one.acts != procedure.answers) one.superior = procedure.answers;  // it is not his turn, and he sees it all the same
}

Instant place_for(ReadContext& context, const Case& one) {
  const bool promises = one.promised && context.actor.role == procedure_of(*context.procedures, one).answers;
  return !one.promised || promises ? one.inbox_at : one.due.value_or(end_of_time);
}

void written_on(Context& context, const Procedure& procedure, Case& one) {
  if (procedure.answers == Role::clock || !one.is_open) return;
  if (context.actor.role != procedure.answers) {
    // The other side: an outside user, or whoever files; what colleagues note for themselves asks for nothing.
    if (!context.actor.party && !std::ranges::contains(procedure.start().who, context.actor.role)) return;
    if (one.promised) return;  // the clock runs from the first that waits
    const auto hours = static_cast<std::int32_t>(context.policies.number(procedure.answers_within));
    one.promised = within_hours({one.procedure + ".written", context.now}, hours).at;
    one.promise_timer = context.start_timer(*one.promised, "break_promise", R"({"process":)" + std::to_string(one.id.value) + "}").value;
    place_in_inbox(procedure, one);
    count(context, one.procedure, "promised");
    return;
  }
  if (one.promise_timer != 0) count(context, one.procedure, "kept");  // broken already: counted when it was
  stop(context, procedure, one);
}

void hand_on(Context& context, Case& one) {
  if (one.promise_timer != 0) count(context, one.procedure, "handed_on");
  stop(context, procedure_of(*context.procedures, one), one);
}

void break_promise(Context& context, Case& one) {
  count(context, one.procedure, "broken");
  one.promise_timer = 0;  // the time it was promised for stays, until somebody answers
}

void end_promise(Context& context, Case& one) {
  // A decision of theirs is an answer; what the other side or the clock ended waits for none.
  const Procedure& procedure = procedure_of(*context.procedures, one);
  if (one.promise_timer != 0 && context.actor.role == procedure.answers) count(context, one.procedure, "kept");
  stop(context, procedure, one);
}

bool waits_for_answer_of(ReadContext& context, const Case& one) {
  if (!one.promised || context.actor.role != procedure_of(*context.procedures, one).answers) return false;
  return context.actor.role != one.acts || !one.due || *one.promised <= *one.due;
}

}  // namespace ch
