// A tenant with lifelike traffic, made through the engine itself from a seed: the same seed gives the same rows on every machine.
//
//   Demo demo(engine, {.merchants = 20, .days = 30, .seed = 1}, start, pack_json);
//   while (demo.step()) show(demo.done(), demo.total());
//
// A few merchants, and a reseller with its clients, go through everything that chapters 03 to 05 know (every command, refusal and state);
// the rest trade: opening, recharges,
// campaigns, orders by the hour of day, the day of week and the season, returns, withdrawals, and staff who work in office hours.
#pragma once

#include <memory>

#include "demo/stage.h"

namespace ch {

struct DemoSize {
  std::int64_t merchants = 20;  // at least those of the tour
  std::int64_t days = 30;       // of traffic
  std::uint64_t seed = 1;
};

class Demo {
 public:
  // An engine without a tenant; it outlives the demo. `start`: of the first day. The texts of assets/packs/credit.json and promo.json.
  Demo(Engine& engine, DemoSize size, Instant start, std::string_view credit, std::string_view promo);
  ~Demo();
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  // A flush's worth of work. False: it is over.
  bool step();
  // Of the time that it covers, in hours.
  std::int64_t done() const;
  std::int64_t total() const;
  const DemoCounts& counts() const { return stage_.counts; }
  // Why it stopped before its end; empty: it did not.
  const std::string& fault() const { return stage_.fault; }

  // From `start` to the end: a pilot and a pause go before the traffic.
  static std::int64_t days_in_all(std::int64_t days);

 private:
  struct Parts;
  Stage stage_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace ch
