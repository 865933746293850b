// The worker's C border over a small SQL workload instead of the core: what the kill tests load and check.
//
// Every command changes every account and keeps their sum, so a torn transaction shows in the sum, in the
// generations, or in SQLite's own check; the log tells which commands survived. The workload can also be told to
// betray its promises (`early_ack`, `reserved_lock_held`, `unsynced`), so that the tests prove that they would notice.
#include <sqlite3.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "vfs/opfs_vfs.h"
#include "worker/spare_work.h"
#include "worker/sqlite_handle.h"
#include "worker/worker_core.h"

namespace {

using ch::browser::Connection;
using ch::browser::LongWork;
using ch::browser::Statement;
using ch::browser::WorkReport;
using nlohmann::json;

constexpr int kApplicationId = 0x43485052;
constexpr int kAccounts = 300;

struct Settings {
  std::string journal = "WAL";
  int cache_pages = 8;
  bool early_ack = false;
  bool reserved_lock_held = false;
  bool unsynced = false;
};

struct Job {
  json id;
  std::unique_ptr<LongWork> work;
};

Settings settings;
Connection database;
Job job;
bool commit_owed = false;
std::string answer;
sqlite3_io_methods lying_methods;

const char* give(const json& value) {
  answer = value.dump();
  return answer.c_str();
}

int run(const std::string& sql) { return sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr); }

json error_of(const json& id, const char* code, const std::string& detail) {
  return {{"id", id}, {"kind", "error"}, {"code", code}, {"detail", detail}};
}

json storage_error(const json& id) {
  const int code = sqlite3_errcode(database.get()) & 0xff;
  return error_of(id, code == SQLITE_FULL ? "storage_full" : "storage_failed", sqlite3_errmsg(database.get()));
}

void lie_about_reserved_lock() {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.get(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  lying_methods = *file->pMethods;
  lying_methods.xCheckReservedLock = [](sqlite3_file*, int* held) {
    *held = 1;
    return SQLITE_OK;
  };
  file->pMethods = &lying_methods;
}

bool create_accounts() {
  const std::string rows = std::to_string(kAccounts);
  return run("BEGIN IMMEDIATE;"
             "PRAGMA application_id=" +
             std::to_string(kApplicationId) +
             ";"
             "CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL, generation INTEGER NOT NULL,"
             " filler BLOB NOT NULL);"
             "CREATE INDEX account_by_balance ON account(balance, id);"
             "CREATE TABLE log(position INTEGER PRIMARY KEY, command TEXT NOT NULL UNIQUE);"
             "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < " +
             rows +
             ")"
             " INSERT INTO account SELECT i, 1000, 0, zeroblob(1000) FROM n;"
             "COMMIT") == SQLITE_OK;
}

/// Writes the whole change of one command; the caller commits.
bool apply(const std::string& command, std::int64_t delta) {
  if (!commit_owed && run("BEGIN IMMEDIATE") != SQLITE_OK) return false;
  const Statement change =
      ch::browser::prepare(database.get(),
                           "UPDATE account SET balance = balance + CASE id % 2 WHEN 0 THEN ?1 ELSE -?1 END, generation = generation + 1,"
                           " filler = randomblob(1000)");
  const Statement note = ch::browser::prepare(database.get(), "INSERT INTO log(command) VALUES(?1)");
  if (!change || !note) return false;
  sqlite3_bind_int64(change.get(), 1, delta);
  sqlite3_bind_text(note.get(), 1, command.c_str(), -1, SQLITE_TRANSIENT);
  return sqlite3_step(change.get()) == SQLITE_DONE && sqlite3_step(note.get()) == SQLITE_DONE;
}

bool was_done(const std::string& command) {
  const Statement find = ch::browser::prepare(database.get(), "SELECT 1 FROM log WHERE command = ?1");
  sqlite3_bind_text(find.get(), 1, command.c_str(), -1, SQLITE_TRANSIENT);
  return sqlite3_step(find.get()) == SQLITE_ROW;
}

// An early acknowledgement is one of a group whose commit waits for the next step.
json execute(const json& message) {
  const json& id = message.at("id");
  const std::string command = message.at("command").at("id").get<std::string>();
  const json outcome{{"id", id}, {"kind", "outcome"}, {"outcome", {{"command", command}, {"done", true}}}};
  if (was_done(command)) return outcome;
  bool applied = apply(command, message.at("command").at("payload").at("delta").get<std::int64_t>());
  if (applied && settings.early_ack) {
    commit_owed = true;
    return outcome;
  }
  applied = applied && run("COMMIT") == SQLITE_OK;
  if (applied) return outcome;
  const json error = storage_error(id);
  run("ROLLBACK");
  return error;
}

json check() {
  const Statement integrity = ch::browser::prepare(database.get(), "PRAGMA integrity_check");
  const bool answered = integrity && sqlite3_step(integrity.get()) == SQLITE_ROW;
  const auto number = [](const char* sql) { return ch::browser::integer_of(database.get(), sql, -1); };
  json log = json::array();
  const Statement commands = ch::browser::prepare(database.get(), "SELECT command FROM log ORDER BY position");
  while (commands && sqlite3_step(commands.get()) == SQLITE_ROW) {
    log.push_back(ch::browser::text_column(commands.get(), 0));
  }
  return {{"integrity", answered ? ch::browser::text_column(integrity.get(), 0) : sqlite3_errmsg(database.get())},
          {"sum", number("SELECT sum(balance) FROM account")},
          {"expected_sum", std::int64_t{1000} * kAccounts},
          {"oldest", number("SELECT min(generation) FROM account")},
          {"newest", number("SELECT max(generation) FROM account")},
          {"journal", number("SELECT journal_mode = 'wal' FROM pragma_journal_mode")},
          {"synchronous", number("PRAGMA synchronous")},
          {"log", log}};
}

json begin_job(const json& id, std::unique_ptr<LongWork> work) {
  job = {id, std::move(work)};
  return json::array();
}

json step_job() {
  const WorkReport report = job.work->step();
  if (report.state == WorkReport::State::more) {
    return {{{"id", job.id}, {"kind", "progress"}, {"phase", report.phase}, {"done", report.done}, {"total", report.total}}};
  }
  const Job ended = std::move(job);
  job = {};
  if (report.state == WorkReport::State::failed) return json::array({error_of(ended.id, report.code, report.detail)});
  return {{{"id", ended.id}, {"kind", "result"}, {"value", {{"pages", report.total}}}}};
}

json handle(const json& message) {
  const std::string kind = message.at("kind").get<std::string>();
  if (kind == "cancel") {
    const json id = job.id;
    job = {};
    return json::array({error_of(id, "cancelled", "")});
  }
  const json& id = message.value("id", json{});
  if (job.work && job.work->exclusive()) return json::array({error_of(id, "busy", "")});
  if (kind == "execute") return json::array({execute(message)});
  if (kind == "query" && message.at("name") == "check") {
    return {{{"id", id}, {"kind", "result"}, {"value", check()}}};
  }
  if (kind == "query" && message.at("name") == "echo") return {{{"id", id}, {"kind", "result"}, {"value", message}}};
  if (kind == "query" && message.at("name") == "trap") __builtin_trap();
  if (kind == "export_db") return begin_job(id, ch::browser::export_to_spare(database.get()));
  if (kind == "import_db") {
    return begin_job(id, ch::browser::import_from_spare(database.get(), [](sqlite3* imported) {
                       const bool ours = ch::browser::integer_of(imported, "PRAGMA application_id", -1) == kApplicationId;
                       return ours ? std::string{} : std::string{"another application"};
                     }));
  }
  return json::array({error_of(id, "unknown", kind)});
}

}  // namespace

extern "C" {

void ch_probe_configure(const char* text) {
  const json given = json::parse(text);
  settings.journal = given.value("journal", settings.journal);
  settings.cache_pages = given.value("cachePages", settings.cache_pages);
  settings.early_ack = given.value("earlyAck", false);
  settings.reserved_lock_held = given.value("reservedLockHeld", false);
  settings.unsynced = given.value("unsynced", false);
}

const char* ch_open(const char* /*options_json*/) {
  int code = ch::browser::register_opfs_vfs();
  database = ch::browser::open_connection(ch::browser::kMainFile, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, code);
  if (!database) return give({{"ok", false}, {"detail", sqlite3_errstr(code)}});
  if (settings.reserved_lock_held) lie_about_reserved_lock();
  const bool set = run("PRAGMA locking_mode=EXCLUSIVE") == SQLITE_OK && run("PRAGMA journal_mode=" + settings.journal) == SQLITE_OK &&
                   run(settings.unsynced ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL") == SQLITE_OK &&
                   run("PRAGMA wal_autocheckpoint=200") == SQLITE_OK &&
                   run("PRAGMA cache_size=" + std::to_string(settings.cache_pages)) == SQLITE_OK;
  const bool fresh = ch::browser::integer_of(database.get(), "SELECT count(*) FROM sqlite_schema", 0) == 0;
  if (!set || (fresh && !create_accounts())) {
    return give({{"ok", false}, {"code", "database_unreadable"}, {"detail", sqlite3_errmsg(database.get())}});
  }
  return give({{"ok", true}, {"fresh", fresh}});
}

const char* ch_message(const char* message_json) { return give(handle(json::parse(message_json))); }

const char* ch_step() {
  if (commit_owed) {
    commit_owed = false;
    run("COMMIT");
    return give(json::array());
  }
  return give(job.work ? step_job() : json::array());
}

int ch_more() { return commit_owed || job.work ? 1 : 0; }

double ch_next_due() { return -1; }

void ch_close() {
  job = {};
  database.reset();
}
}
