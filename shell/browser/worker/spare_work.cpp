#include "worker/spare_work.h"

#include <string_view>
#include <vector>

#include "vfs/opfs_vfs.h"
#include "worker/database_copy.h"

namespace ch::browser {
namespace {

class ExportWork final : public LongWork {
 public:
  explicit ExportWork(sqlite3* main) : main_{main} {}

  WorkReport step() override {
    if (!copy_.begun()) {
      int code = SQLITE_OK;
      spare_ = open_connection(kSpareFile, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, code);
      if (!spare_) return work_failed(storage_code(code), sqlite3_errstr(code));
      // There is no file for a journal of the spare, and none is needed: a copy that did not end is thrown away.
      sqlite3_exec(spare_.get(), "PRAGMA journal_mode=OFF", nullptr, nullptr, nullptr);
      if (code = copy_.begin(main_, spare_.get()); code != SQLITE_OK) {
        return work_failed(storage_code(code), sqlite3_errmsg(spare_.get()));
      }
    }
    WorkReport report = copy_.step("copy");
    if (report.state == WorkReport::State::done) spare_.reset();
    return report;
  }

 private:
  sqlite3* main_;
  Connection spare_;
  DatabaseCopy copy_;  // ends before the connections that it uses
};

class ImportWork final : public LongWork {
 public:
  ImportWork(sqlite3* main, OtherVersion other_version) : main_{main}, other_version_{std::move(other_version)} {}

  WorkReport step() override {
    if (!spare_) return open();
    if (checked_ < tables_.size()) return check_next();
    if (!copy_.begun()) {
      if (const int code = copy_.begin(spare_.get(), main_); code != SQLITE_OK) {
        return work_failed(storage_code(code), sqlite3_errmsg(main_));
      }
    }
    return copy_.step("replace");
  }

  bool exclusive() const override { return copy_.begun(); }

 private:
  WorkReport open() {
    int code = SQLITE_OK;
    // Immutable: read as it lies there, without journals, also where its header says WAL.
    spare_ = open_connection("file:spare.db?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, code);
    if (!spare_) return work_failed("not_a_database", sqlite3_errstr(code));
    const Statement names = prepare(spare_.get(), "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
    if (!names) return work_failed("not_a_database", sqlite3_errmsg(spare_.get()));
    while ((code = sqlite3_step(names.get())) == SQLITE_ROW) tables_.push_back(text_column(names.get(), 0));
    if (code != SQLITE_DONE) return work_failed("damaged", sqlite3_errmsg(spare_.get()));
    if (tables_.empty()) return work_failed("other_version", "no tables");
    const std::int64_t page = integer_of(spare_.get(), "PRAGMA page_size", -1);
    const std::int64_t own_page = integer_of(main_, "PRAGMA page_size", -1);
    // A database in WAL mode keeps its page size, so the copy would fail half way.
    if (page != own_page) return work_failed("other_version", "page_size " + std::to_string(page));
    return checking();
  }

  /// One table with its indexes a step; the check of a whole database could not be interrupted.
  WorkReport check_next() {
    const std::string sql = "PRAGMA integrity_check(" + quoted(tables_[checked_]) + ")";
    const Statement check = prepare(spare_.get(), sql.c_str());
    if (!check || sqlite3_step(check.get()) != SQLITE_ROW) return work_failed("damaged", sqlite3_errmsg(spare_.get()));
    if (const std::string verdict = text_column(check.get(), 0); verdict != "ok") return work_failed("damaged", verdict);
    if (++checked_ < tables_.size()) return checking();
    if (const std::string why = other_version_(spare_.get()); !why.empty()) return work_failed("other_version", why);
    return checking();
  }

  WorkReport checking() const {
    return {.phase = "check", .done = static_cast<std::int64_t>(checked_), .total = static_cast<std::int64_t>(tables_.size())};
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
  DatabaseCopy copy_;  // ends before the connections that it uses
};

}  // namespace

std::unique_ptr<LongWork> export_to_spare(sqlite3* main) { return std::make_unique<ExportWork>(main); }

std::unique_ptr<LongWork> import_from_spare(sqlite3* main, OtherVersion other_version) {
  return std::make_unique<ImportWork>(main, std::move(other_version));
}

}  // namespace ch::browser
