// A machine whose power goes, for SQLite: its files lie in memory, each with what has reached the disk and what has not. Where the power
// goes, what was not synced is dropped, or kept in part: any of its sectors, in any order. No killed process can show this.
//
//   LossyMachine machine(7);
//   SqliteStore store("a.db", {.vfs = machine.vfs()});
//   machine.lose_power_after(40);  // the 40 next writes, truncations, deletions and syncs still work; then every operation fails
//   ...
//   machine.restart();             // all handles closed before
#pragma once

#include <memory>
#include <string>

namespace ch::test {

struct LossyDisk;

class LossyMachine {
 public:
  explicit LossyMachine(std::uint64_t seed);
  ~LossyMachine();
  LossyMachine(const LossyMachine&) = delete;
  LossyMachine& operator=(const LossyMachine&) = delete;

  // The name under which SQLite knows it.
  const std::string& vfs() const;
  void lose_power_after(std::int64_t operations);
  void lose_power_in_sync(std::int64_t number);  // the first is 1: then all is written, and nobody can know whether it lasts
  bool has_power() const;
  // The power is back; what had not been synced is lost, but for what chance has kept.
  void restart();
  // Over all restarts: sectors that were written and not synced, and are lost, or kept all the same.
  std::int64_t lost() const;
  std::int64_t kept() const;

 private:
  std::unique_ptr<LossyDisk> disk_;
};

}  // namespace ch::test
