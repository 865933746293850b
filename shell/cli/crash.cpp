#include "cli/crash.h"

#include <filesystem>

#include "cli/host.h"
#include "engine/audit.h"
#include "house/house.h"
#include "store/sqlite_store.h"

namespace ch::cli {

namespace {

bool is_log(const std::string& path) {
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(path, error);  // beside the file itself, not beside a link to it
  const auto size = std::filesystem::file_size((error ? std::filesystem::path(path) : real).string() + "-wal", error);
  return !error && size > 0;
}

}  // namespace

void refuse_log_without_file(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if ((!error && size > 0) || !is_log(path)) return;
  throw Failure{store_failed,
                "store_log_alone",
                {path + " 为空或不存在，而其旁有日志文件（-wal）；未作任何改动 [LED-7]",
                 path + " is empty or missing, and there is a log (a -wal file) beside it; nothing was changed [LED-7]"},
                {"请勿删除该日志；从备份恢复该文件时不要放回日志，或将日志另存后再新建。",
                 "Do not delete the log: restore the file from a backup and put the log elsewhere, or put it elsewhere and begin anew."}};
}

void audit_with_log(const std::string& path) {
  if (!is_log(path)) return;
  AuditReport report;
  try {
    SqliteStore store(path, {.journal_mode = "", .reads = true});
    if (const Check known = store.migrate(house_catalogue().migrations, house_catalogue().records); !known)
      report.fault = known.error().code;
    else
      report = ch::audit(store, house_catalogue());
  } catch (const StoreError& error) {
    if (error.trouble != StoreTrouble::damaged) throw;
    report.fault = error.what();
  }
  if (report.clean()) return;
  throw Failure{store_failed,
                "store_log_differs",
                {path + " 与其日志文件（-wal）合在一起未通过审计，日志可能属于该文件的另一状态；未作任何改动 [LED-7: " + report.fault + "]",
                 path +
                     " and its log (the -wal file beside it) do not pass the audit together: the log may be of another state of the file; "
                     "nothing was changed [LED-7: " +
                     report.fault + "]"},
                {"请将两个文件一并另存；恢复备份时不要把日志放在旁边。单独复制该文件后用 audit 可判断它自身是否完好。",
                 "Keep both files, and restore a backup without a log beside it; `audit` of a copy of the file alone tells whether that is "
                 "sound."}};
}

}  // namespace ch::cli
