// A whole database on its way out of or into the browser, through spare.db, in steps (WEB-19, WEB-14).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sqlite_handle.h"

namespace ch::browser {

/// Where a job stands after a step.
struct JobReport {
  enum class State { more, done, failed };
  State state = State::more;
  const char* phase = "";
  std::int64_t done = 0;
  std::int64_t total = 0;
  const char* code = "";  // of a failure (protocol.md)
  std::string detail;
};

class SpareJob {
 public:
  virtual ~SpareJob() = default;
  virtual JobReport step() = 0;
  /// Whether the main connection may not be used by anybody else between two steps.
  virtual bool exclusive() const { return false; }
};

/// Invariant: the copy is one moment of the database, however many commands are executed between the steps.
/// (SQLite's backup follows what its own connection writes.)
std::unique_ptr<SpareJob> export_to_spare(sqlite3* main);

/// Looks at an undamaged file and says why it is not taken; empty: it is. Called before anything is replaced.
using OtherVersion = std::function<std::string(sqlite3* imported)>;

/// Invariant: the main database is what it was until everything has been checked, and then is replaced in one
/// transaction; a death or a cancel at any instant leaves one or the other.
std::unique_ptr<SpareJob> import_from_spare(sqlite3* main, OtherVersion other_version);

}  // namespace ch::browser
