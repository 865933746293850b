// Demo data, made beside and put in place whole.
#pragma once

#include <memory>
#include <sqlite3.h>
#include <string>

#include "base/instant.h"
#include "demo/demo.h"
#include "worker/long_work.h"

namespace ch::browser {

/// Invariant: the traffic runs through an engine of its own in memory, and the main database gets it in one transaction
/// at the end, so a death or a cancel leaves no half of a demo; and nothing waits for the disk.
std::unique_ptr<LongWork> make_demo(sqlite3* main, DemoSize size, Instant now);

}  // namespace ch::browser
