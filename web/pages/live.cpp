#include "web/pages/live.h"

#include <map>

namespace ch::web::pages {

namespace {

struct Held {
  LiveView now;
  int subscription = 0;
  int asked = 0;
};

std::map<std::string, Held> held;
std::map<std::string, Held> answered;  // by query and place; these have no subscription of their own
int pass = 0;

}  // namespace

const LiveView& live(std::string_view query, std::string_view params_json) {
  std::string key = std::string(query) + '\n' + std::string(params_json);
  const auto [at, fresh] = held.try_emplace(key);
  at->second.asked = pass;
  if (!fresh) return at->second.now;
  const int subscription = client().subscribe(query, params_json, [key](const Answer& answer) {
    const auto to = held.find(key);
    if (to == held.end()) return;
    LiveView& now = to->second.now;
    now.loading = false;
    if (answer.ok) {
      now.view = answer.value;
      now.refusal = {};
    } else {
      now.refusal = refusal_of(answer.value);
      if (now.refusal.code.empty()) now.refusal.code = answer.code;
    }
  });
  at->second.subscription = subscription;
  return at->second.now;
}

const LiveView& live_at(std::string_view place, std::string_view query, std::string_view params_json) {
  const LiveView& now = live(query, params_json);
  Held& last = answered[std::string(query) + '\n' + std::string(place)];
  last.asked = pass;
  if (!now.loading) last.now = now;
  last.now.earlier = now.loading;
  return last.now;
}

void live_pass() {
  ++pass;
  std::erase_if(answered, [](const auto& one) { return pass - one.second.asked > live_passes_kept; });
  for (auto at = held.begin(); at != held.end();) {
    if (pass - at->second.asked > live_passes_kept) {
      client().unsubscribe(at->second.subscription);
      at = held.erase(at);
    } else {
      ++at;
    }
  }
}

int live_pass_number() { return pass; }

void live_reset() {
  for (const auto& [key, one] : held) client().unsubscribe(one.subscription);
  held.clear();
  answered.clear();
}

}  // namespace ch::web::pages
