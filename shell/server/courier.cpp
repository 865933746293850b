#include "server/courier.h"

#include <algorithm>
#include <chrono>

#include "api/answer.h"
#include "procedure/delivery.h"
#include "procedure/mail_text.h"
#include "server/clock.h"
#include "server/signature.h"

namespace ch::server {

namespace {

constexpr int at_once = 50;                      // of a round; as many may go out twice after a crash
constexpr std::int64_t between_looks_ms = 20;    // under load each group is news
constexpr std::int64_t longest_rest_ms = 5'000;  // the clock may have been set meanwhile
constexpr std::int64_t longest_lost_ms = 600'000;
constexpr std::int64_t turned_away_ms = 100;  // too much waits for the tenant

std::string_view name_of(OutgoingKind kind) { return enum_type<OutgoingKind>().name_of(static_cast<std::int64_t>(kind)); }

std::string in_language(const std::string& zh, const std::string& en, Language language) { return language == Language::zh ? zh : en; }

// What a webhook gets: what it is about and its place there are signed with it.
std::string posted(const Outgoing& out, const std::string& id, Language language) {
  nlohmann::ordered_json body{{"id", id},
                              {"type", out.kind == OutgoingKind::event ? out.name : std::string(name_of(out.kind))},
                              {"timestamp", text(out.at)},
                              {"subject", subject_of(out)},
                              {"sequence", out.position}};
  if (out.kind == OutgoingKind::event)
    body["data"] = nlohmann::ordered_json::parse(out.body);
  else
    body["data"] = {{"name", out.name}, {"to", out.recipients}, {"text", in_language(out.body, out.body_en, language)}};
  return answer_text(body);
}

}  // namespace

void count_outbox(Reader& rows, Metrics& metrics) {
  for (const OutgoingState state : {OutgoingState::waiting, OutgoingState::behind, OutgoingState::dead, OutgoingState::no_address}) {
    std::int64_t count = 0;
    rows.scan<Outgoing>({.index = "by_state", .prefix = key_of(state), .limit = Metrics::outbox_counted},
                        [&](const Outgoing&) { return ++count, true; });
    metrics.outbox[static_cast<std::size_t>(state)].store(count, std::memory_order_relaxed);
  }
}

struct Courier::Desk {
  std::mutex mutex;
  std::condition_variable answered;
  int open = 0;
  bool lost = false;  // a note that the store did not take
  std::optional<Round> round;
};

Courier::Courier(Tenant& tenant, DeliveryOptions options, Metrics& metrics, Log& log)
    : tenant_(tenant), options_(std::move(options)), metrics_(metrics), log_(log) {}

std::vector<OutgoingKind> Courier::ways() const {
  std::vector<OutgoingKind> all;
  if (!options_.webhook.empty()) all.push_back(OutgoingKind::event);
  if (!options_.short_messages.empty()) all.push_back(OutgoingKind::short_message);
  if (!options_.mail.url.empty()) all.push_back(OutgoingKind::mail);
  return all;
}

void Courier::start() {
  if (ways().empty()) return;
  Sender::begin();
  for (const OutgoingKind kind : ways()) threads_.emplace_back([this, kind] { work(kind); });
}

void Courier::stop() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  news_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Courier::after_group(std::int64_t last_seq) {
  {
    const std::scoped_lock lock(mutex_);
    if (last_seq == last_seq_) return;  // questions change nothing, ours among them
    last_seq_ = last_seq;
  }
  news_.notify_all();
}

bool Courier::pause(std::int64_t ms) {
  std::unique_lock lock(mutex_);
  return !news_.wait_for(lock, std::chrono::milliseconds(ms), [&] { return ending_.load(); });
}

void Courier::rest(std::int64_t since_seq, std::int64_t most_ms) {
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, std::chrono::milliseconds(most_ms), [&] { return ending_.load() || last_seq_ != since_seq; });
}

void Courier::work(OutgoingKind kind) {
  Sender sender(options_.trusted, ending_);
  std::int64_t lost_ms = 0;
  while (!ending_) {
    std::int64_t seen = 0;
    {
      const std::scoped_lock lock(mutex_);
      seen = last_seq_;
    }
    const auto round = look(kind);
    if (!round) {
      if (!pause(turned_away_ms)) return;
      continue;
    }
    const auto desk = std::make_shared<Desk>();
    for (const Parcel& parcel : round->due) {
      if (ending_) break;
      const Sent sent = hand_over(kind, parcel, sender);
      if (!sent.broken_off) note(kind, parcel, sent, desk);
    }
    // What has been noted is no longer due: only then is it looked again.
    std::unique_lock lock(desk->mutex);
    while (desk->open > 0 && !ending_) desk->answered.wait_for(lock, std::chrono::milliseconds(turned_away_ms));
    const bool lost = desk->lost;
    lock.unlock();
    // Who gets the same again and again, because our disk is full, is to get it seldom.
    lost_ms = lost ? std::clamp<std::int64_t>(lost_ms * 2, 1'000, longest_lost_ms) : 0;
    if (lost && !pause(lost_ms)) return;
    if (!round->due.empty()) continue;
    rest(seen, round->next ? std::clamp<std::int64_t>(round->next->ms - system_now().ms, 1, longest_rest_ms) : longest_rest_ms);
    if (!pause(between_looks_ms)) return;
  }
}

// None: the tenant takes no question now.
std::optional<Courier::Round> Courier::look(OutgoingKind kind) {
  const auto desk = std::make_shared<Desk>();
  const bool taken = tenant_.ask(
      [desk, kind, language = options_.language, from = options_.mail.from](Engine& engine, Live&, Instant now) {
        Round round;
        Reader& rows = engine.rows();
        for (const Outgoing& out : due_deliveries(rows, kind, now, at_once)) {
          Parcel parcel{.message = out.id, .attempt = out.attempts + 1, .id = delivery_id(rows, out)};
          parcel.body = kind == OutgoingKind::mail ? mail_text(rows, out, language, from) : posted(out, parcel.id, language);
          for (const auto* list : {&out.recipients, &out.copies})
            for (const std::string& address : *list)
              if (!std::ranges::contains(parcel.recipients, address)) parcel.recipients.push_back(address);
          round.due.push_back(std::move(parcel));
        }
        if (round.due.empty()) round.next = next_delivery(rows, kind);
        {
          const std::scoped_lock lock(desk->mutex);
          desk->round = std::move(round);
        }
        desk->answered.notify_one();
        return Tenant::Done([] {});
      },
      [] {});
  if (!taken) return std::nullopt;
  std::unique_lock lock(desk->mutex);
  // A store that fails answers nothing: then it is asked anew.
  desk->answered.wait_for(lock, std::chrono::milliseconds(longest_rest_ms), [&] { return desk->round.has_value() || ending_; });
  return std::move(desk->round);
}

Sent Courier::hand_over(OutgoingKind kind, const Parcel& parcel, Sender& sender) const {
  if (kind == OutgoingKind::mail) {
    for (const std::string& recipient : parcel.recipients)
      if (!is_address(kind, recipient)) return {.final = true, .error = "one of the recipients is no address"};
    return sender.send(options_.mail, {parcel.recipients, parcel.body});
  }
  const std::int64_t seconds = system_now().ms / 1'000;
  return sender.send({.url = kind == OutgoingKind::event ? options_.webhook : options_.short_messages,
                      .body = parcel.body,
                      .headers = {"webhook-id: " + parcel.id, "webhook-timestamp: " + std::to_string(seconds),
                                  "webhook-signature: " + webhook_signature(options_.secrets, parcel.id, seconds, parcel.body)}});
}

void Courier::note(OutgoingKind kind, const Parcel& parcel, const Sent& sent, const std::shared_ptr<Desk>& desk) {
  DeliveryMetrics& counted = metrics_.deliveries[static_cast<std::size_t>(kind)];
  (sent.delivered ? counted.delivered : counted.failed).add();
  if (!sent.delivered)
    log_.say("warning", "delivery_failed",
             {{"kind", name_of(kind)}, {"message", parcel.message}, {"attempt", parcel.attempt}, {"error", std::string_view(sent.error)}});
  nlohmann::ordered_json payload{{"message", parcel.message}, {"attempt", parcel.attempt}};
  if (!sent.delivered) payload["error"] = sent.error;
  if (sent.final) payload["final"] = true;
  const std::string seed = "delivery/" + parcel.id + "/" + std::to_string(parcel.attempt);
  for (;;) {
    {
      const std::scoped_lock lock(desk->mutex);
      ++desk->open;
    }
    const bool taken = tenant_.run({tenant_.by_clock("note_delivery", payload.dump(), system_now(), seed)},
                                   [this, desk, message = parcel.message](const std::vector<Outcome>& outcomes) {
                                     // Overtaken by somebody who dropped it meanwhile; or the store failed, and it goes out again.
                                     bool lost = false;
                                     for (const Outcome& outcome : outcomes) {
                                       if (outcome.done()) continue;
                                       log_.say("warning", "delivery_not_noted", {{"message", message}, {"code", outcome.code}});
                                       lost |= outcome.code != "delivery_over" && outcome.code != "delivery_overtaken";
                                     }
                                     {
                                       const std::scoped_lock lock(desk->mutex);
                                       --desk->open;
                                       desk->lost |= lost;
                                     }
                                     desk->answered.notify_one();
                                   });
    if (taken) return;
    {
      const std::scoped_lock lock(desk->mutex);
      --desk->open;
    }
    if (!pause(turned_away_ms)) return;
  }
}

}  // namespace ch::server
