// The subcommands, each a function of its options. They print to standard output and answer with the exit code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/place.h"

namespace ch::cli {

struct ExecOptions {
  Place db;
  std::string as, pack, input = "-";
  int group = 100;
  bool create = false, stop_on_error = false, allow_future = false, no_attachments = false;
};
int exec(const ExecOptions& options);

struct InitOptions {
  Place db;
  std::string platform, administrator, pack;
};
int init(const InitOptions& options);

struct QueryOptions {
  Place db;
  std::string name, params = "{}", as, now;
  bool json = false;
};
int query(const QueryOptions& options);

// What is due by the system's clock.
int tick(const Place& db, bool json);
int audit(const Place& db, bool json);
int digest(const Place& db, bool json);

struct ExportOptions {
  Place db;
  std::string format = "csv", out, statement, batch, as, language = "zh";
  std::string from, to, by = "booking", kind, reference, as_of, book;  // of a statement
  bool json = false;
};
int export_books(const ExportOptions& options);

struct ImportOptions {
  Place db;
  std::string format, file, as, columns;
  std::vector<std::string> column;
  bool json = false;
};
int import_statement(const ImportOptions& options);

struct DemoOptions {
  Place db;
  std::string start, pack;
  std::int64_t merchants = 20, days = 30, seed = 1;
  bool ends_today = false, json = false, quiet = false;
};
int demo(const DemoOptions& options);

struct AttachOptions {
  Place db;
  std::vector<std::string> files;
};
int attach(const AttachOptions& options);

struct AttachmentOptions {
  Place db;
  std::string hash, as, out;
  std::int64_t process = 0;
  bool json = false;
};
int attachment(const AttachmentOptions& options);

// Where what goes out is delivered to (SRV-5). Secrets by file, or by the environment.
struct DeliveryChoices {
  std::string webhook, sms_webhook, webhook_secret_file;
  std::string smtp, mail_from, smtp_user, smtp_password_file;
  std::string language = "zh", trusted;
};
struct ServeOptions {
  Place db;
  DeliveryChoices deliveries;
  std::string listen = "127.0.0.1:8080", web, backups, platform = "账房", administrator = "admin", certificate, key;
  std::int64_t queue = 4'096;  // commands and questions that may wait (SRV-20)
  bool log_requests = false, behind_proxy = false, open_metrics = false;
};
int serve(const ServeOptions& options);

struct UserOptions {
  Place db;
  std::string what, name;
};
int user(const UserOptions& options);

struct MigrateOptions {
  Place from, to;
  bool json = false;
};
int migrate(const MigrateOptions& options);

struct BackupOptions {
  Place db;
  std::string out;
  bool json = false;
};
int backup(const BackupOptions& options);

struct RestoreOptions {
  Place db;
  std::string file;
  bool json = false;
};
int restore(const RestoreOptions& options);

int commands(bool json, bool markdown);

struct ProceduresOptions {
  std::string what, id, format = "svg", out, language = "zh";
  bool json = false;
};
int procedures(const ProceduresOptions& options);

}  // namespace ch::cli
