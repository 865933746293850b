#include "procedure/moving.h"

#include <algorithm>

#include "api/codes.h"

namespace ch {

Result<Movable> movable(ReadContext& context, std::string_view procedure, std::int64_t from, std::int64_t to) {
  constexpr std::size_t most = 1'000;
  const Procedure* old = context.procedures->find(procedure, from);
  const Procedure* next = context.procedures->find(procedure, to);
  if (!old || !next || old == next) return refused("unknown_procedure", "procedure", {{"name", std::string(procedure)}});
  Movable found;
  for (const Step& step : old->steps) {
    if (step.end) continue;
    const bool stands = std::ranges::any_of(next->steps, [&](const Step& other) { return other.name == step.name && !other.end; });
    context.rows.scan<Case>({.index = "by_step", .prefix = key_of(std::string(procedure), std::string(step.name))}, [&](const Case& one) {
      if (one.version == from) (stands ? found.cases : found.stuck).push_back(one);
      return found.cases.size() + found.stuck.size() < most;
    });
  }
  return found;
}

}  // namespace ch
