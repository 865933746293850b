// note_delivery, retry_delivery, drop_delivery: SRV-5. What becomes of that which goes out.
#include "api/cases.h"
#include "api/codes.h"
#include "api/texts.h"
#include "procedure/commands.h"
#include "procedure/delivery.h"

namespace ch {

namespace {

constexpr std::int64_t error_most = 500, reason_most = 500;

Result<Outgoing> open_delivery(Reader& rows, std::int64_t message) {
  const auto out = rows.get<Outgoing>(message);
  if (!out) return refused("unknown_delivery", "message", {{"message", std::to_string(message)}});
  if (out->state == OutgoingState::delivered || out->state == OutgoingState::dropped) return refused("delivery_over", "message");
  return *out;
}

// Said again, or about one that somebody has taken out of the courier's hands meanwhile: nothing happens twice.
Check may_note(const NoteDelivery& payload, ReadContext& context) {
  CH_TRY(optional_text_fits(payload.error.value_or(""), "error", error_most));
  const auto out = open_delivery(context.rows, payload.message);
  CH_TRY(out);
  if (out->state != OutgoingState::waiting || payload.attempt != out->attempts + 1) return refused("delivery_overtaken", "attempt");
  return {};
}
Result<Done> note(const NoteDelivery& payload, Context& context) {
  Outgoing out = *context.rows.get<Outgoing>(payload.message);
  out.error = payload.error.value_or("");
  if (!payload.error) {
    settle(context, std::move(out), OutgoingState::delivered);
    return Done{};
  }
  ++out.attempts;
  if (payload.final.value_or(false) || out.attempts >= attempts_most(context.policies)) {
    out.state = OutgoingState::dead;
    out.ended = context.now;
  } else {
    out.next_try = next_try_after(context.policies, out.attempts, context.now);
  }
  context.rows.put(out);
  return Done{};
}

Check may_retry(const RetryDelivery& payload, ReadContext& context) {
  const auto out = open_delivery(context.rows, payload.message);
  CH_TRY(out);
  if (payload.recipients) CH_TRY(recipients_fit(out->kind, *payload.recipients));
  if (out->state == OutgoingState::no_address && !payload.recipients) return refused("delivery_no_address", "recipients");
  if (out->state == OutgoingState::behind)
    return refused("delivery_behind", "message", {{"blocked_by", std::to_string(head_of_queue(context.rows, out->queue)->id)}});
  return {};
}
Result<Done> retry(const RetryDelivery& payload, Context& context) {
  Outgoing out = *context.rows.get<Outgoing>(payload.message);
  if (payload.recipients) out.recipients = *payload.recipients;
  if (out.state == OutgoingState::no_address) {
    const std::string subject(subject_of(out));
    send_off(context, std::move(out), subject);
    return Done{};
  }
  if (out.state == OutgoingState::dead) out.attempts = 0;
  out.state = OutgoingState::waiting;
  out.next_try = context.now;
  out.ended.reset();
  context.rows.put(out);
  return Done{};
}

Check reason_given(const DropDelivery& payload) { return text_fits(payload.reason, "reason", reason_most); }
Check may_drop(const DropDelivery& payload, ReadContext& context) {
  CH_TRY(open_delivery(context.rows, payload.message));
  return {};
}
Result<Done> drop(const DropDelivery& payload, Context& context) {
  Outgoing out = *context.rows.get<Outgoing>(payload.message);
  out.dropped_because = payload.reason;
  settle(context, std::move(out), OutgoingState::dropped);
  return Done{};
}

}  // namespace

Command note_delivery_command() { return command<NoteDelivery>("note_delivery", {.preclaim = may_note, .apply = note}); }
Command retry_delivery_command() { return command<RetryDelivery>("retry_delivery", {.preclaim = may_retry, .apply = retry}); }
Command drop_delivery_command() {
  return command<DropDelivery>("drop_delivery", {.preflight = reason_given, .preclaim = may_drop, .apply = drop});
}

}  // namespace ch
