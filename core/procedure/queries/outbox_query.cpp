// outbox: SRV-5. What goes out, newest first: what became of it, what it waits for, and what may be done.
#include <algorithm>

#include "api/cases.h"
#include "api/codes.h"
#include "base/text.h"
#include "engine/paging.h"
#include "engine/records.h"
#include "procedure/commands.h"
#include "procedure/delivery.h"

namespace ch {

namespace {

OutgoingView view_of(const Outgoing& out, ReadContext& context) {
  const auto process = context.rows.get<Case>(out.process);
  const auto party = context.rows.get<Party>(out.party);
  const bool waits = out.state == OutgoingState::waiting, behind = out.state == OutgoingState::behind;
  const bool over = out.state == OutgoingState::delivered || out.state == OutgoingState::dropped;
  const auto head = behind ? head_of_queue(context.rows, out.queue) : std::nullopt;
  OutgoingView view{.id = out.id,
                    .kind = out.kind,
                    .state = out.state,
                    .name = out.name,
                    .process = out.process,
                    .number = process ? process->subject : "",
                    .party = party ? party->name : "",
                    .at = out.at,
                    .recipients = out.recipients,
                    .copies = out.copies,
                    .subject = out.subject,
                    .body = out.body,
                    .subject_en = out.subject_en,
                    .body_en = out.body_en,
                    .position = out.position,
                    .attempts = out.attempts,
                    .attempts_most = attempts_most(context.policies),
                    .next_try = waits ? std::optional(out.next_try) : std::nullopt,
                    .error = out.error,
                    .blocked_by = head ? std::optional(head->id) : std::nullopt,
                    .ended = out.ended,
                    .dropped_because = out.dropped_because,
                    .may_retry = !over && !behind,
                    .may_drop = !over};
  if (!out.process)  // CON-12: of a merchant
    for (std::string& recipient : view.recipients) recipient = out.kind == OutgoingKind::mail ? masked_email(recipient) : masked(recipient);
  return view;
}

Result<OutboxView> run(const AskOutbox& ask, ReadContext& context) {
  const auto limit = page_limit(ask.limit);
  CH_TRY(limit);
  Scan scan{.descending = true, .limit = *limit + 1};
  if (ask.state) {
    scan.index = "by_state";
    scan.prefix = key_of(*ask.state);
  }
  CH_TRY(go_on_after(ask.cursor, record_type<Outgoing>(), scan));
  std::vector<Outgoing> found = context.rows.list<Outgoing>(scan);
  OutboxView view;
  if (static_cast<int>(found.size()) > *limit) {
    found.pop_back();
    view.next = cursor_of(ask.state ? key_of(*ask.state, found.back().id) : key_of(found.back().id));
  }
  for (const Outgoing& out : found) view.rows.push_back(view_of(out, context));
  return view;
}

}  // namespace

Query outbox_query() { return query<AskOutbox, OutboxView>("outbox", nullptr, run); }

}  // namespace ch
