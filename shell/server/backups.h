// Backups of the tenant that is served (SRV-15): made in the background, one at a time, into a folder that was named at the start.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/log.h"
#include "server/tenant.h"

namespace ch::server {

struct BackupMade {
  std::int64_t commands = 0, attachments = 0, bytes = 0;
};
// Runs its work on the engine's thread between two groups, and waits for it. Throws what the work throws. False: the server ends, and waits
// for the backup alone.
using OnEngine = std::function<bool(std::function<void()>)>;
using MakeBackup = std::function<BackupMade(const std::string& file, const OnEngine& on_engine)>;

class Backups {
 public:
  struct One {
    std::string name;   // of the file in the folder
    std::string state;  // making, done, failed
    Instant began;
    BackupMade made;
    std::int64_t longest_hold_us = 0;  // for which it kept the engine from commands
    std::string detail;                // of what failed
  };
  // No folder: no backups.
  Backups(std::string folder, MakeBackup make, Tenant& tenant, Log& log);
  ~Backups() { stop(); }
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;

  bool possible() const { return !folder_.empty(); }
  // None: one is being made.
  std::optional<One> begin(Instant now);
  std::vector<One> all() const;  // since the start, newest first
  // What is being made is given up.
  void stop();

 private:
  void make_one();
  bool on_engine(std::function<void()> work);
  template <class Change>
  void change(Change to_newest);

  const std::string folder_;
  const MakeBackup make_;
  Tenant& tenant_;
  Log& log_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<One> all_;
  bool making_ = false, ending_ = false;
  std::thread thread_;
};

}  // namespace ch::server
