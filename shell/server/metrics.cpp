#include "server/metrics.h"

#include <algorithm>
#include <cstdio>

#include "api/states.h"

namespace ch::server {

void Histogram::take(std::int64_t value) {
  const auto at = std::ranges::lower_bound(bounds, value) - bounds.begin();
  counts_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.9g", value);
  return text.data();
}

void head(std::string& out, std::string_view name, std::string_view help, std::string_view kind) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(kind).append("\n");
}

void line(std::string& out, std::string_view name, std::string_view labels, std::int64_t value) {
  out.append(name).append(labels).append(" ").append(std::to_string(value)).append("\n");
}

}  // namespace

void Histogram::print(std::string& out, std::string_view name, std::string_view help, double unit) const {
  head(out, name, help, "histogram");
  const std::string bucket = std::string(name) + "_bucket";
  std::int64_t total = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    total += counts_[i].load(std::memory_order_relaxed);
    line(out, bucket, "{le=\"" + number(static_cast<double>(bounds[i]) * unit) + "\"}", total);
  }
  total += counts_.back().load(std::memory_order_relaxed);
  line(out, bucket, "{le=\"+Inf\"}", total);
  out.append(name).append("_sum ").append(number(static_cast<double>(sum_.load(std::memory_order_relaxed)) * unit)).append("\n");
  line(out, std::string(name) + "_count", "", total);
}

void Metrics::count_status(int status) { (status < 400 ? responses_2xx : status < 500 ? responses_4xx : responses_5xx).add(); }

std::string Metrics::text() const {
  constexpr double microsecond = 1e-6;
  std::string out;
  head(out, "ch_http_requests_total", "Requests answered, by class of status.", "counter");
  line(out, "ch_http_requests_total", "{status=\"2xx\"}", responses_2xx.value());
  line(out, "ch_http_requests_total", "{status=\"4xx\"}", responses_4xx.value());
  line(out, "ch_http_requests_total", "{status=\"5xx\"}", responses_5xx.value());
  head(out, "ch_commands_total", "Commands answered.", "counter");
  line(out, "ch_commands_total", "{outcome=\"done\"}", commands_done.value());
  line(out, "ch_commands_total", "{outcome=\"refused\"}", commands_refused.value());
  head(out, "ch_overloaded_total", "Requests turned away because too many waited.", "counter");
  line(out, "ch_overloaded_total", "", overloaded.value());
  head(out, "ch_sign_ins_total", "Sign-ins tried.", "counter");
  line(out, "ch_sign_ins_total", "{outcome=\"done\"}", sign_ins.value());
  line(out, "ch_sign_ins_total", "{outcome=\"refused\"}", sign_ins_refused.value());
  head(out, "ch_store_failures_total", "Flushes that failed.", "counter");
  line(out, "ch_store_failures_total", "", store_failures.value());
  head(out, "ch_deliveries_total", "Deliveries tried, by kind of message.", "counter");
  for (const auto& kind : enum_type<OutgoingKind>().items) {
    const DeliveryMetrics& counted = deliveries[static_cast<std::size_t>(kind.number)];
    const std::string labels = "{kind=\"" + std::string(kind.name) + "\",outcome=\"";
    line(out, "ch_deliveries_total", labels + "delivered\"}", counted.delivered.value());
    line(out, "ch_deliveries_total", labels + "failed\"}", counted.failed.value());
  }
  head(out, "ch_outbox", "Messages that have not gone out, by state; 1,000 at most are counted.", "gauge");
  for (const auto& state : enum_type<OutgoingState>().items)
    if (const auto one = static_cast<OutgoingState>(state.number); one != OutgoingState::delivered && one != OutgoingState::dropped)
      line(out, "ch_outbox", "{state=\"" + std::string(state.name) + "\"}", outbox[static_cast<std::size_t>(state.number)].load());
  head(out, "ch_connections", "Connections open.", "gauge");
  line(out, "ch_connections", "", connections.load());
  head(out, "ch_sockets", "Of them with live views.", "gauge");
  line(out, "ch_sockets", "", sockets.load());
  head(out, "ch_queue_depth", "Commands and questions that wait.", "gauge");
  line(out, "ch_queue_depth", "", waiting.load());
  request_time.print(out, "ch_request_seconds", "From a request read to its answer.", microsecond);
  queue_time.print(out, "ch_queue_seconds", "That a command waited for its group.", microsecond);
  flush_time.print(out, "ch_group_seconds", "A group of commands, run and made durable.", microsecond);
  group_size.print(out, "ch_group_commands", "Commands that shared one flush.", 1);
  return out;
}

}  // namespace ch::server
