// LED-7: the log beside a file (its -wal), which a crash left there, or somebody who put a backup of the file back and forgot the log.
#pragma once

#include <string>

namespace ch::cli {

// A file that is empty or gone begins no tenant while there is a log beside it: SQLite would delete that. Throws Failure.
void refuse_log_without_file(const std::string& path);
// Where there is a log, the audit of file and log as they would be together, before anything of either is changed. Nothing in them says
// that they belong together: SQLite lays a log over whatever lies beside it. Throws Failure.
void audit_with_log(const std::string& path);

}  // namespace ch::cli
