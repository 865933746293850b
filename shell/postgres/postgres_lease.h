// Who may write a tenant's rows in PostgreSQL (SRV-12): a row for each tenant with its holder, a number that every new holder raises, and
// until when it holds. Each flush looks in its own transaction whether the number is still its own, so a writer that lost the lease writes
// nothing, however long it slept. The clock that counts is the database's.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ch {

class PostgresStore;
namespace postgres {
class Connection;
struct Question;
}  // namespace postgres

// What a store needs of the lease under which it writes.
class Fence {
 public:
  Fence(std::string table, std::int64_t tenant, std::int64_t number, std::chrono::milliseconds patience_)
      : patience(patience_), table_(std::move(table)), tenant_(tenant), number_(number) {}
  // Holds the lease's row until the transaction ends, so that nobody takes it in between; answers a row while the number is ours.
  postgres::Question question() const;
  [[noreturn]] void lose();  // it is not: StoreError (fenced)
  bool lost() const { return lost_.load(); }
  void note_lost();
  // Called once, on the thread that finds out; at once where it is known already.
  void when_lost(std::function<void()> then);

  const std::chrono::milliseconds patience;  // with a transaction that has begun and does not go on: shorter than the lease

 private:
  const std::string table_;
  const std::int64_t tenant_, number_;
  std::atomic<bool> lost_{false};
  std::mutex mutex_;
  std::function<void()> then_;
};

class PostgresLease {
 public:
  // Another's, as the database sees it just now.
  struct Held {
    std::string holder;
    std::int64_t left_ms = 0, renewals = 0;
  };
  PostgresLease(const std::string& url, std::int64_t tenant, std::chrono::milliseconds length);
  ~PostgresLease();  // gives it back
  PostgresLease(const PostgresLease&) = delete;
  PostgresLease& operator=(const PostgresLease&) = delete;

  // One try. None: it is ours, and is renewed from now on by a thread of its own.
  std::optional<Held> take();
  const std::shared_ptr<Fence>& fence() const { return fence_; }
  // Where this server keeps what is no part of the books: the lease, and who may sign in.
  const std::string& schema() const { return schema_; }
  // By our own clock the last renewal still holds: nobody else can have written meanwhile.
  bool sure() const;
  // Who writes other tenants of the database just now: "tenant 7 (host:123)".
  std::vector<std::string> others();
  // A copy into this tenant that has not come to its end: whoever opens it else refuses it.
  bool copying();
  void set_copying(bool copying);
  // The same, for who reads without a lease.
  static std::string schema_beside(PostgresStore& books);
  static bool is_copying(PostgresStore& books);
  // Nothing is committed for the tenant of `still` until its transaction ends, or seconds have gone by.
  static void hold_still(PostgresStore& still);

 private:
  void renew_again_and_again();
  bool renew(postgres::Connection& connection);
  void give_back();
  static std::string own_name();

  const std::string url_;
  const std::int64_t tenant_;
  const std::chrono::milliseconds length_;
  std::unique_ptr<postgres::Connection> connection_;
  std::string schema_, table_;
  std::int64_t number_ = 0;
  std::shared_ptr<Fence> fence_;
  std::atomic<std::int64_t> sure_until_ms_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace ch
