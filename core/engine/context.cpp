#include "engine/context.h"

#include "engine/records.h"

namespace ch {

std::int64_t Context::next_number(std::string_view sequence) {
  const std::string name(sequence);
  const auto kept = rows.get<Sequence>(name);
  const std::int64_t number = (kept ? kept->last : 0) + 1;
  rows.put(Sequence{name, number});
  return number;
}

TimerId Context::start_timer(Instant due, std::string_view command_name, std::string payload_json, std::int64_t every_ms) {
  const auto id = next<TimerTag>("timer");
  rows.put(Timer{id, due, std::string(command_name), std::move(payload_json), every_ms});
  return id;
}

void Context::stop_timer(TimerId timer) {
  if (rows.get<Timer>(timer)) rows.erase<Timer>(timer);
}

}  // namespace ch
