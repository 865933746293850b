// A whole database on its way out of or into the browser, through spare.db, in steps (WEB-19, WEB-14).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "worker/long_work.h"
#include "worker/sqlite_handle.h"

namespace ch::browser {

/// Invariant: the copy is one moment of the database, however many commands are executed between the steps.
/// (SQLite's backup follows what its own connection writes.)
std::unique_ptr<LongWork> export_to_spare(sqlite3* main);

/// Looks at an undamaged file and says why it is not taken; empty: it is. Called before anything is replaced.
using OtherVersion = std::function<std::string(sqlite3* imported)>;

/// Invariant: the main database is what it was until everything has been checked, and then is replaced in one
/// transaction; a death or a cancel at any instant leaves one or the other.
std::unique_ptr<LongWork> import_from_spare(sqlite3* main, OtherVersion other_version);

}  // namespace ch::browser
