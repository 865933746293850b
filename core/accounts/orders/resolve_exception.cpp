// PRE-8, PRE-13: a person has dealt with it otherwise, and says how.
#include "accounts/checks.h"
#include "accounts/commands.h"
#include "accounts/procedures.h"

namespace ch {

namespace {

Check preflight(const ResolveException& payload) { return text_fits(payload.note, "note", 500); }

Check preclaim(const ResolveException& payload, ReadContext& context) {
  const auto exception = context.rows.get<OrderException>(payload.exception);
  if (!exception) return refused("unknown_exception", "exception");
  if (exception->state != ExceptionState::open) return refused("exception_not_open", "exception");
  return {};
}

Result<Done> apply(const ResolveException& payload, Context& context) {
  OrderException exception = *context.rows.get<OrderException>(payload.exception);
  exception.state = ExceptionState::resolved;
  exception.note = payload.note;
  context.rows.put(exception);
  move_on(context, exception_procedure(), exception.process, "resolve", payload.note);
  return Done{};
}

}  // namespace

Command resolve_exception_command() {
  return command<ResolveException>("resolve_exception", {.preflight = preflight, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
