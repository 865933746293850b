#include "server/tenant.h"

#include <algorithm>
#include <chrono>

#include "api/codes.h"
#include "server/clock.h"

namespace ch::server {

namespace {

// Timers are looked at this often at the latest: the clock may have been set meanwhile.
constexpr std::int64_t longest_rest_ms = 1'000;
// While a group is written, this many are taken together: to be woken for each costs more than to compute it a little later.
constexpr std::size_t worth_waking = 8;

}  // namespace

Tenant::Tenant(Engine& engine, Limits limits, Metrics& metrics, Deliver deliver)
    : engine_(engine), live_(engine), limits_(limits), metrics_(metrics), deliver_(std::move(deliver)), last_seq_(engine.last_seq()) {}

void Tenant::start() {
  writer_ = std::thread([this] { write(); });
  thread_ = std::thread([this] { work(); });
}

void Tenant::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
  }
  wake_writer_.notify_one();
  if (writer_.joinable()) writer_.join();
}

bool Tenant::run(std::vector<Decoded> commands, std::function<void(std::vector<Outcome>)> then) {
  bool wakes = false;
  {
    const std::scoped_lock lock(mutex_);
    // A batch may come whole where nothing waits, however large it is.
    if (stopping_ || (!waiting_.empty() && commands_waiting_ + commands.size() > limits_.waiting_most)) return false;
    commands_waiting_ += commands.size();
    const std::size_t count = commands.size();
    waiting_.push_back({std::move(commands), std::move(then), {}, {}, microseconds(), count});
    metrics_.waiting.store(static_cast<std::int64_t>(commands_waiting_), std::memory_order_relaxed);
    wakes = worth_taking();
  }
  if (wakes) wake_.notify_one();
  return true;
}

bool Tenant::ask(Question question, Done failed) {
  bool wakes = false;
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || commands_waiting_ >= limits_.waiting_most) return false;
    ++commands_waiting_;
    waiting_.push_back({{}, {}, std::move(question), std::move(failed), microseconds()});
    wakes = worth_taking();
  }
  if (wakes) wake_.notify_one();
  return true;
}

// By whoever holds the mutex.
bool Tenant::worth_taking() const { return !waiting_.empty() && (writing_ == Writing::nothing || commands_waiting_ >= worth_waking); }

// Until there is something to do. False: there is nothing, and there will be nothing.
bool Tenant::wait(bool& written, std::vector<Waiting>& taken) {
  std::unique_lock lock(mutex_);
  const std::size_t boarded = next_ ? next_->group->size() : 0;
  const auto awaited = [&] {
    return writing_ == Writing::done || (worth_taking() && boarded < limits_.group_most) || (stopping_ && writing_ == Writing::nothing);
  };
  const auto due = engine_.next_due();
  const std::int64_t rest = due ? std::clamp<std::int64_t>(due->ms - system_now().ms, 0, longest_rest_ms) : longest_rest_ms;
  if (flying_)
    wake_.wait(lock, awaited);
  else
    wake_.wait_for(lock, std::chrono::milliseconds(rest), awaited);
  written = writing_ == Writing::done;
  if (written) writing_ = Writing::nothing;
  std::size_t count = 0, entries = 0;
  for (; entries < waiting_.size(); ++entries) {
    const std::size_t size = std::max<std::size_t>(waiting_[entries].count, 1);
    if (boarded + count > 0 && boarded + count + size > limits_.group_most) break;
    count += size;
  }
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(entries);
  taken.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  commands_waiting_ -= count;
  metrics_.waiting.store(static_cast<std::int64_t>(commands_waiting_), std::memory_order_relaxed);
  return flying_ || !taken.empty() || !stopping_;
}

void Tenant::work() {
  bool written = false;
  std::vector<Waiting> taken;
  while (wait(written, taken)) {
    if (written) land(*std::exchange(flying_, {}), next_ ? next_->group.get() : nullptr);
    if (!flying_ && !next_) tick();
    if (!flying_) tell_listener();
    if (!taken.empty()) board(std::exchange(taken, {}));
    if (!flying_ && next_) launch();
    if (!done_.empty()) deliver_(std::exchange(done_, {}));
  }
}

void Tenant::tick() {
  try {
    engine_.tick(system_now());
    well_ = true;
  } catch (const StoreError&) {
    unwell();
  }
}

// They are computed at once, and told with the group.
void Tenant::board(std::vector<Waiting> taken) {
  if (!next_) next_ = Flight{engine_.begin(flying_ ? flying_->group.get() : nullptr), {}};
  const Instant now = system_now();  // CON-3: the host's clock counts when they run, not when they were read
  const std::int64_t begun = microseconds();
  const bool sure = limits_.sure();
  std::vector<Decoded> commands;
  for (Waiting& one : taken) {
    if (!one.question) metrics_.queue_time.take(begun - one.since_us);
    for (Decoded& command : one.commands) command.now = now;
    if (!sure && !one.question) {
      const auto lost = refused("store_failed", "", {{"detail", "the right to write is not certain"}});
      std::vector<Outcome> outcomes;
      outcomes.reserve(one.commands.size());
      for (const Decoded& command : one.commands) outcomes.push_back(outcome_of(command.id, lost.error()));
      done_.push_back(told(one, std::move(outcomes)));
      continue;
    }
    std::ranges::move(one.commands, std::back_inserter(commands));
    one.commands.clear();
    next_->whose.push_back(std::move(one));
  }
  engine_.add(*next_->group, std::move(commands));
}

void Tenant::launch() {
  if (!next_->group->has_to_be_written()) {
    land(*std::exchange(next_, {}), nullptr);
    tell_listener();
    return;
  }
  metrics_.group_size.take(static_cast<std::int64_t>(next_->group->size()));
  flying_ = std::exchange(next_, {});
  {
    const std::scoped_lock lock(mutex_);
    writing_ = Writing::asked;
  }
  wake_writer_.notify_one();
}

// The writer's thread.
void Tenant::write() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_writer_.wait(lock, [&] { return ended_ || writing_ == Writing::asked; });
    if (writing_ != Writing::asked) return;
    lock.unlock();
    const std::int64_t begun = microseconds();
    engine_.write(*flying_->group);
    metrics_.flush_time.take(microseconds() - begun);
    lock.lock();
    writing_ = Writing::done;
    wake_.notify_one();
  }
}

void Tenant::land(Flight flight, Group* above) {
  std::vector<Outcome> outcomes = end(flight, above);
  const Instant now = system_now();
  auto next = outcomes.begin();
  for (Waiting& one : flight.whose) {
    if (one.question) {
      done_.push_back(answered(one, now));
      continue;
    }
    const auto last = next + static_cast<std::ptrdiff_t>(one.count);
    for (const Outcome& outcome : std::span(next, last)) (outcome.done() ? metrics_.commands_done : metrics_.commands_refused).add();
    done_.push_back(told(one, {std::make_move_iterator(next), std::make_move_iterator(last)}));
    next = last;
  }
}

std::vector<Outcome> Tenant::end(Flight& flight, Group* above) {
  try {
    std::vector<Outcome> outcomes = engine_.end(*flight.group, above);
    well_ = true;
    return outcomes;
  } catch (const StoreError& error) {
    unwell();
    const auto lost = refused(error.full() ? "store_full" : "store_failed", "", {{"detail", error.what()}});
    std::vector<Outcome> outcomes;
    for (const Decoded& command : flight.group->commands()) outcomes.push_back(outcome_of(command.id, lost.error()));
    return outcomes;
  }
}

Tenant::Done Tenant::answered(Waiting& one, Instant now) {
  try {
    return one.question(engine_, live_, now);
  } catch (const StoreError&) {
    unwell();
    return std::move(one.failed);
  }
}

Tenant::Done Tenant::told(Waiting& one, std::vector<Outcome> outcomes) {
  return [then = std::move(one.then), outcomes = std::move(outcomes)]() mutable { then(std::move(outcomes)); };
}

void Tenant::tell_listener() {
  last_seq_.store(engine_.last_seq());
  if (!listener_) return;
  try {
    listener_(live_, engine_, system_now(), done_);
  } catch (const StoreError&) {  // what has changed meanwhile is sent after a later group
    unwell();
  }
}

void Tenant::unwell() {
  metrics_.store_failures.add();
  well_ = false;
}

}  // namespace ch::server
