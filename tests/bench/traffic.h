// What every bench of ours stands on: a tenant whose merchants each have money and a running campaign, and the commands of its shop. All of
// it from a seed, so two runs do the same.
#pragma once

#include <chrono>

#include "engine/engine.h"
#include "store/store.h"

namespace ch::bench {

// A file, ":memory:" or, natively, "postgresql://…".
std::unique_ptr<Store> store_at(const std::string& database);

// A group of them, from `at` on.
inline std::vector<Decoded> part_of(const std::vector<Decoded>& commands, std::size_t at, std::size_t group) {
  const auto begin = commands.begin() + static_cast<std::ptrdiff_t>(at);
  return {begin, begin + static_cast<std::ptrdiff_t>(std::min(group, commands.size() - at))};
}

class Traffic {
 public:
  // Makes the tenant with so many accounts; where there is one already it is gone on with, each account having had a hold, so that what is
  // measured then is not the first reading of its rows.
  Traffic(Store& store, std::int64_t accounts);

  // The shop's commands, spread evenly over the days to come. With days, a few wires of the day before come in on each, so that there is
  // something booked late to be read (LED-5).
  std::vector<Decoded> holds(std::int64_t count, std::int64_t days = 0);
  // A group of holds, then a group of the settlements of just these.
  std::vector<Decoded> pairs(std::int64_t count, std::size_t group);
  // Each group is one flush. Seconds for all of them.
  double run(const std::vector<Decoded>& commands, std::size_t group);
  // Microseconds of reading one of them, apart: run() takes them read.
  double decode_us() const { return decode_us_; }

  Engine& engine() { return engine_; }
  AccountId any_account() { return {merchants_[random() % merchants_.size()].account}; }
  std::uint64_t random();

 private:
  struct Merchant {
    std::int64_t number, party = 0, account = 0, campaign = 0;
  };
  using Payload = std::function<std::string(const Merchant&)>;

  void set_up(std::int64_t accounts);
  void find_merchants();
  void for_each_merchant(std::string_view command, const std::function<Actor(const Merchant&)>& by, const Payload& payload,
                         std::int64_t Merchant::* answers = nullptr, std::string_view answer = {});
  void recharge(const Merchant& merchant, Date booked, std::vector<Envelope>& into);
  Envelope envelope(const Actor& actor, std::string_view name, std::string payload);
  Envelope hold(const Merchant& merchant);
  std::vector<Decoded> decode(const std::vector<Envelope>& envelopes);
  void ok(const Envelope& command);

  Engine engine_;
  Instant now_ = *Instant::parse("2026-03-02T09:00:00.000+08:00");
  std::vector<Merchant> merchants_;
  std::uint64_t state_ = 1;
  std::int64_t ids_ = 0, orders_ = 0, wires_ = 0;
  double decode_us_ = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start);

}  // namespace ch::bench
