// The subcommands, each a function of its options. They print to standard output and answer with the exit code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ch::cli {

struct ExecOptions {
  std::string db, as, pack, input = "-";
  int group = 100;
  bool create = false, stop_on_error = false, allow_future = false, no_attachments = false;
};
int exec(const ExecOptions& options);

struct InitOptions {
  std::string db, platform, administrator, pack;
};
int init(const InitOptions& options);

struct QueryOptions {
  std::string db, name, params = "{}", as, now;
  bool json = false;
};
int query(const QueryOptions& options);

// What is due by the system's clock.
int tick(const std::string& db, bool json);
int audit(const std::string& db, bool json);
int digest(const std::string& db, bool json);

struct ExportOptions {
  std::string db, format = "csv", out, statement, batch, as, language = "zh";
  std::string from, to, by = "booking", kind, reference, as_of, book;  // of a statement
  bool json = false;
};
int export_books(const ExportOptions& options);

struct ImportOptions {
  std::string db, format, file, as, columns;
  std::vector<std::string> column;
  bool json = false;
};
int import_statement(const ImportOptions& options);

struct DemoOptions {
  std::string db, start, pack;
  std::int64_t merchants = 20, days = 30, seed = 1;
  bool ends_today = false, json = false, quiet = false;
};
int demo(const DemoOptions& options);

struct AttachOptions {
  std::string db;
  std::vector<std::string> files;
};
int attach(const AttachOptions& options);

struct AttachmentOptions {
  std::string db, hash, as, out;
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
  DeliveryChoices deliveries;
  std::string db, listen = "127.0.0.1:8080", web, platform = "账房", administrator = "admin", certificate, key;
  std::int64_t queue = 4'096;  // commands and questions that may wait (SRV-20)
  bool log_requests = false, behind_proxy = false;
};
int serve(const ServeOptions& options);

struct UserOptions {
  std::string db, what, name;
};
int user(const UserOptions& options);

int commands(bool json, bool markdown);

struct ProceduresOptions {
  std::string what, id, format = "svg", out, language = "zh";
  bool json = false;
};
int procedures(const ProceduresOptions& options);

}  // namespace ch::cli
