// The worker's desk: one request after another to the engine, its answers, live views, and the long work in hand.
#pragma once

#include <map>
#include <memory>

#include "engine/live.h"
#include "store/sqlite_store.h"
#include "worker/long_work.h"
#include "worker/replies.h"

namespace ch::browser {

class Desk {
 public:
  /// Throws StoreError where the database cannot be opened or read.
  explicit Desk(const SqliteOptions& options);

  Check open() { return engine_->open(); }
  /// No tenant yet.
  bool fresh() { return engine_->last_seq() == 0; }

  /// The messages to post. Invariant: an outcome among them has been committed.
  json handle(const json& message);
  json step();
  bool more() const { return work_ != nullptr; }
  double next_due() const;

 private:
  struct Subscribed {
    std::string name;
    std::string params;
    Actor actor;
  };

  json execute(const json& message);
  json why_not(const json& message);
  json query(const json& message);
  json subscribe(const json& message);
  json unsubscribe(const json& message);
  json start(const json& message);
  json begin(std::int64_t id, std::unique_ptr<LongWork> work);
  json cancel();
  json end_work(json reply);
  /// Another database lies under the engine: everything that was read is read again.
  json reload(Instant now);
  void append_updates(json& replies, Instant now);

  SqliteStore store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Live> live_;
  std::map<std::int64_t, Subscribed> subscriptions_;
  std::unique_ptr<LongWork> work_;
  std::int64_t work_id_ = 0;
  Instant now_{};
};

}  // namespace ch::browser
