// Live queries: a view is sent again when a row that it read, or a table and party that it asked for, has changed; and only where the
// answer is another. Nothing polls. A command on one account sends nothing to who watches another.
#pragma once

#include <set>

#include "engine/engine.h"

namespace ch {

class Live {
 public:
  // Listens to the engine's flushes from now on.
  explicit Live(Engine& engine);

  // The first view, or the refusal; kept under `id` until unsubscribed. An id in use is replaced.
  Result<std::string> subscribe(std::int64_t id, std::string name, std::string params_json, Actor actor, Instant now);
  void unsubscribe(std::int64_t id) { subscriptions_.erase(id); }
  void clear() { subscriptions_.clear(); }

  struct Update {
    std::int64_t id;
    Result<std::string> view;
  };
  // What changed since the last call. Runs only the queries whose rows were touched.
  std::vector<Update> updates(Instant now);

 private:
  using Read = std::set<std::pair<const RecordType*, std::int64_t>>;  // table and party; party -1: all
  struct Subscription {
    std::string name, params;
    Actor actor;
    Read read;
    std::string last;
    bool stale = false;
  };
  Result<std::string> run(Subscription& subscription, Instant now);
  void touched(std::span<const RowChange> changes);

  Engine& engine_;
  std::map<std::int64_t, Subscription> subscriptions_;
};

}  // namespace ch
