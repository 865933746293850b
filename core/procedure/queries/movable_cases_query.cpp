// movable_cases: PRO-6. What move_cases would do, beforehand.
#include "api/codes.h"
#include "procedure/commands.h"
#include "procedure/moving.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

Result<MovableView> run(const AskMovableCases& ask, ReadContext& context) {
  const auto found = movable(context, ask.procedure, ask.from, ask.to);
  CH_TRY(found);
  MovableView view;
  for (const Case& one : found->cases) view.rows.push_back(row_of(context, one));
  for (const Case& one : found->stuck) view.stuck.push_back(row_of(context, one));
  return view;
}

}  // namespace

Query movable_cases_query() { return query<AskMovableCases, MovableView>("movable_cases", nullptr, run); }

}  // namespace ch
