// show_answer: CON-12. Views mask a bank account that is not one's own; whoever needs it in full asks for it one by one.
#include "api/codes.h"
#include "procedure/commands.h"
#include "procedure/sight.h"

namespace ch {

namespace {

Result<std::string> shown(const ShowAnswer& payload, ReadContext& context) {
  const auto one = context.rows.get<Case>(payload.process);
  if (!one) return refused("unknown_case", "process");
  CH_TRY(may_see(context, *one, "show_answer"));
  const Question* question = procedure_of(*context.procedures, *one).question(payload.name);
  const std::string value = question && question->sensitive ? answer(*one, payload.name) : std::string{};
  if (value.empty()) return refused("nothing_masked", "name");
  return value;
}

Check preclaim(const ShowAnswer& payload, ReadContext& context) {
  CH_TRY(shown(payload, context));
  return {};
}

Result<Done> apply(const ShowAnswer& payload, Context& context) {
  ReadContext reading = context.reading();
  auto value = shown(payload, reading);
  CH_TRY(value);
  return Done{{{"answer", std::move(*value)}}};
}

}  // namespace

Command show_answer_command() {
  return command<ShowAnswer>("show_answer", {.party = party_of_case<ShowAnswer>, .preclaim = preclaim, .apply = apply});
}

}  // namespace ch
