#include "server/courier.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "api/answer.h"
#include "procedure/delivery.h"
#include "procedure/mail_text.h"
#include "server/clock.h"
#include "server/signature.h"

namespace ch::server {

namespace {

constexpr std::size_t under_way_most = 8;
constexpr int at_once = 50;                      // under way or not yet in the books; as many may go out twice after a crash
constexpr std::int64_t between_looks_ms = 20;    // under load each group is news
constexpr std::int64_t longest_rest_ms = 5'000;  // the clock may have been set meanwhile
constexpr std::int64_t longest_lost_ms = 600'000;
constexpr std::int64_t turned_away_ms = 100;  // too much waits for the tenant
constexpr std::int64_t left_when_ending_ms = 5'000;

std::int64_t milliseconds() { return microseconds() / 1'000; }

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

// Shared with the questions and notes that it has given to the tenant: it may be gone when they are answered.
class Courier::Way : public std::enable_shared_from_this<Way> {
 public:
  Way(Courier& courier, OutgoingKind kind) : courier_(courier), kind_(kind), sender_(courier.options_.trusted) {}
  void work();
  void wake() { sender_.wake(); }
  void news() {
    if (listens_.exchange(false)) wake();
  }

 private:
  struct Parcel {
    std::int64_t message = 0, attempt = 0;
    std::string queue;
    std::string id;    // among all tenants
    std::string body;  // what a webhook gets, or the letter
    std::vector<std::string> recipients;
  };
  struct Round {
    std::vector<Parcel> due;
    std::optional<Instant> next;
  };

  void take_answers();
  void take(Round round);
  void hold_back();
  void set_off();
  void hand_over(const Parcel& parcel);
  std::int64_t look();
  void ask();
  Round round_of(Engine& engine, Instant now) const;
  void arrived(std::vector<Sender::Ended> ended);
  void ended(Parcel parcel, Sent sent);
  void note_all();
  bool note(const Parcel& parcel, const Sent& sent);

  Courier& courier_;
  const OutgoingKind kind_;
  Sender sender_;
  std::atomic<bool> listens_{false};  // to what is written: it wakes it then

  // Of its own thread.
  std::deque<Parcel> ready_;
  std::map<std::int64_t, Parcel> under_way_;
  std::vector<std::pair<Parcel, Sent>> ended_;  // of which the books are still to be told
  // Whatever of these subjects is due, what went before is not yet in the books.
  std::set<std::string> busy_, busy_when_asked_;
  std::int64_t asked_ = 0;                   // how often
  std::optional<std::int64_t> asked_at_ms_;  // and when, while it is not answered
  std::int64_t looked_at_ms_ = 0, next_look_ms_ = 0, quiet_until_ms_ = 0, lost_ms_ = 0;
  std::int64_t seen_seq_ = -1;
  bool freed_ = true;  // a subject, since it was asked

  // What is answered on the server's other threads.
  std::mutex mutex_;
  std::optional<std::pair<std::int64_t, Round>> round_;  // and to which question
  std::vector<std::string> noted_;                       // subjects
  bool lost_ = false;                                    // a note that the store did not take
};

Courier::Courier(Tenant& tenant, DeliveryOptions options, Metrics& metrics, Log& log)
    : tenant_(tenant), options_(std::move(options)), metrics_(metrics), log_(log) {
  std::vector<OutgoingKind> kinds;
  if (!options_.webhook.empty()) kinds.push_back(OutgoingKind::event);
  if (!options_.short_messages.empty()) kinds.push_back(OutgoingKind::short_message);
  if (!options_.mail.url.empty()) kinds.push_back(OutgoingKind::mail);
  if (!kinds.empty()) Sender::begin();
  for (const OutgoingKind kind : kinds) ways_.push_back(std::make_shared<Way>(*this, kind));
}

Courier::~Courier() { stop(); }

void Courier::start() {
  for (const std::shared_ptr<Way>& way : ways_) threads_.emplace_back([way] { way->work(); });
}

void Courier::stop() {
  ending_ = true;
  for (const std::shared_ptr<Way>& way : ways_) way->wake();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Courier::after_group(std::int64_t last_seq) {
  if (last_seq_.exchange(last_seq) == last_seq) return;  // questions change nothing, ours among them
  for (const std::shared_ptr<Way>& way : ways_) way->news();
}

void Courier::Way::work() {
  while (!courier_.ending_) {
    take_answers();
    set_off();
    const std::int64_t rest_ms = look();
    arrived(sender_.wait(ended_.empty() ? rest_ms : std::min(rest_ms, turned_away_ms)));
  }
  const std::int64_t over_ms = milliseconds() + left_when_ending_ms;
  for (std::int64_t now_ms = milliseconds(); sender_.under_way() > 0 && now_ms < over_ms; now_ms = milliseconds())
    arrived(sender_.wait(over_ms - now_ms));
  sender_.break_off();
}

void Courier::Way::take_answers() {
  std::vector<std::string> noted;
  std::optional<std::pair<std::int64_t, Round>> round;
  bool lost = false;
  {
    const std::scoped_lock lock(mutex_);
    noted.swap(noted_);
    round.swap(round_);
    std::swap(lost, lost_);
  }
  for (const std::string& queue : noted) busy_.erase(queue);
  freed_ |= !noted.empty();
  if (round && round->first == asked_) take(std::move(round->second));
  if (lost)
    hold_back();
  else if (!noted.empty())
    lost_ms_ = 0;
}

// What was busy when it was asked may have been noted since, and stand in the answer as it was before.
void Courier::Way::take(Round round) {
  asked_at_ms_.reset();
  const std::int64_t rest_ms = round.next ? round.next->ms - system_now().ms : longest_rest_ms;
  next_look_ms_ = milliseconds() + std::clamp<std::int64_t>(rest_ms, 1, longest_rest_ms);
  for (Parcel& parcel : round.due)
    if (!busy_when_asked_.contains(parcel.queue)) ready_.push_back(std::move(parcel));
}

// Who gets the same again and again, because our disk is full, is to get it seldom.
void Courier::Way::hold_back() {
  ready_.clear();
  if (milliseconds() < quiet_until_ms_) return;
  lost_ms_ = std::clamp<std::int64_t>(lost_ms_ * 2, 1'000, longest_lost_ms);
  quiet_until_ms_ = milliseconds() + lost_ms_;
}

void Courier::Way::set_off() {
  while (!ready_.empty() && sender_.under_way() < under_way_most) {
    Parcel parcel = std::move(ready_.front());
    ready_.pop_front();
    busy_.insert(parcel.queue);
    const auto unusable = [&](const std::string& recipient) { return !is_address(kind_, recipient); };
    if (kind_ == OutgoingKind::mail && std::ranges::any_of(parcel.recipients, unusable)) {
      ended(std::move(parcel), {.final = true, .error = "one of the recipients is no address"});
      continue;
    }
    hand_over(parcel);
    under_way_.emplace(parcel.message, std::move(parcel));
  }
}

void Courier::Way::hand_over(const Parcel& parcel) {
  const DeliveryOptions& options = courier_.options_;
  if (kind_ == OutgoingKind::mail) return sender_.start(parcel.message, options.mail, {parcel.recipients, parcel.body});
  const std::int64_t seconds = system_now().ms / 1'000;
  sender_.start(parcel.message, {.url = kind_ == OutgoingKind::event ? options.webhook : options.short_messages,
                                 .body = parcel.body,
                                 .headers = {"webhook-id: " + parcel.id, "webhook-timestamp: " + std::to_string(seconds),
                                             "webhook-signature: " + webhook_signature(options.secrets, parcel.id, seconds, parcel.body)}});
}

// Asks what is due, where that may have changed. So long it has nothing to do then, unless it is woken.
std::int64_t Courier::Way::look() {
  const std::int64_t now_ms = milliseconds();
  if (now_ms < quiet_until_ms_) return quiet_until_ms_ - now_ms;
  // A store that fails answers nothing: then it is asked anew.
  if (asked_at_ms_ && now_ms < *asked_at_ms_ + longest_rest_ms) return *asked_at_ms_ + longest_rest_ms - now_ms;
  if (!ready_.empty() || busy_.size() >= at_once) return longest_rest_ms;
  if (now_ms < looked_at_ms_ + between_looks_ms) return looked_at_ms_ + between_looks_ms - now_ms;
  listens_ = true;
  if (!asked_at_ms_ && !freed_ && courier_.last_seq_ == seen_seq_ && now_ms < next_look_ms_) return next_look_ms_ - now_ms;
  ask();
  return longest_rest_ms;
}

void Courier::Way::ask() {
  looked_at_ms_ = milliseconds();
  asked_at_ms_ = looked_at_ms_;
  seen_seq_ = courier_.last_seq_;
  freed_ = false;
  busy_when_asked_ = busy_;
  const bool taken = courier_.tenant_.ask(
      [way = shared_from_this(), number = ++asked_](Engine& engine, Live&, Instant now) {
        Round round = way->round_of(engine, now);
        {
          const std::scoped_lock lock(way->mutex_);
          way->round_ = {number, std::move(round)};
        }
        way->wake();
        return Tenant::Done([] {});
      },
      [] {});
  if (taken) return;
  asked_at_ms_.reset();
  freed_ = true;
  quiet_until_ms_ = looked_at_ms_ + turned_away_ms;
}

Courier::Way::Round Courier::Way::round_of(Engine& engine, Instant now) const {
  const DeliveryOptions& options = courier_.options_;
  Round round;
  Reader& rows = engine.rows();
  for (const Outgoing& out : due_deliveries(rows, kind_, now, at_once)) {
    Parcel parcel{.message = out.id, .attempt = out.attempts + 1, .queue = out.queue, .id = delivery_id(rows, out)};
    parcel.body =
        kind_ == OutgoingKind::mail ? mail_text(rows, out, options.language, options.mail.from) : posted(out, parcel.id, options.language);
    for (const auto* list : {&out.recipients, &out.copies})
      for (const std::string& address : *list)
        if (!std::ranges::contains(parcel.recipients, address)) parcel.recipients.push_back(address);
    round.due.push_back(std::move(parcel));
  }
  round.next = next_delivery(rows, kind_, now);
  return round;
}

void Courier::Way::arrived(std::vector<Sender::Ended> all) {
  for (Sender::Ended& one : all) ended(std::move(under_way_.extract(one.key).mapped()), std::move(one.sent));
  note_all();
}

void Courier::Way::ended(Parcel parcel, Sent sent) {
  DeliveryMetrics& counted = courier_.metrics_.deliveries[static_cast<std::size_t>(kind_)];
  (sent.delivered ? counted.delivered : counted.failed).add();
  if (!sent.delivered)
    courier_.log_.say(
        "warning", "delivery_failed",
        {{"kind", name_of(kind_)}, {"message", parcel.message}, {"attempt", parcel.attempt}, {"error", std::string_view(sent.error)}});
  ended_.emplace_back(std::move(parcel), std::move(sent));
}

// Those that the tenant turns away are said again.
void Courier::Way::note_all() {
  std::erase_if(ended_, [&](const auto& one) { return note(one.first, one.second); });
}

bool Courier::Way::note(const Parcel& parcel, const Sent& sent) {
  nlohmann::ordered_json payload{{"message", parcel.message}, {"attempt", parcel.attempt}};
  if (!sent.delivered) payload["error"] = sent.error;
  if (sent.final) payload["final"] = true;
  const std::string seed = "delivery/" + parcel.id + "/" + std::to_string(parcel.attempt);
  Tenant& tenant = courier_.tenant_;
  return tenant.run({tenant.by_clock("note_delivery", payload.dump(), system_now(), seed)},
                    [way = shared_from_this(), message = parcel.message, queue = parcel.queue](const std::vector<Outcome>& outcomes) {
                      // Overtaken by somebody who dropped it meanwhile; or the store failed, and it goes out again.
                      bool lost = false;
                      for (const Outcome& outcome : outcomes) {
                        if (outcome.done()) continue;
                        way->courier_.log_.say("warning", "delivery_not_noted", {{"message", message}, {"code", outcome.code}});
                        lost |= outcome.code != "delivery_over" && outcome.code != "delivery_overtaken";
                      }
                      {
                        const std::scoped_lock lock(way->mutex_);
                        way->noted_.push_back(queue);
                        way->lost_ |= lost;
                      }
                      way->wake();
                    });
}

}  // namespace ch::server
