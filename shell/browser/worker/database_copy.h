// A whole database copied into another, a few hundred pages a step.
#pragma once

#include "worker/long_work.h"
#include "worker/sqlite_handle.h"

namespace ch::browser {

/// Invariant: the destination gets all of it in one transaction of its own; destroyed before its end, the copy leaves
/// the destination as it was.
class DatabaseCopy {
 public:
  /// Answers SQLite's code.
  int begin(sqlite3* from, sqlite3* to);
  bool begun() const { return begun_; }
  WorkReport step(const char* phase);

 private:
  Backup backup_;
  bool begun_ = false;
};

/// protocol.md's code for a failure of the storage.
const char* storage_code(int sqlite_code);

}  // namespace ch::browser
