// Copies by SQLite's backup interface, a few hundred pages a step.
#include "spare_jobs.h"

#include <format>
#include <string_view>
#include <vector>

#include "vfs/opfs_vfs.h"

namespace ch::browser {
namespace {

constexpr int kPagesPerStep = 256;

JobReport failed(const char* code, std::string detail) {
  return {.state = JobReport::State::failed, .code = code, .detail = std::move(detail)};
}

const char* code_of_storage(int sqlite_code) {
  return (sqlite_code & 0xff) == SQLITE_FULL ? "storage_full" : "storage_failed";
}

/// A backup and what it reports of itself.
class Copy {
 public:
  /// Begins; answers SQLite's code.
  int begin(sqlite3* from, sqlite3* to) {
    backup_.reset(sqlite3_backup_init(to, "main", from, "main"));
    return backup_ ? SQLITE_OK : sqlite3_errcode(to);
  }

  bool begun() const { return backup_ != nullptr; }

  JobReport step(const char* phase) {
    const int code = sqlite3_backup_step(backup_.get(), kPagesPerStep);
    const std::int64_t total = sqlite3_backup_pagecount(backup_.get());
    const std::int64_t done = total - sqlite3_backup_remaining(backup_.get());
    JobReport report{.phase = phase, .done = done, .total = total};
    if (code == SQLITE_OK) return report;
    // The destination commits in the finish, so only that knows whether all went well.
    const int end = sqlite3_backup_finish(backup_.release());
    if (code != SQLITE_DONE) return failed(code_of_storage(code), sqlite3_errstr(code));
    if (end != SQLITE_OK) return failed(code_of_storage(end), sqlite3_errstr(end));
    report.state = JobReport::State::done;
    return report;
  }

 private:
  Backup backup_;
};

class ExportJob final : public SpareJob {
 public:
  explicit ExportJob(sqlite3* main) : main_{main} {}

  JobReport step() override {
    if (!copy_.begun()) {
      int code = SQLITE_OK;
      spare_ = open_connection(kSpareFile, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, code);
      if (!spare_) return failed(code_of_storage(code), sqlite3_errstr(code));
      // There is no file for a journal of the spare, and none is needed: a copy that did not end is thrown away.
      sqlite3_exec(spare_.get(), "PRAGMA journal_mode=OFF", nullptr, nullptr, nullptr);
      if (code = copy_.begin(main_, spare_.get()); code != SQLITE_OK) {
        return failed(code_of_storage(code), sqlite3_errmsg(spare_.get()));
      }
    }
    JobReport report = copy_.step("copy");
    if (report.state == JobReport::State::done) spare_.reset();
    return report;
  }

 private:
  sqlite3* main_;
  Connection spare_;
  Copy copy_;  // ends before the connections that it uses
};

class ImportJob final : public SpareJob {
 public:
  ImportJob(sqlite3* main, OtherVersion other_version) : main_{main}, other_version_{std::move(other_version)} {}

  JobReport step() override {
    if (!spare_) return open();
    if (checked_ < tables_.size()) return check_next();
    if (!copy_.begun()) {
      if (const int code = copy_.begin(spare_.get(), main_); code != SQLITE_OK) {
        return failed(code_of_storage(code), sqlite3_errmsg(main_));
      }
    }
    return copy_.step("replace");
  }

  bool exclusive() const override { return copy_.begun(); }

 private:
  JobReport open() {
    int code = SQLITE_OK;
    // Immutable: read as it lies there, without journals, also where its header says WAL.
    spare_ = open_connection("file:spare.db?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, code);
    if (!spare_) return failed("not_a_database", sqlite3_errstr(code));
    const Statement names = prepare(spare_.get(), "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
    if (!names) return failed("not_a_database", sqlite3_errmsg(spare_.get()));
    while ((code = sqlite3_step(names.get())) == SQLITE_ROW) tables_.push_back(text_column(names.get(), 0));
    if (code != SQLITE_DONE) return failed("damaged", sqlite3_errmsg(spare_.get()));
    if (tables_.empty()) return failed("other_version", "no tables");
    const std::int64_t page = integer_of(spare_.get(), "PRAGMA page_size", -1);
    const std::int64_t own_page = integer_of(main_, "PRAGMA page_size", -1);
    // A database in WAL mode keeps its page size, so the copy would fail half way.
    if (page != own_page) return failed("other_version", std::format("page_size {}", page));
    return checking();
  }

  /// One table with its indexes a step; the check of a whole database could not be interrupted.
  JobReport check_next() {
    const std::string sql = std::format("PRAGMA integrity_check({})", quoted(tables_[checked_]));
    const Statement check = prepare(spare_.get(), sql.c_str());
    if (!check || sqlite3_step(check.get()) != SQLITE_ROW) return failed("damaged", sqlite3_errmsg(spare_.get()));
    if (const std::string verdict = text_column(check.get(), 0); verdict != "ok") return failed("damaged", verdict);
    if (++checked_ < tables_.size()) return checking();
    if (const std::string why = other_version_(spare_.get()); !why.empty()) return failed("other_version", why);
    return checking();
  }

  JobReport checking() const {
    return {.phase = "check",
            .done = static_cast<std::int64_t>(checked_),
            .total = static_cast<std::int64_t>(tables_.size())};
  }

  static std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char letter : name) {
      if (letter == '"') text += '"';
      text += letter;
    }
    return text + '"';
  }

  sqlite3* main_;
  OtherVersion other_version_;
  Connection spare_;
  std::vector<std::string> tables_;
  std::size_t checked_ = 0;
  Copy copy_;  // ends before the connections that it uses
};

}  // namespace

std::unique_ptr<SpareJob> export_to_spare(sqlite3* main) { return std::make_unique<ExportJob>(main); }

std::unique_ptr<SpareJob> import_from_spare(sqlite3* main, OtherVersion other_version) {
  return std::make_unique<ImportJob>(main, std::move(other_version));
}

}  // namespace ch::browser
