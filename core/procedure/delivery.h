// What goes out, on its way (SRV-5): in order per subject, tried again after longer and longer waits, dead after the policy's last attempt.
// The core delivers nothing: who does (shell/server/courier) asks what is due and says what became of it by note_delivery.
#pragma once

#include "engine/context.h"
#include "procedure/records.h"

namespace ch {

// Files it: at the end of its subject's queue ("case/12"), its turn at once where nothing is before it; or without an address beside all.
void send_off(Context& context, Outgoing out, std::string_view subject);
std::string queue_of(OutgoingKind kind, std::string_view subject);
std::string_view subject_of(const Outgoing& out);  // without the kind

// What it is blocked by: the first of its queue that has not been settled; none: its turn has come, or it is over.
std::optional<Outgoing> head_of_queue(Reader& rows, std::string_view queue);

// One look each: what is to be delivered now, longest due first, at most one of a queue; and when the next one will be that is not yet.
std::vector<Outgoing> due_deliveries(Reader& rows, OutgoingKind kind, Instant now, int most);
std::optional<Instant> next_delivery(Reader& rows, OutgoingKind kind, Instant now);

// Delivered or dropped: the next one's turn.
void settle(Context& context, Outgoing out, OutgoingState how);
std::int64_t attempts_most(const Policies& policies);
// After so many that failed; it doubles from one to the next, up to the longest.
Instant next_try_after(const Policies& policies, std::int64_t attempts, Instant now);

bool is_address(OutgoingKind kind, std::string_view text);
Check recipients_fit(OutgoingKind kind, const std::vector<std::string>& recipients);

}  // namespace ch
