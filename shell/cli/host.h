// What the command line is as a host: it vouches for the clock, for randomness and for who acts; the core has none of the three.
#pragma once

#include <cstdio>
#include <memory>

#include "cli/place.h"
#include "engine/engine.h"
#include "postgres/postgres_lease.h"
#include "server/clock.h"
#include "store/store.h"

namespace ch::cli {

// The programs' exit codes; docs/cli.md and --help list them.
enum Exit : int { done = 0, some_refused = 1, usage = 2, malformed_input = 3, store_failed = 4, audit_differs = 5, another_writes = 6 };

// Sentences in both languages, without the full stop where `what` is meant.
struct Said {
  std::string zh, en;
};

// Ends the program with its words; nothing has been changed that was not acknowledged.
struct Failure {
  Exit exit;
  std::string code;
  Said what;
  Said remedy;
};

using server::system_now;
Uuid new_id(Instant now);

// "user:role" or "user:role:party".
Actor actor_of(const std::string& text);
// "2026-03-02", "2026-03-02T09:00:00+08:00"
Instant instant_of(const std::string& text, const char* option);

// What is about to be done with a tenant's file: audited, whatever may be wrong with it (then there is no engine); only looked at, so that
// nothing is made, migrated or changed; changed, so that a tenant must be there; gone on with, so that the file must be there, and a tenant
// may still be begun in it; or begun, if nothing is there yet.
enum class Opening { to_audit, to_read, to_change, to_go_on, to_begin };

// A tenant's file, or its rows in a database, with the engine over it. Throws Failure where the file cannot be what is asked for; a file
// that is not ours is left as it is.
struct House {
  House(const Place& place, Opening opening);
  ~House();  // a file that it made, and in which no tenant was begun, goes again
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  const Place place;
  const std::string path;                // as it may be told
  std::unique_ptr<PostgresLease> lease;  // of who changes a tenant in a database (SRV-12); given back last
  std::unique_ptr<Store> store;
  std::unique_ptr<Engine> engine;

 private:
  void open_file(Opening opening);
  void open_database(Opening opening);
  void open_engine(Opening opening);
  bool made_;
};
[[noreturn]] void no_tenant(const std::string& path);
// Rethrows what a store throws as a Failure with the remedy.
[[noreturn]] void store_failure(const StoreError& error, const std::string& path);

// Standard output, or a file that appears whole or not at all; a device or a pipe is written to as it is.
class Output {
 public:
  explicit Output(std::string path);  // empty: standard output
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void write(std::string_view text);  // throws Failure where it cannot
  void finish();                      // throws Failure where it cannot

 private:
  std::string path_, part_;  // part_: written first, then named path_; empty where path_ is no plain file
  std::FILE* file_;
};
// A folder that is there already stays as it is, and is answered by false; Failure where it cannot be made.
bool make_folder(const std::string& folder);
// To standard output, at once; throws Failure where nobody reads any more.
void say(std::string_view text);

std::string read_file(const std::string& path, std::size_t most);
// Ends the program by what errno says of an input.
[[noreturn]] void cannot_read(const std::string& path);

}  // namespace ch::cli
