#include "procedure/delivery.h"

#include <algorithm>

#include "api/codes.h"
#include "api/texts.h"
#include "base/text.h"

namespace ch {

namespace {

constexpr std::size_t recipients_most = 20;
constexpr std::int64_t address_most = 200;

bool needs_address(OutgoingKind kind) { return kind != OutgoingKind::event; }

// Of those that stand in it.
std::optional<Outgoing> end_of(Reader& rows, std::string_view queue, bool settled, bool last) {
  std::optional<Outgoing> found;
  const Scan scan{
      .index = "by_queue", .prefix = key_of(std::string(queue), settled), .from = key_of(std::int64_t{1}), .descending = last, .limit = 1};
  rows.scan<Outgoing>(scan, [&](const Outgoing& out) { return found = out, false; });
  return found;
}

}  // namespace

std::string queue_of(OutgoingKind kind, std::string_view subject) {
  return std::string(enum_type<OutgoingKind>().name_of(static_cast<std::int64_t>(kind))) + "/" + std::string(subject);
}

std::string_view subject_of(const Outgoing& out) { return std::string_view(out.queue).substr(out.queue.find('/') + 1); }

std::optional<Outgoing> head_of_queue(Reader& rows, std::string_view queue) { return end_of(rows, queue, false, false); }

void send_off(Context& context, Outgoing out, std::string_view subject) {
  out.queue = queue_of(out.kind, subject);
  if (needs_address(out.kind) && out.recipients.empty()) {
    out.state = OutgoingState::no_address;
    context.rows.put(out);
    return;
  }
  const auto waiting = end_of(context.rows, out.queue, false, true), gone = end_of(context.rows, out.queue, true, true);
  out.position = 1 + std::max(waiting ? waiting->position : 0, gone ? gone->position : 0);
  out.state = waiting ? OutgoingState::behind : OutgoingState::waiting;
  out.next_try = context.now;
  context.rows.put(out);
}

std::vector<Outgoing> due_deliveries(Reader& rows, OutgoingKind kind, Instant now, int most) {
  return rows.list<Outgoing>(
      {.index = "by_due", .prefix = key_of(kind, OutgoingState::waiting), .to = key_of(now.plus_ms(1)), .limit = most});
}

std::optional<Instant> next_delivery(Reader& rows, OutgoingKind kind, Instant now) {
  std::optional<Instant> next;
  rows.scan<Outgoing>({.index = "by_due", .prefix = key_of(kind, OutgoingState::waiting), .from = key_of(now.plus_ms(1)), .limit = 1},
                      [&](const Outgoing& out) { return next = out.next_try, false; });
  return next;
}

void settle(Context& context, Outgoing out, OutgoingState how) {
  const bool queued = out.position > 0;
  out.state = how;
  out.ended = context.now;
  out.settled = queued;
  context.rows.put(out);
  if (!queued) return;
  auto head = head_of_queue(context.rows, out.queue);
  if (!head || head->state != OutgoingState::behind) return;
  head->state = OutgoingState::waiting;
  head->next_try = context.now;
  context.rows.put(*head);
}

std::int64_t attempts_most(const Policies& policies) { return policies.number("core.delivery_attempts"); }

Instant next_try_after(const Policies& policies, std::int64_t attempts, Instant now) {
  const std::int64_t longest = policies.number("core.delivery_longest_wait_seconds");
  std::int64_t wait = policies.number("core.delivery_first_wait_seconds");
  for (std::int64_t i = 1; i < attempts && wait < longest; ++i) wait *= 2;
  return now.plus_seconds(std::min(wait, longest));
}

bool is_address(OutgoingKind kind, std::string_view text) {
  if (kind == OutgoingKind::mail) return is_email(text);  // nothing in it ends the address in a mail's head or in SMTP
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+'; });
}

Check recipients_fit(OutgoingKind kind, const std::vector<std::string>& recipients) {
  if (!needs_address(kind)) return refused("delivery_not_addressed", "recipients");
  if (recipients.empty() || recipients.size() > recipients_most)
    return refused("recipients_count", "recipients", {{"most", std::to_string(recipients_most)}});
  for (const std::string& recipient : recipients) {
    CH_TRY(text_fits(recipient, "recipients", address_most));
    if (!is_address(kind, recipient)) return refused("recipient_malformed", "recipients", {{"recipient", recipient}});
  }
  return {};
}

}  // namespace ch
