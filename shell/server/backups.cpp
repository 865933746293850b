#include "server/backups.h"

#include <algorithm>
#include <chrono>
#include <future>

#include "server/clock.h"

namespace ch::server {

Backups::Backups(std::string folder, MakeBackup make, Tenant& tenant, Log& log)
    : folder_(std::move(folder)), make_(std::move(make)), tenant_(tenant), log_(log) {}

std::optional<Backups::One> Backups::begin(Instant now) {
  const std::scoped_lock lock(mutex_);
  if (making_ || ending_) return std::nullopt;
  if (thread_.joinable()) thread_.join();  // of the one before, which has ended
  std::string at;
  for (const char c : text(now).substr(0, 23))
    if (c != '-' && c != ':') at += c;
  all_.insert(all_.begin(), {.name = "backup-" + at + ".ch", .state = "making", .began = now});
  making_ = true;
  thread_ = std::thread([this] { make_one(); });
  return all_.front();
}

std::vector<Backups::One> Backups::all() const {
  const std::scoped_lock lock(mutex_);
  return all_;
}

void Backups::stop() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

template <class Change>
void Backups::change(Change to_newest) {
  const std::scoped_lock lock(mutex_);
  to_newest(all_.front());
}

bool Backups::on_engine(std::function<void()> work) {
  for (;;) {
    const auto ran = std::make_shared<std::promise<void>>();
    auto ended = ran->get_future();
    const auto run = [this, work, ran](Engine&, Live&, Instant) -> Tenant::Done {
      const std::int64_t began = microseconds();
      try {
        work();
        const std::int64_t held = microseconds() - began;
        change([&](One& one) { one.longest_hold_us = std::max(one.longest_hold_us, held); });
        ran->set_value();
      } catch (...) {
        ran->set_exception(std::current_exception());
      }
      return [] {};
    };
    const bool taken = tenant_.ask(run, [] {});
    if (taken) ended.get();
    std::unique_lock lock(mutex_);
    if (taken) return !ending_;
    wake_.wait_for(lock, std::chrono::milliseconds(20));  // too much waits
  }
}

void Backups::make_one() {
  const auto file = [&] {
    const std::scoped_lock lock(mutex_);
    return folder_ + "/" + all_.front().name;
  }();
  BackupMade made;
  std::string fault;
  try {
    made = make_(file, [this](std::function<void()> work) { return on_engine(std::move(work)); });
  } catch (const std::exception& error) {
    fault = error.what();
  }
  One ended;
  change([&](One& one) {
    one.made = made;
    one.detail = fault;
    one.state = fault.empty() ? "done" : "failed";
    making_ = false;
    ended = one;
  });
  log_.say(fault.empty() ? "info" : "error", "backup",
           {{"file", std::string_view(ended.name)},
            {"bytes", made.bytes},
            {"commands", made.commands},
            {"longest_hold_us", ended.longest_hold_us},
            {"detail", std::string_view(fault)}});
}

}  // namespace ch::server
