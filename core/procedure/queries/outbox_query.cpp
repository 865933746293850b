// outbox: SRV-5. Messages and events that go out, newest first.
#include "api/codes.h"
#include "engine/paging.h"
#include "procedure/commands.h"
#include "procedure/view_parts.h"

namespace ch {

namespace {

Result<OutboxView> run(const AskOutbox& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true, .limit = *limit + 1};
  CH_TRY(go_on_after(ask.cursor, record_type<Outgoing>(), scan));
  std::vector<Outgoing> found = context.rows.list<Outgoing>(scan);
  OutboxView view;
  if (static_cast<int>(found.size()) > *limit) {
    found.pop_back();
    view.next = cursor_of(key_of(found.back().id));
  }
  for (const Outgoing& out : found) view.rows.push_back(message_view(out));
  return view;
}

}  // namespace

Query outbox_query() { return query<AskOutbox, OutboxView>("outbox", nullptr, run); }

}  // namespace ch
