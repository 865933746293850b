// What the server counts and times (SRV-19), as Prometheus reads it. Counting takes no lock.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace ch::server {

class Counter {
 public:
  void add(std::int64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Of microseconds or of counts: steps of 1, 2, 5 from 1 to 10 million, and what is above.
class Histogram {
 public:
  static constexpr std::array<std::int64_t, 22> bounds{1,       2,       5,         10,        20,        50,        100,    200,
                                                       500,     1'000,   2'000,     5'000,     10'000,    20'000,    50'000, 100'000,
                                                       200'000, 500'000, 1'000'000, 2'000'000, 5'000'000, 10'000'000};
  void take(std::int64_t value);
  void print(std::string& out, std::string_view name, std::string_view help, double unit) const;  // bounds and sum times `unit`

 private:
  std::array<std::atomic<std::int64_t>, bounds.size() + 1> counts_{};
  std::atomic<std::int64_t> sum_{0};
};

struct DeliveryMetrics {
  Counter delivered, failed;
};

struct Metrics {
  Counter requests, responses_2xx, responses_4xx, responses_5xx;
  Counter commands_done, commands_refused, overloaded, sign_ins, sign_ins_refused, store_failures;
  std::atomic<std::int64_t> connections{0}, waiting{0}, sockets{0};
  std::array<DeliveryMetrics, 4> deliveries;  // SRV-5, by OutgoingKind
  // Messages in the books by OutgoingState, counted up to outbox_counted.
  static constexpr int outbox_counted = 1'000;
  std::array<std::atomic<std::int64_t>, 7> outbox{};
  Histogram request_time, flush_time, queue_time, group_size;

  void count_status(int status);
  std::string text() const;
};

}  // namespace ch::server
