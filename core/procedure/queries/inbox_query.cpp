// inbox: PRO-5. What the one who asks may do, the most urgent first, with how much is late, for today, and for later.
#include <algorithm>

#include "api/codes.h"
#include "engine/paging.h"
#include "procedure/commands.h"
#include "procedure/inbox.h"
#include "procedure/promises.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

constexpr std::int64_t tasks_counted_most = 1'000;

// False: there are more than are counted.
bool count(ReadContext& context, const Case& one, InboxView& view) {
  view.more = view.late + view.today + view.later == tasks_counted_most;
  if (view.more) return false;
  const auto due = waits_for_answer_of(context, one) ? one.promised : one.due;
  const bool for_today = due && *due <= end_of(context.today());
  ++(due && *due <= context.now ? view.late : for_today ? view.today : view.later);
  return true;
}

// PRO-5: of those of the rows' steps that his role may take in bulk, each once.
void add_bulk(ReadContext& context, const Case& one, InboxView& view) {
  const Procedure& procedure = procedure_of(*context.procedures, one);
  for (const Transition& transition : procedure.transitions) {
    if (!transition.bulk || transition.from != one.step || transition.by != Trigger::person) continue;
    if (std::ranges::find(transition.who, context.actor.role) == transition.who.end()) continue;
    const auto same = [&](const BulkView& bulk) {
      return bulk.procedure == one.procedure && bulk.step == one.step && bulk.on == transition.on;
    };
    if (std::ranges::any_of(view.bulk, same)) continue;
    const Step& step = procedure.step(one.step);
    view.bulk.push_back({.procedure = one.procedure,
                         .step = one.step,
                         .step_zh = std::string(step.zh),
                         .step_en = std::string(step.en),
                         .on = std::string(transition.on),
                         .zh = std::string(transition.zh),
                         .en = std::string(transition.en),
                         .form = form_view(context, transition.form, Case{})});
  }
}

Result<InboxView> run(const AskInbox& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  const auto after = ids_of_cursor(ask.cursor, 2);
  CH_TRY(after);
  InboxView view{};
  std::vector<std::int64_t> last;
  const auto show = [&](const Case& one) {
    if (static_cast<int>(view.rows.size()) == *limit) {
      view.next = cursor_of(key_of(last[0], last[1]));
      return false;
    }
    view.rows.push_back(row_of(context, one));
    add_bulk(context, one, view);
    last = {place_for(context, one).ms, one.id.value};
    return true;
  };
  bool counts = true, shows = after->empty();  // the first page is of what is counted
  each_in_inbox(context, {ask.procedure, {}}, [&](const Case& one) {
    counts = counts && count(context, one, view);
    shows = shows && show(one);
    return counts || shows;
  });
  if (!after->empty()) each_in_inbox(context, {ask.procedure, *after}, show);
  return view;
}

}  // namespace

Query inbox_query() { return query<AskInbox, InboxView>("inbox", nullptr, run); }

}  // namespace ch
