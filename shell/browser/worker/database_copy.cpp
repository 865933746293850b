#include "worker/database_copy.h"

namespace ch::browser {
namespace {
constexpr int kPagesPerStep = 256;
}

const char* storage_code(int sqlite_code) { return (sqlite_code & 0xff) == SQLITE_FULL ? "storage_full" : "storage_failed"; }

int DatabaseCopy::begin(sqlite3* from, sqlite3* to) {
  backup_.reset(sqlite3_backup_init(to, "main", from, "main"));
  begun_ = backup_ != nullptr;
  return begun_ ? SQLITE_OK : sqlite3_errcode(to);
}

WorkReport DatabaseCopy::step(const char* phase) {
  const int code = sqlite3_backup_step(backup_.get(), kPagesPerStep);
  const std::int64_t total = sqlite3_backup_pagecount(backup_.get());
  const std::int64_t done = total - sqlite3_backup_remaining(backup_.get());
  WorkReport report{.phase = phase, .done = done, .total = total};
  if (code == SQLITE_OK) return report;
  // The destination commits in the finish, so only that knows whether all went well.
  const int end = sqlite3_backup_finish(backup_.release());
  if (code != SQLITE_DONE) return work_failed(storage_code(code), sqlite3_errstr(code));
  if (end != SQLITE_OK) return work_failed(storage_code(end), sqlite3_errstr(end));
  report.state = WorkReport::State::done;
  return report;
}

}  // namespace ch::browser
