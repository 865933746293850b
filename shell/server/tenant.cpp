#include "server/tenant.h"

#include <algorithm>
#include <chrono>

#include "api/codes.h"
#include "server/clock.h"

namespace ch::server {

namespace {

// Timers are looked at this often at the latest: the clock may have been set meanwhile.
constexpr std::int64_t longest_rest_ms = 1'000;

}  // namespace

Tenant::Tenant(Engine& engine, Limits limits, Metrics& metrics, Deliver deliver)
    : engine_(engine), live_(engine), limits_(limits), metrics_(metrics), deliver_(std::move(deliver)), last_seq_(engine.last_seq()) {}

void Tenant::start() {
  thread_ = std::thread([this] { work(); });
}

void Tenant::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Tenant::run(std::vector<Decoded> commands, std::function<void(std::vector<Outcome>)> then) {
  {
    const std::scoped_lock lock(mutex_);
    // A batch may come whole where nothing waits, however large it is.
    if (stopping_ || (!waiting_.empty() && commands_waiting_ + commands.size() > limits_.waiting_most)) return false;
    commands_waiting_ += commands.size();
    waiting_.push_back({std::move(commands), std::move(then), {}, {}, microseconds()});
    metrics_.waiting.store(static_cast<std::int64_t>(commands_waiting_), std::memory_order_relaxed);
  }
  wake_.notify_one();
  return true;
}

bool Tenant::ask(Question question, Done failed) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || commands_waiting_ >= limits_.waiting_most) return false;
    ++commands_waiting_;
    waiting_.push_back({{}, {}, std::move(question), std::move(failed), microseconds()});
  }
  wake_.notify_one();
  return true;
}

// What has gathered, up to a group; at least one. False: there is nothing, and there will be nothing.
bool Tenant::take(std::vector<Waiting>& taken) {
  std::unique_lock lock(mutex_);
  const auto due = engine_.next_due();
  const std::int64_t rest = due ? std::clamp<std::int64_t>(due->ms - system_now().ms, 0, longest_rest_ms) : longest_rest_ms;
  wake_.wait_for(lock, std::chrono::milliseconds(rest), [&] { return stopping_ || !waiting_.empty(); });
  std::size_t count = 0, entries = 0;
  for (; entries < waiting_.size(); ++entries) {
    const std::size_t size = std::max<std::size_t>(waiting_[entries].commands.size(), 1);
    if (entries > 0 && count + size > limits_.group_most) break;
    count += size;
  }
  std::move(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(entries), std::back_inserter(taken));
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(entries));
  commands_waiting_ -= count;
  metrics_.waiting.store(static_cast<std::int64_t>(commands_waiting_), std::memory_order_relaxed);
  return entries > 0 || !stopping_;
}

void Tenant::work() {
  std::vector<Waiting> taken;
  std::vector<Done> done;
  while (take(taken)) {
    tick();
    if (!taken.empty()) run_group(taken, done);
    last_seq_.store(engine_.last_seq());
    tell_listener(done);
    if (!done.empty()) deliver_(std::exchange(done, {}));
    taken.clear();
  }
}

void Tenant::tell_listener(std::vector<Done>& done) {
  if (!listener_) return;
  try {
    listener_(live_, engine_, system_now(), done);
  } catch (const StoreError&) {  // what has changed meanwhile is sent after a later group
    metrics_.store_failures.add();
    well_ = false;
  }
}

void Tenant::tick() {
  try {
    engine_.tick(system_now());
    well_ = true;
  } catch (const StoreError&) {
    metrics_.store_failures.add();
    well_ = false;
  }
}

std::vector<Outcome> Tenant::outcomes_of(std::span<const Decoded> group) {
  std::string detail = "the right to write is not certain";
  bool full = false;
  if (limits_.sure()) try {
      std::vector<Outcome> outcomes = engine_.run(group);
      well_ = true;
      return outcomes;
    } catch (const StoreError& error) {
      metrics_.store_failures.add();
      well_ = false;
      detail = error.what();
      full = error.full();
    }
  const auto lost = refused(full ? "store_full" : "store_failed", "", {{"detail", detail}});
  std::vector<Outcome> outcomes;
  for (const Decoded& command : group) outcomes.push_back(outcome_of(command.id, lost.error()));
  return outcomes;
}

Tenant::Done Tenant::answered(Waiting& one, Instant now) {
  try {
    return one.question(engine_, live_, now);
  } catch (const StoreError&) {
    metrics_.store_failures.add();
    well_ = false;
    return std::move(one.failed);
  }
}

void Tenant::run_group(std::vector<Waiting>& taken, std::vector<Done>& done) {
  const std::int64_t begun = microseconds();
  std::vector<Decoded> group;
  for (Waiting& one : taken) {
    if (!one.question) metrics_.queue_time.take(begun - one.since_us);
    for (const Decoded& command : one.commands) group.push_back(command);
  }
  // CON-3: the host's clock counts when they run, not when they were read.
  const Instant now = system_now();
  for (Decoded& command : group) command.now = now;
  std::vector<Outcome> outcomes = outcomes_of(group);
  if (!group.empty()) {
    metrics_.flush_time.take(microseconds() - begun);
    metrics_.group_size.take(static_cast<std::int64_t>(group.size()));
  }
  auto next = outcomes.begin();
  for (Waiting& one : taken) {
    if (one.question) {
      done.push_back(answered(one, now));
      continue;
    }
    const auto end = next + static_cast<std::ptrdiff_t>(one.commands.size());
    std::vector<Outcome> his(std::make_move_iterator(next), std::make_move_iterator(end));
    next = end;
    for (const Outcome& outcome : his) (outcome.done() ? metrics_.commands_done : metrics_.commands_refused).add();
    done.push_back([then = std::move(one.then), his = std::move(his)]() mutable { then(std::move(his)); });
  }
}

}  // namespace ch::server
