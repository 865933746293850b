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
    waiting_.push_back({std::move(commands), std::move(then), {}, microseconds()});
    metrics_.waiting.store(static_cast<std::int64_t>(commands_waiting_), std::memory_order_relaxed);
  }
  wake_.notify_one();
  return true;
}

bool Tenant::ask(Question question) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || commands_waiting_ >= limits_.waiting_most) return false;
    ++commands_waiting_;
    waiting_.push_back({{}, {}, std::move(question), microseconds()});
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
    if (listener_) listener_(live_, engine_, system_now(), done);
    if (!done.empty()) deliver_(std::exchange(done, {}));
    taken.clear();
  }
}

void Tenant::tick() {
  try {
    const Instant now = system_now();
    if (const auto due = engine_.next_due(); due && *due <= now) engine_.tick(now);
    well_ = true;
  } catch (const StoreError&) {
    metrics_.store_failures.add();
    well_ = false;
  }
}

void Tenant::run_group(std::vector<Waiting>& taken, std::vector<Done>& done) {
  const std::int64_t begun = microseconds();
  std::vector<Decoded> group;
  for (Waiting& one : taken) {
    if (!one.question) metrics_.queue_time.take(begun - one.since_us);
    for (const Decoded& command : one.commands) group.push_back(command);
  }
  std::vector<Outcome> outcomes;
  // CON-3: the host's clock counts when they run, not when they were read.
  const Instant now = system_now();
  for (Decoded& command : group) command.now = now;
  try {
    outcomes = engine_.run(group);
    well_ = true;
  } catch (const StoreError& error) {
    metrics_.store_failures.add();
    well_ = false;
    for (const Decoded& command : group) {
      const auto lost = refused(error.full() ? "store_full" : "store_failed", "", {{"detail", error.what()}});
      outcomes.push_back(
          {.id = command.id, .band = lost.error().band, .code = lost.error().code, .rule = lost.error().rule, .args = lost.error().args});
    }
  }
  if (!group.empty()) {
    metrics_.flush_time.take(microseconds() - begun);
    metrics_.group_size.take(static_cast<std::int64_t>(group.size()));
  }
  auto next = outcomes.begin();
  for (Waiting& one : taken) {
    if (one.question) {
      try {
        done.push_back(one.question(engine_, live_, now));
      } catch (const StoreError&) {  // who asked has been told by his own means, or asks again
        metrics_.store_failures.add();
        well_ = false;
      }
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
