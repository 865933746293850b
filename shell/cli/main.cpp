// countinghouse: the same core from a command line (SRV-1). Options only; what a subcommand does stands in its own file.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string_view>

#include "base/fault.h"
#include "base/instant.h"
#include "cli/answers.h"
#include "cli/programs.h"

namespace {

using namespace ch::cli;

constexpr const char* footer = R"(Examples:
  countinghouse init --db shop.db --platform 示例平台 --administrator admin
  countinghouse demo --db demo.db --merchants 20 --days 30 --seed 1
  countinghouse query --db demo.db accounts --as ops:settlement_operations
  countinghouse query --db demo.db account '{"account":2}' --as merchant-0001:merchant_user:1
  echo '{"name":"request_recharge","payload":{"account":2,"amount":"5000.00"}}' |
    countinghouse exec --db demo.db --as merchant-0001:merchant_user:1
  countinghouse import camt053 statement.xml --db demo.db --as ops:settlement_operations
  countinghouse import csv bank.csv --db demo.db --as ops:settlement_operations --column bank_reference=流水号 \
    --column booked=交易日期 --column amount=金额 --column payer_name=对方户名 --column remark=附言
  countinghouse export --db demo.db --format hledger --out books.journal
  countinghouse audit --db demo.db

Exit codes: 0 done; 1 some were refused; 2 wrong use; 3 malformed input; 4 the store or the output failed; 5 audit found a difference;
6 another program writes this tenant.)";

struct Options {
  ExecOptions exec;
  InitOptions init;
  QueryOptions query;
  ExportOptions export_books;
  ImportOptions import_statement;
  DemoOptions demo;
  ProceduresOptions procedures;
  AttachOptions attach;
  AttachmentOptions attachment;
  ServeOptions serve;
  UserOptions user;
  MigrateOptions migrate;
  BackupOptions backup;
  RestoreOptions restore;
  Place db;
  bool json = false, markdown = false;
};

CLI::App* add(CLI::App& app, const char* name, const char* about, Place* place, bool& json) {
  CLI::App* made = app.add_subcommand(name, about);
  if (place) {
    made->add_option("--db", place->db, "the tenant's file, or postgresql://…")->required();
    made->add_option("--tenant", place->tenant, "its number in a database")
        ->check(CLI::Range(std::int64_t{1}, INT64_MAX))
        ->capture_default_str();
    made->add_option("--attachments", place->attachments, "folder of the attachments (of a file: FILE.attachments)");
  }
  made->add_flag("--json", json, "answers for programs; so is what ends it, on standard error");
  made->footer("");  // the examples stand in the program's own help
  return made;
}

// Each entry runs its subcommand.
std::map<CLI::App*, std::function<int()>> declare(CLI::App& app, Options& o) {
  std::map<CLI::App*, std::function<int()>> run;
  const std::string as = "who acts: user:role, or user:role:party for a merchant's user";

  CLI::App* exec =
      add(app, "exec", "run commands and queries, one JSON object a line: {id?, name, payload, actor?, now?}; answers are JSON lines",
          &o.exec.db, o.json);
  exec->add_option("--as", o.exec.as, as + "; of lines that name no actor");
  exec->add_flag("--create", o.exec.create, "begin a new file where there is none, for a tenant that the lines set up");
  exec->add_flag("--stop-on-error", o.exec.stop_on_error, "end at the first line that is not done");
  exec->add_option("--pack", o.exec.pack, "policy pack for bootstrap (built in: credit)");
  exec->add_option("--group", o.exec.group, "commands that may share a flush")->check(CLI::Range(1, 10'000))->capture_default_str();
  exec->add_flag("--allow-future", o.exec.allow_future, "take a `now` beyond the system's clock: for training data alone");
  exec->add_flag("--no-attachments", o.exec.no_attachments,
                 "do not look for what documents name: for a history that is done again without them");
  exec->add_option("input", o.exec.input, "file of lines; - is standard input")->capture_default_str();
  run[exec] = [&] { return ch::cli::exec(o.exec); };

  CLI::App* init = add(app, "init", "set up a tenant in a new file", &o.init.db, o.json);
  init->add_option("--platform", o.init.platform, "the platform's name")->required();
  init->add_option("--administrator", o.init.administrator, "the user who administers it")->required();
  init->add_option("--pack", o.init.pack, "policy pack (built in: credit)");
  run[init] = [&] { return ch::cli::init(o.init); };

  CLI::App* query = add(app, "query", "ask one question", &o.query.db, o.query.json);
  query->add_option("name", o.query.name, "of the query; see `countinghouse commands`")->required();
  query->add_option("params", o.query.params, "JSON object")->capture_default_str();
  query->add_option("--as", o.query.as, as)->required();
  query->add_option("--now", o.query.now, "ask as at this time, not before the newest entry");
  run[query] = [&] { return ch::cli::query(o.query); };

  CLI::App* tick =
      add(app, "tick", "run what is due by the system's clock: deadlines, campaigns that start or end, alerts, sweeps", &o.db, o.json);
  run[tick] = [&] { return ch::cli::tick(o.db, o.json); };

  CLI::App* audit = add(app, "audit", "recompute chain, digests, postings, balances and invariants (LED-7)", &o.db, o.json);
  run[audit] = [&] { return ch::cli::audit(o.db, o.json); };
  CLI::App* digest = add(app, "digest", "print the chain's head and the digest of all tables", &o.db, o.json);
  run[digest] = [&] { return ch::cli::digest(o.db, o.json); };

  CLI::App* out = add(app, "export", "write the journal for other programs, or a statement", &o.export_books.db, o.export_books.json);
  out->add_option("--format", o.export_books.format, "csv, hledger, ledger, beancount; xlsx of a statement; pain001 of a batch")
      ->capture_default_str();
  out->add_option("--out", o.export_books.out, "file to write (whole or not at all); otherwise standard output");
  out->add_option("--statement", o.export_books.statement, "only this account's statement (A-000002 or 2)");
  out->add_option("--as", o.export_books.as, as + "; for --statement and --batch");
  out->add_option("--batch", o.export_books.batch, "only this batch's payments (PB000001 or 1), for the bank, as pain001 or csv");
  out->add_option("--language", o.export_books.language, "words of a statement or a batch: zh or en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  auto* statement = out->get_option("--statement");
  out->get_option("--batch")->excludes(statement);
  out->add_option("--from", o.export_books.from, "first day of a statement")->needs(statement);
  out->add_option("--to", o.export_books.to, "its last day, which is in it")->needs(statement);
  out->add_option("--by", o.export_books.by, "what its days are of: booking or business (dates)")
      ->check(CLI::IsMember({"booking", "business"}))
      ->capture_default_str()
      ->needs(statement);
  out->add_option("--kind", o.export_books.kind,
                  "only entries of this kind, such as settlement; hold, release and the like with --book alone")
      ->needs(statement);
  out->add_option("--reference", o.export_books.reference, "only entries with this number")->needs(statement);
  out->add_option("--book", o.export_books.book, "of this book alone, such as owed; of the platform's account (1), such as suspense")
      ->needs(statement);
  out->add_option("--as-of", o.export_books.as_of, "the statement as it was at this time; of a day, at its beginning")->needs(statement);
  // A variable of a script that is empty by mistake must not ask for everything.
  const CLI::Validator not_empty([](const std::string& text) { return std::string(text.empty() ? "it is empty" : ""); }, "", "not empty");
  for (const char* option : {"--statement", "--batch", "--from", "--to", "--kind", "--reference", "--book", "--as-of", "--out"})
    out->get_option(option)->check(not_empty);
  run[out] = [&] { return ch::cli::export_books(o.export_books); };

  CLI::App* in = add(app, "import", "take a bank's statement (each credit line becomes a wire, once) or its report on payments",
                     &o.import_statement.db, o.import_statement.json);
  in->add_option("format", o.import_statement.format, "camt053, mt940 or csv; pain002: what became of payments")
      ->required()
      ->check(CLI::IsMember({"camt053", "mt940", "csv", "pain002"}));
  in->add_option("file", o.import_statement.file, "- is standard input")->required();
  in->add_option("--as", o.import_statement.as, as)->required();
  in->add_option("--columns", o.import_statement.columns, "csv: JSON file of columns and their headings");
  in->add_option("--column", o.import_statement.column, "csv: NAME=HEADING, for example amount=金额; repeatable");
  run[in] = [&] { return ch::cli::import_statement(o.import_statement); };

  CLI::App* attach = add(app, "attach", "keep pictures and PDF beside the database, for commands to name: prints hash, size, type, name",
                         &o.attach.db, o.json);
  attach->add_option("files", o.attach.files, "what to keep")->required();
  run[attach] = [&] { return ch::cli::attach(o.attach); };

  CLI::App* attachment = add(app, "attachment", "write out one document of a case", &o.attachment.db, o.attachment.json);
  attachment->add_option("case", o.attachment.process, "the case's id")->required();
  attachment->add_option("hash", o.attachment.hash, "of the document")->required();
  attachment->add_option("--as", o.attachment.as, as)->required();
  attachment->add_option("--out", o.attachment.out, "file to write (whole or not at all); otherwise standard output");
  run[attachment] = [&] { return ch::cli::attachment(o.attachment); };

  CLI::App* demo = add(app, "demo", "make a tenant with lifelike traffic; the same numbers give the same data", &o.demo.db, o.demo.json);
  demo->add_option("--merchants", o.demo.merchants, "how many merchants")->check(CLI::Range(1, 100'000))->capture_default_str();
  demo->add_option("--days", o.demo.days, "how many days of traffic")->check(CLI::Range(1, 3'650))->capture_default_str();
  demo->add_option("--seed", o.demo.seed, "another seed, other traffic")
      ->check(CLI::Range(std::int64_t{0}, INT64_MAX))
      ->capture_default_str();
  auto* start = demo->add_option("--start", o.demo.start, "first day; otherwise 2026-01-05");
  demo->add_flag("--ends-today", o.demo.ends_today, "so that it can be gone on with now")->excludes(start);
  demo->add_option("--pack", o.demo.pack, "policy pack (built in: credit)");
  demo->add_flag("--quiet", o.demo.quiet, "no progress");
  run[demo] = [&] { return ch::cli::demo(o.demo); };

  CLI::App* serve = add(app, "serve", "serve the tenant over HTTP until SIGTERM; the first start sets it up and says how to sign in",
                        &o.serve.db, o.json);
  serve->add_option("--listen", o.serve.listen, "HOST:PORT; port 0 takes any that is free")->capture_default_str();
  serve->add_option("--web", o.serve.web, "folder of the page (build/web)")->check(CLI::ExistingDirectory);
  serve->add_option("--backups", o.serve.backups, "folder that backups go to which an administrator asks for");
  serve->add_option("--platform", o.serve.platform, "the platform's name, at the first start")->capture_default_str();
  serve->add_option("--administrator", o.serve.administrator, "the first user, at the first start")->capture_default_str();
  auto* certificate = serve->add_option("--tls-certificate", o.serve.certificate, "PEM file of the certificate and those above it")
                          ->check(CLI::ExistingFile);
  auto* key = serve->add_option("--tls-key", o.serve.key, "PEM file of its key")->check(CLI::ExistingFile);
  certificate->needs(key);
  key->needs(certificate);
  DeliveryChoices& to = o.serve.deliveries;
  serve->add_option("--webhook", to.webhook, "address that events are posted to, signed (SRV-5); without it they wait in the outbox")
      ->envname("CH_WEBHOOK");
  serve->add_option("--sms-webhook", to.sms_webhook, "address that short messages are posted to, signed")->envname("CH_SMS_WEBHOOK");
  serve
      ->add_option("--webhook-secret-file", to.webhook_secret_file,
                   "file of the secrets that sign both, one a line; or the environment's CH_WEBHOOK_SECRET")
      ->check(CLI::ExistingFile);
  serve->add_option("--smtp", to.smtp, "smtp://HOST:PORT or smtps://HOST:PORT that takes letters; without it they wait in the outbox")
      ->envname("CH_SMTP");
  serve->add_option("--mail-from", to.mail_from, "address that letters are from")->envname("CH_MAIL_FROM");
  serve->add_option("--smtp-user", to.smtp_user, "who signs in there; then the connection must be encrypted")->envname("CH_SMTP_USER");
  serve->add_option("--smtp-password-file", to.smtp_password_file, "file of his password; or the environment's CH_SMTP_PASSWORD")
      ->check(CLI::ExistingFile);
  serve->add_option("--mail-language", to.language, "of letters and short messages: zh or en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->envname("CH_MAIL_LANGUAGE")
      ->capture_default_str();
  serve
      ->add_option("--delivery-certificates", to.trusted,
                   "PEM file of the certificates that receivers are known by, instead of the system's")
      ->check(CLI::ExistingFile);
  serve->add_option("--queue", o.serve.queue, "how many may wait before others are told to come again")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->capture_default_str();
  serve->add_option("--lease", o.serve.db.lease_seconds, "seconds that a database's tenant stays this server's when it says nothing")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{3'600}))
      ->capture_default_str();
  serve->add_flag("--standby", o.serve.db.standby, "wait until no other server has the tenant, however long");
  serve->add_flag("--behind-proxy", o.serve.behind_proxy, "a proxy's X-Forwarded-For says who asks");
  serve->add_flag("--open-metrics", o.serve.open_metrics, "/metrics for whoever asks, not for this machine and administrators alone");
  serve->add_flag("--log-requests", o.serve.log_requests, "a line for each request, not only for those that failed");
  run[serve] = [&] { return ch::cli::serve(o.serve); };

  CLI::App* user =
      add(app, "user", "who may sign in, while no server runs: list, password NAME, disable NAME, enable NAME, remove-second-factor NAME",
          &o.user.db, o.json);
  user->add_option("what", o.user.what, "list, password, disable, enable or remove-second-factor")
      ->required()
      ->check(CLI::IsMember({"list", "password", "disable", "enable", "remove-second-factor"}));
  user->add_option("name", o.user.name, "of the user");
  run[user] = [&] { return ch::cli::user(o.user); };

  CLI::App* migrate = add(app, "migrate", "copy a tenant from one store to another, audit both and compare them", nullptr, o.migrate.json);
  migrate->add_option("from", o.migrate.from.db, "the tenant's file, or postgresql://…")->required();
  migrate->add_option("to", o.migrate.to.db, "a new file, or postgresql://…")->required();
  migrate->add_option("--tenant", o.migrate.from.tenant, "its number in the database that it comes from")->capture_default_str();
  migrate->add_option("--attachments", o.migrate.from.attachments, "folder of its attachments (of a file: FILE.attachments)");
  migrate->add_option("--to-tenant", o.migrate.to.tenant, "its number in the database that it goes to")
      ->check(CLI::Range(std::int64_t{1}, INT64_MAX))
      ->capture_default_str();
  migrate->add_option("--to-attachments", o.migrate.to.attachments, "folder that its attachments go to");
  run[migrate] = [&] { return ch::cli::migrate(o.migrate); };

  CLI::App* backup =
      add(app, "backup", "put a tenant into one file: books, sign-ins and attachments (of a file that is served: POST /v1/backups)",
          &o.backup.db, o.backup.json);
  backup->add_option("--out", o.backup.out, "a new file")->required();
  run[backup] = [&] { return ch::cli::backup(o.backup); };
  CLI::App* restore = add(app, "restore", "make a tenant from a backup where there is none, and audit it", &o.restore.db, o.restore.json);
  restore->add_option("file", o.restore.file, "the backup")->required();
  run[restore] = [&] { return ch::cli::restore(o.restore); };

  CLI::App* commands = add(app, "commands", "print the table of commands, queries, codes and roles", nullptr, o.json);
  commands->add_flag("--markdown", o.markdown, "as docs/reference.md has it");
  run[commands] = [&] { return ch::cli::commands(o.json, o.markdown); };

  CLI::App* tables = add(app, "procedures", "the procedures: list them, show one as text, or export flow charts, BPMN or text (PRO-7)",
                         nullptr, o.procedures.json);
  tables->add_option("what", o.procedures.what, "list, show or export")->required()->check(CLI::IsMember({"list", "show", "export"}));
  tables->add_option("id", o.procedures.id, "of one procedure; export without it takes all");
  tables->add_option("--format", o.procedures.format, "of export: svg, bpmn or md")
      ->check(CLI::IsMember({"svg", "bpmn", "md"}))
      ->capture_default_str();
  tables->add_option("--out", o.procedures.out, "folder that export writes to, a file for each procedure");
  tables->add_option("--language", o.procedures.language, "words: zh or en")->check(CLI::IsMember({"zh", "en"}))->capture_default_str();
  run[tables] = [&] { return ch::cli::procedures(o.procedures); };
  return run;
}

int fail(const Failure& failure, bool json) {
  const auto both = [](const Said& said) { return ordered_json{{"zh", said.zh}, {"en", said.en}}; };
  if (json)
    std::fputs(line_of({{"error", failure.code},
                        {"message", both(failure.what)},
                        {"remedy", both(failure.remedy)},
                        {"exit", static_cast<int>(failure.exit)}})
                   .c_str(),
               stderr);
  else
    std::fprintf(stderr, "countinghouse: %s。%s\ncountinghouse: %s. %s\n", failure.what.zh.c_str(), failure.remedy.zh.c_str(),
                 failure.what.en.c_str(), failure.remedy.en.c_str());
  return failure.exit;
}

// What CLI11 found wrong; it names the option in English.
Failure wrong_use(const CLI::ParseError& error, const CLI::App& app) {
  using CLI::ExitCodes;
  const std::map<ExitCodes, const char*> kinds{
      {ExitCodes::RequiredError, "缺少必需的子命令、选项或参数"}, {ExitCodes::ExtrasError, "有不认识的子命令、选项或参数"},
      {ExitCodes::ValidationError, "选项或参数的值不合要求"},     {ExitCodes::ConversionError, "选项或参数的值不合要求"},
      {ExitCodes::ArgumentMismatch, "选项的值过多或缺少"},        {ExitCodes::ExcludesError, "有不能同时使用的选项"}};
  const std::vector<std::string> unknown = app.remaining();
  const auto kind = kinds.find(unknown.empty() ? static_cast<ExitCodes>(error.get_exit_code()) : ExitCodes::ExtrasError);
  std::string en = unknown.empty() ? error.what() : "there is no subcommand '" + unknown.front() + "'", program = "countinghouse";
  while (en.ends_with('.') || en.ends_with('\n')) en.pop_back();
  for (const CLI::App* asked : app.get_subcommands()) program += " " + asked->get_name();
  return {usage,
          "usage",
          {(kind == kinds.end() ? "用法有误" : kind->second) + std::string("（") + en + "）", en},
          {"用法见 " + program + " --help。", "`" + program + " --help` tells the use."}};
}

int run_one(const std::function<int()>& run, const std::string& db, bool json) {
  try {
    return run();
  } catch (const Failure& failure) {
    return fail(failure, json);
  } catch (const ch::StoreError& error) {
    try {
      store_failure(error, db);
    } catch (const Failure& failure) {
      return fail(failure, json);
    }
  } catch (const std::exception& error) {
    return fail({store_failed,
                 "internal_fault",
                 {std::string("程序的检查未通过：") + error.what(), std::string("A check of the program failed: ") + error.what()},
                 {"未确认的内容均未改动；请报告此问题。", "Nothing was changed that was not acknowledged; please report it."}},
                json);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away and a file that may not grow are answered by an error of write, with words, and not by the program's death.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App app{"Countinghouse (账房): the books of a sales channel.", "countinghouse"};
  app.footer(footer);
  app.require_subcommand(1);
  Options options;
  const auto programs = declare(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0)
      return fail(wrong_use(error, app), std::ranges::contains(argv, argv + argc, std::string_view("--json")));
    app.exit(error);  // --help
    return std::cout.flush() ? done : store_failed;
  }
  const bool json = options.json || options.query.json || options.export_books.json || options.import_statement.json || options.demo.json ||
                    options.procedures.json || options.attachment.json || options.migrate.json || options.backup.json ||
                    options.restore.json;
  for (const auto& [subcommand, run] : programs)
    if (subcommand->parsed())
      return run_one(
          run, subcommand->get_option_no_throw("--db") ? Place{.db = subcommand->get_option("--db")->as<std::string>()}.shown() : "", json);
  return usage;
}
