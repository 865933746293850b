// The worker's desk: one request after another to the engine, its answers, live views, and the long work in hand.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "engine/live.h"
#include "store/sqlite_store.h"
#include "worker/long_work.h"
#include "messages/replies.h"

namespace ch::browser {

class Desk {
 public:
  /// Throws StoreError where the database cannot be opened or read.
  explicit Desk(const SqliteOptions& options);

  Check open() { return engine_.open(); }
  /// No tenant yet: offer to start one.
  bool fresh() const { return engine_.last_seq() == 0; }

  /// The messages to post. Invariant: an outcome among them has been committed.
  Replies handle(const nlohmann::json& message);
  Replies step();
  bool more() const { return work_ != nullptr; }
  /// Milliseconds of the Unix epoch; negative: no deadline.
  double next_due() const;

 private:
  struct Subscribed {
    std::string name;
    std::string params;
    Actor actor;
  };

  Replies ask(const std::string& kind, std::int64_t id, const nlohmann::json& message, const Actor& actor);
  Replies execute(std::int64_t id, const Envelope& envelope);
  Replies query(std::int64_t id, const Subscribed& asked);
  Replies subscribe(std::int64_t id, Subscribed asked);
  Replies start(std::int64_t id, const nlohmann::json& message);
  Replies start_empty(std::int64_t id, const nlohmann::json& params);
  Replies begin(std::int64_t id, std::unique_ptr<LongWork> work, std::string value);
  Replies end_work(std::string reply);
  Replies cancel();
  void append_updates(Replies& replies);
  /// Another database lies under the engine now: all that was read is read again.
  void reload(Replies& replies);

  SqliteStore store_;
  Engine engine_;
  Live live_;
  std::map<std::int64_t, Subscribed> subscriptions_;
  std::unique_ptr<LongWork> work_;
  std::int64_t work_id_ = 0;
  std::string work_value_;  // JSON of the result, once it is done
  Instant now_{};           // of the message in hand
};

}  // namespace ch::browser
